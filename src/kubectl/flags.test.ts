import { describe, expect, test } from 'vitest';
import type { Flag } from './command.ts';
import { bool, GLOBAL_FLAGS, parseDuration, parseFlags, text } from './flags.ts';

const known: readonly Flag[] = [
  ...GLOBAL_FLAGS,
  text('output', '', 'o'),
  bool('all-namespaces', '', 'A'),
  bool('watch', '', 'w'),
  bool('no-headers', ''),
  { name: 'replicas', type: 'int', default: '0', usage: '' },
  { name: 'timeout', type: 'duration', default: '0s', usage: '' },
  { name: 'filename', short: 'f', type: 'stringSlice', default: '[]', usage: '' },
  { name: 'record', type: 'bool', default: 'false', bare: 'true', usage: '', deprecated: '--record will be removed in the future' },
];
const parsed = (...words: string[]) => {
  const result = parseFlags(words, known);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
const problem = (...words: string[]) => {
  const result = parseFlags(words, known);
  return result.ok ? undefined : result.error;
};

describe('values', () => {
  test.each([[['-n', 'x']], [['-nx']], [['-n=x']], [['--namespace', 'x']], [['--namespace=x']]])('%j', (words) => {
    expect(parsed(...words).flags.text('namespace')).toBe('x');
  });
  test('shorts in one word', () => {
    const { flags, args } = parsed('pods', '-Aowide', 'x');
    expect([flags.bool('all-namespaces'), flags.text('output'), args]).toEqual([true, 'wide', ['pods', 'x']]);
  });
  test('a word behind a switch is an argument', () => {
    expect(parsed('-w', 'false').args).toEqual(['false']);
    expect(parsed('--watch=false').flags.bool('watch')).toBe(false);
  });
  test('underscores, lists, and what stands behind --', () => {
    expect(parsed('--no_headers').flags.bool('no-headers')).toBe(true);
    expect(parsed('-f', 'a,b', '-f', 'c').flags.list('filename')).toEqual(['a', 'b', 'c']);
    expect(parsed('a', '--', '-b', 'c')).toMatchObject({ args: ['a', '-b', 'c'], argsBeforeDash: 1 });
  });
  test('what was not given has its default', () => {
    const { flags } = parsed();
    expect([flags.text('output'), flags.int('replicas'), flags.duration('timeout'), flags.changed('output')]).toEqual(['', 0, 0, false]);
  });
  test('a deprecated one is noted', () => {
    expect(parsed('--record').notes).toEqual(['Flag --record has been deprecated, --record will be removed in the future']);
  });
});

test.each([
  [['-z'], "unknown shorthand flag: 'z' in -z"],
  [['--foo'], 'unknown flag: --foo'],
  [['-n'], "flag needs an argument: 'n' in -n"],
  [['--replicas'], 'flag needs an argument: --replicas'],
  [['--replicas=abc'], 'invalid argument "abc" for "--replicas" flag: strconv.ParseInt: parsing "abc": invalid syntax'],
  [['--watch=maybe'], 'invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax'],
  [['--timeout=5'], 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
])('%j', (words, expected) => {
  expect(problem(...words)).toBe(expected);
});

test('durations', () => {
  expect(parseDuration('1m30s')).toEqual({ ok: true, value: 90_000 });
  expect(parseDuration('1.5h')).toEqual({ ok: true, value: 5_400_000 });
  expect(parseDuration('5x')).toEqual({ ok: false, error: 'time: unknown unit "x" in duration "5x"' });
  expect(parseDuration('')).toEqual({ ok: false, error: 'time: invalid duration ""' });
});
