import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { I18nProvider } from '../../i18n/index.ts';
import { fakeStore, pod } from '../../store/testing.ts';
import { PodCaption } from './PodCaption.tsx';
import { useProgress } from './useProgress.ts';

const starting = pod('m66cv', 'rs-new', 'starting', { progress: { kind: 'startingUp', since: 0, until: 10_000 } });

function Glyph() {
  return <svg ref={useProgress(starting)} data-testid="glyph" />;
}

const many = (count: number) => Array.from({ length: count }, (_, index) => <Glyph key={String(index)} />);

test('a glyph shows how far its pod is', () => {
  fakeStore();
  render(<Glyph />);
  // 7.2 of 10 seconds, by the frame's clock.
  expect(screen.getByTestId('glyph').style.getPropertyValue('--p')).toBe('0.72');
});

test('many under way are a crowd until most have arrived, and among them captions count whole seconds', () => {
  fakeStore();
  const { dataset } = document.documentElement;
  const caption = (
    <I18nProvider>
      <PodCaption pod={starting} isShort />
    </I18nProvider>
  );
  const { rerender, unmount } = render(many(12));
  expect(dataset['crowd']).toBeUndefined();
  const few = render(caption);
  expect(few.container.textContent).toBe('2.8s');
  few.unmount();
  rerender(many(13));
  expect(dataset['crowd']).toBe('');
  const crowded = render(caption);
  expect(crowded.container.textContent).toBe('3s');
  crowded.unmount();
  rerender(many(8));
  expect(dataset['crowd']).toBe('');
  rerender(many(7));
  expect(dataset['crowd']).toBeUndefined();
  unmount();
});
