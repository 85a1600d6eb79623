import { expect, test } from 'vitest';
import type { TerminalChunk } from '../worker/protocol.ts';
import { BLOCK_LINES, cleared, emptyTerminal, LINES_MAX, type TerminalState, typedLine, withNews } from './terminal.ts';

let id = 0;
function printed(terminal: TerminalState, ...chunks: readonly Omit<TerminalChunk, 'id'>[]): TerminalState {
  return withNews(terminal, { state: 'idle', chunks: chunks.map((chunk) => ({ id: ++id, ...chunk })) });
}
const lines = (terminal: TerminalState) => terminal.blocks.flatMap((block) => block.lines).map(({ kind, text }) => `${kind}: ${text}`);
const out = (text: string) => ({ kind: 'stdout', text }) as const;

test('output is cut into lines, and goes on in a line that has no end', () => {
  const first = printed(emptyTerminal, { kind: 'command', text: 'kubectl get pods' }, out('a\nb'));
  const second = printed(first, out('c\n'), { kind: 'stderr', text: 'bad\n' });
  expect(lines(second)).toEqual(['command: kubectl get pods', 'stdout: a', 'stdout: bc', 'stderr: bad']);
  expect(lines(first)).toEqual(['command: kubectl get pods', 'stdout: a', 'stdout: b']);
});

test('an empty line is a line, and a line that goes on keeps its number', () => {
  const first = printed(emptyTerminal, out('a\n\n'), out('b'));
  const second = printed(first, out('c'));
  expect(lines(second)).toEqual(['stdout: a', 'stdout: ', 'stdout: bc']);
  expect(second.blocks[0]?.lines[2]?.id).toBe(first.blocks[0]?.lines[2]?.id);
});

test('a here-document is shown line by line', () => {
  expect(lines(printed(emptyTerminal, { kind: 'command', text: 'cat <<EOF\na\nEOF' }))).toEqual([
    'command: cat <<EOF',
    'command: a',
    'command: EOF',
  ]);
});

test('full blocks keep their identity', () => {
  const before = printed(emptyTerminal, out('x\n'.repeat(BLOCK_LINES + 1)));
  const after = printed(before, out('y\n'));
  expect(after.blocks).toHaveLength(2);
  expect(after.blocks[0]).toBe(before.blocks[0]);
  expect(after.blocks[1]).not.toBe(before.blocks[1]);
});

test('the scrollback has an end', () => {
  const terminal = printed(emptyTerminal, out('x\n'.repeat(LINES_MAX + 1_000)));
  expect(lines(terminal)).toHaveLength(LINES_MAX);
  expect(terminal.count).toBe(LINES_MAX + 1_000);
});

test('clear leaves the typed lines', () => {
  const terminal = { ...printed(emptyTerminal, out('a')), history: ['ls'] };
  expect(cleared(terminal)).toMatchObject({ blocks: [], history: ['ls'], isOpen: false });
  expect(lines(withNews(terminal, { clear: true, state: 'running', chunks: [{ id: 1, ...out('b\n') }] }))).toEqual(['stdout: b']);
});

test('what was typed is kept once', () => {
  expect(typedLine(['a'], 'a ')).toEqual(['a']);
  expect(typedLine(['a'], '  ')).toEqual(['a']);
  expect(typedLine(['a'], 'b\n')).toEqual(['a', 'b']);
});
