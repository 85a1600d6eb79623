import { expect, test } from 'vitest';
import { describeStyle, getStyle, layOut, TabWriter } from './tabs.ts';

test('a table of get: at least six wide, three blanks between, the last cell as it is', () => {
  expect(layOut('NAME\tREADY\tAGE\nweb\t4/4\t37m\n', getStyle)).toBe('NAME   READY   AGE\nweb    4/4     37m\n');
});

test('a last cell that is empty leaves the padding of the one before it', () => {
  expect(layOut('NAME\tDISK\nnode-a\tssd\nb\t\n', getStyle)).toBe('NAME     DISK\nnode-a   ssd\nb        \n');
});

test('columns belong to runs of lines', () => {
  expect(layOut('a:\tb\nno cells\nlonger:\tc\n', describeStyle)).toBe('a:  b\nno cells\nlonger:  c\n');
  expect(layOut('a\tbb\tc\na\td\nlong\te\tf\n', describeStyle)).toBe('a     bb  c\na     d\nlong  e  f\n');
});

test('runes are counted', () => {
  expect(layOut('é\tx\nab\ty\n', describeStyle)).toBe('é   x\nab  y\n');
});

test('a watch remembers widths', () => {
  const writer = new TabWriter(getStyle, true);
  expect(writer.layOut('NAME\tAGE\nweb\t1s\n')).toBe('NAME   AGE\nweb    1s\n');
  expect(writer.layOut('longer-name\t2s\n')).toBe('longer-name   2s\n');
  expect(writer.layOut('web\t3s\n')).toBe('web           3s\n');
  writer.forget();
  expect(writer.layOut('web\t3s\n')).toBe('web   3s\n');
});
