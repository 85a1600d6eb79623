import { expect, test } from 'vitest';
import { duplicateFields } from './jsonDuplicates.ts';

test.each([
  ['{"a":1,"b":{"a":2}}', []],
  ['{"spec":{"replicas":1,"replicas":2}}', ['spec.replicas']],
  ['{"a":1,"a":2,"a":3}', ['a']],
  ['{"l":[{"x":1},{"x":1,"y":{"z":1},"x":{"x":0}}]}', ['l[1].x']],
  ['{"a":"{\\"b\\":1,\\"b\\":2}","c":[["a","a"]],"d":[1,2]}', []],
  ['{"a\\u0062":1,"ab":2}', ['ab']],
  ['{"l":[1,[{"k":1,"k":2}]]}', ['l[1][0].k']],
])('%s', (text, expected) => {
  expect(duplicateFields(text)).toEqual(expected);
});
