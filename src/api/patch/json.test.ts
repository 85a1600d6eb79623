import { describe, expect, test } from 'vitest';
import { applyJsonPatch } from './json.ts';

const refusal = { code: 422, reason: 'Invalid', message: 'the server rejected our request due to an error in our request', details: {} };

describe('a JSON patch', () => {
  // Examples of RFC 6902, appendix A: target, patch, result.
  test.each<[unknown, unknown[], unknown]>([
    [{ foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
    [{ foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
    [{ baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
    [{ foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
    [{ baz: 'qux' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo' }],
    [
      { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
      [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
      { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
    ],
    [{ foo: ['all', 'grass', 'cows', 'eat'] }, [{ op: 'move', from: '/foo/1', path: '/foo/3' }], { foo: ['all', 'cows', 'eat', 'grass'] }],
    [{ foo: 'bar' }, [{ op: 'add', path: '/child', value: { grandchild: {} } }], { foo: 'bar', child: { grandchild: {} } }],
    [{ '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
    [{ foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }], { foo: ['bar', ['abc', 'def']] }],
    [{ a: { b: 1 } }, [{ op: 'copy', from: '/a', path: '/c' }], { a: { b: 1 }, c: { b: 1 } }],
  ])('%j with %j gives %j', (target, patch, value) => {
    const before = JSON.stringify(target);
    expect(applyJsonPatch(target, patch)).toEqual({ ok: true, value });
    expect(JSON.stringify(target)).toBe(before);
  });

  test.each([
    [{ op: 'replace', path: '/spec/nope', value: 1 }],
    [{ op: 'remove', path: '/spec/nope' }],
    [{ op: 'add', path: '/nope/deeper', value: 1 }],
    [{ op: 'add', path: '/list/7', value: 1 }],
    [{ op: 'test', path: '/spec/replicas', value: 4 }],
    [{ op: 'jump', path: '/spec/replicas' }],
    [{ op: 'add', value: 1 }],
    [{ op: 'copy', from: '/constructor', path: '/x' }],
    ['x'],
  ])('%j is refused as the API server refuses it', (operation) => {
    expect(applyJsonPatch({ spec: { replicas: 3 }, list: [] }, [operation])).toEqual({ ok: false, error: refusal });
  });

  test('an object is no patch', () => {
    const message = 'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp';
    expect(applyJsonPatch({}, { op: 'replace' })).toEqual({ ok: false, error: { code: 400, reason: 'BadRequest', message } });
  });

  test('shares what it does not touch', () => {
    const target = { metadata: { name: 'web' }, spec: { replicas: 3 } };
    const result = applyJsonPatch(target, [{ op: 'replace', path: '/spec/replicas', value: 4 }]);
    expect(result.ok && (result.value as typeof target).metadata).toBe(target.metadata);
    const same = applyJsonPatch(target, [{ op: 'replace', path: '/spec/replicas', value: 3 }]);
    expect(same.ok && same.value).toBe(target);
  });
});
