import { expect, test } from 'vitest';
import { goJson } from './goJson.ts';

test('sorts keys by code point and escapes what Go escapes', () => {
  expect(goJson({ b: 1, a: { d: [], c: '<a> & "b"\u2028' } })).toBe('{"a":{"c":"\\u003ca\\u003e \\u0026 \\"b\\"\\u2028","d":[]},"b":1}');
  expect(goJson({ '\u{1F389}': 1, '\uFF00': 2 })).toBe('{"\uFF00":2,"\u{1F389}":1}');
  expect(goJson({ a: undefined, b: null })).toBe('{"b":null}');
});
