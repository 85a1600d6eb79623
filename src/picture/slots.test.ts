import { expect, test } from 'vitest';
import { SlotBook } from './slots.ts';

function rowOf(book: SlotBook): string {
  return book
    .row('rs')
    .map((pod) => pod || '_')
    .join('');
}

test('a pod keeps its slot for life, and the first free one is given again', () => {
  const book = new SlotBook();
  for (const [step, pod] of ['a', 'b', 'c'].entries()) book.take(pod, 'rs', step + 1);
  expect(rowOf(book)).toBe('abc');
  book.leave('b');
  expect(rowOf(book)).toBe('a_c');
  book.take('d', 'rs', 5);
  book.take('e', 'rs', 6);
  expect(rowOf(book)).toBe('adce');
  expect(['a', 'd', 'c', 'e'].map((pod) => book.slotOf(pod))).toEqual([0, 1, 2, 3]);
});

test('places at the end of a row are given back', () => {
  const book = new SlotBook();
  for (const pod of ['a', 'b', 'c']) book.take(pod, 'rs', 1);
  book.leave('b');
  book.leave('c');
  expect(rowOf(book)).toBe('a');
});

test('going back and forth gives the same places', () => {
  const book = new SlotBook();
  book.take('a', 'rs', 1);
  book.take('b', 'rs', 2);
  book.leave('a');
  book.take('c', 'rs', 4);
  expect(rowOf(book)).toBe('cb');
  book.moveTo(
    [
      { pod: 'b', owner: 'rs' },
      { pod: 'a', owner: 'rs' },
    ],
    2,
  );
  expect(rowOf(book)).toBe('ab');
  book.leave('a');
  book.take('c', 'rs', 4);
  expect(rowOf(book)).toBe('cb');
});

test('another future may give another place to a pod of the same name', () => {
  const book = new SlotBook();
  book.take('a', 'rs', 1);
  book.take('b', 'rs', 2);
  book.take('c', 'rs', 3);
  book.moveTo([{ pod: 'a', owner: 'rs' }], 1);
  book.forkAfter(1);
  book.take('c', 'rs', 2);
  expect(rowOf(book)).toBe('ac');
});

test('a pod that changes its owner changes its row', () => {
  const book = new SlotBook();
  book.take('a', 'rs', 1);
  book.take('b', 'rs', 1);
  book.take('a', 'other', 2);
  expect(rowOf(book)).toBe('_b');
  expect(book.row('other')).toEqual(['a']);
});
