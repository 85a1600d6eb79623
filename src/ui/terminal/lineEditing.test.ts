import { expect, test } from 'vitest';
import { commonPrefix, editLine, isOnEdge, searchBack } from './lineEditing.ts';

/** `|` stands for the cursor. */
function press(key: string, line: string, yank = ''): string | undefined {
  const edited = editLine({ text: line.replace('|', ''), cursor: line.indexOf('|') }, key, yank);
  return edited && `${edited.text.slice(0, edited.cursor)}|${edited.text.slice(edited.cursor)}`;
}

test.each([
  ['a', 'get po|ds', '|get pods'],
  ['e', 'get po|ds', 'get pods|'],
  ['u', 'get po|ds', '|ds'],
  ['k', 'get po|ds', 'get po|'],
  ['w', 'get pods  |', 'get |'],
  ['w', 'a b|c', 'a |c'],
  ['d', 'a|bc', 'a|c'],
  ['a', 'cat <<EOF\nx: 1|', 'cat <<EOF\n|x: 1'],
  ['k', 'a|b\nc', 'a|\nc'],
])('Ctrl+%s on %s', (key, before, after) => {
  expect(press(key, before)).toBe(after);
});

test('Ctrl+Y brings back what was cut', () => {
  expect(editLine({ text: 'get pods', cursor: 4 }, 'k', '')?.cut).toBe('pods');
  expect(press('y', 'a |', 'pods')).toBe('a pods|');
});

test('keys that edit nothing', () => {
  expect(press('x', 'a|')).toBeUndefined();
  expect(press('d', '|')).toBeUndefined();
});

test('Up leaves the text from its first line, Down from its last', () => {
  expect(isOnEdge({ text: 'a\nb', cursor: 1 }, 'ArrowUp')).toBe(true);
  expect(isOnEdge({ text: 'a\nb', cursor: 2 }, 'ArrowUp')).toBe(false);
  expect(isOnEdge({ text: 'a\nb', cursor: 2 }, 'ArrowDown')).toBe(true);
});

test('what candidates share', () => {
  expect(commonPrefix(['rollout', 'rolebinding', 'role'])).toBe('rol');
  expect(commonPrefix([])).toBe('');
});

test('Ctrl+R looks for older lines', () => {
  const history = ['get pods', 'get rs', 'describe rs'];
  expect(searchBack(history, 'get', 3)).toBe(1);
  expect(searchBack(history, 'get', 1)).toBe(0);
  expect(searchBack(history, 'get', 0)).toBeUndefined();
  expect(searchBack(history, '', 3)).toBeUndefined();
});
