import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { I18nProvider } from '../../i18n/index.ts';
import { fakeStore, frameMidUpdate } from '../../store/testing.ts';
import { Rail } from './Rail.tsx';

const draw = () =>
  render(
    <I18nProvider>
      <Rail />
    </I18nProvider>,
  );

test('says what is counted, both inequalities, what it waits for and what comes next', () => {
  fakeStore();
  draw();
  const rail = screen.getByRole('region', { name: 'Pods against the limits' });
  expect(rail.textContent).toContain('5 pods counted');
  expect(rail.textContent).toContain('5 counted ≤ ceiling 4 + ⌈25 %⌉ = 5');
  expect(rail.textContent).toContain('3 available ≥ floor 4 − ⌊25 %⌋ = 3');
  expect(rail.textContent).toContain('Both limits are touched.');
  expect(rail.textContent).toContain('web-f6f6c5bbd scaled down 3 → 2: more available than the floor of 3');
  expect(rail.textContent).toContain('Next: m66cv becomes ready');
});

test('is a picture with a summary for those who do not see it', () => {
  fakeStore();
  draw();
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('5 pods counted of at most 5; 3 available, at least 3 wanted; 1 leaving');
});

test('says so when there is nothing to follow', () => {
  fakeStore({ frame: frameMidUpdate({ deployments: [], followed: null }) });
  draw();
  expect(screen.getByRole('region').textContent).toContain('There is no Deployment');
});
