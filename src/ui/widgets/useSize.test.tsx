import { render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useSize } from './useSize.ts';

afterEach(() => vi.unstubAllGlobals());

test('an element that takes the place of another is watched in its stead', () => {
  const watched: Element[] = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      #element: Element | undefined;
      observe(element: Element): void {
        this.#element = element;
        watched.push(element);
      }
      disconnect(): void {
        if (this.#element !== undefined) watched.splice(watched.indexOf(this.#element), 1);
      }
    },
  );
  function Box({ isWrapped }: { readonly isWrapped: boolean }) {
    const [ref] = useSize<HTMLDivElement>({ width: 1, height: 1 });
    const box = <div ref={ref} data-testid="box" />;
    return isWrapped ? <section>{box}</section> : box;
  }
  const { rerender, getByTestId } = render(<Box isWrapped={false} />);
  rerender(<Box isWrapped />);
  expect(watched).toEqual([getByTestId('box')]);
});
