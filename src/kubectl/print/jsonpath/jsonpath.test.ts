import { describe, expect, test } from 'vitest';
import { findPath, printJsonPath, relaxedPath } from './jsonpath.ts';

const pod = (name: string, phase: string, ready: boolean) => ({
  metadata: { name, labels: { app: 'web', hash: 'x<y' } },
  status: { phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});
const list = {
  kind: 'List',
  metadata: { resourceVersion: '' },
  items: [pod('a', 'Running', true), pod('b', 'Running', true), pod('c', 'Pending', false)],
};
const print = (template: string, data: unknown = list, options = {}) => {
  const printed = printJsonPath(template, data, options);
  return printed.ok ? printed.value : `error: ${printed.error}`;
};

describe('what is printed', () => {
  test.each([
    ['{.items[*].metadata.name}', 'a b c'],
    ['{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}', 'a\tRunning\nb\tRunning\nc\tPending\n'],
    ['{.items[?(@.status.phase=="Running")].metadata.name}', 'a b'],
    ["{.items[?(@.status.phase!='Running')].metadata.name}", 'c'],
    ['{.items[?(@.nope)].metadata.name}', ''],
    ['{.items[0:2].metadata.name}', 'a b'],
    ['{.items[-1].metadata.name}', 'c'],
    ['{.items[0:3:2].metadata.name}', 'a c'],
    ["{.items[0]['metadata.name','status.phase']}", 'a Running'],
    ["{.metadata['resourceVersion']}|{.kind}", '|List'],
    ['{..name}', 'a b c'],
    ['{.items[0].metadata.labels}', '{"app":"web","hash":"x\\u003cy"}'],
    ['plain text {.kind}', 'plain text List'],
    ['{.nope}', ''],
    ['{range .nope[*]}x{end}done', 'done'],
    ['{range .items[*]}{range .status.conditions[*]}{.type}={.status},{end};{end}', 'Ready=True,;Ready=True,;Ready=False,;'],
  ])('%s', (template, expected) => {
    expect(print(template)).toBe(expected);
  });
  test('null, numbers, and all results as JSON', () => {
    expect(print('[{.a}] {.b} {.c}', { a: null, b: 1234567890123, c: false })).toBe('[null] 1234567890123 false');
    expect(print('{.b}', { b: { x: 1 } }, { asJson: true })).toBe('[\n    {\n        "x": 1\n    }\n]\n');
  });
  test('keys with dots', () => {
    const data = { metadata: { annotations: { 'kubernetes.io/change-cause': 'why' } } };
    expect(print('{.metadata.annotations.kubernetes\\.io/change-cause}', data)).toBe('why');
    expect(print("{.metadata.annotations['kubernetes\\.io/change-cause']}", data)).toBe('why');
  });
});

test.each([
  ['{.spec', 'error: error parsing jsonpath {.spec, unclosed action'],
  ['{.items[}', 'error: error parsing jsonpath {.items[}, unterminated array'],
  ['{.items[a]}', 'error: error parsing jsonpath {.items[a]}, invalid array index a'],
  ['{.items[?(@.x=="y"]}', 'error: error parsing jsonpath {.items[?(@.x=="y"]}, unterminated filter'],
  ['{|}', "error: error parsing jsonpath {|}, unrecognized character in action: U+007C '|'"],
])('%s', (template, expected) => {
  expect(print(template)).toBe(expected);
});

test('a field that is nowhere, when it must not be missing', () => {
  expect(print('{.nope}', { a: [true, null] }, { allowMissing: false })).toBe(
    'error: error executing jsonpath "{.nope}": Error executing template: nope is not found. Printing more information for debugging the template:\n\ttemplate was:\n\t\t{.nope}\n\tobject given to jsonpath engine was:\n\t\tmap[string]interface {}{"a":[]interface {}{true, interface {}(nil)}}\n\n\n',
  );
  expect(print('{.items[7].metadata}')).toContain('array index out of bounds: index 7, length 3');
  expect(print('{.kind[0]}')).toContain('List is not array or slice');
});

test('relaxed paths', () => {
  for (const text of ['.a.b', 'a.b', '{a.b}', '{.a.b}']) expect(relaxedPath(text)).toEqual({ ok: true, value: '{.a.b}' });
  expect(relaxedPath('{.metadata').ok).toBe(false);
  expect(findPath('{.metadata.name}', pod('a', 'Running', true))).toEqual({ ok: true, value: ['a'] });
});
