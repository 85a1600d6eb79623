import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { locate, MAX_DOCUMENTS, MAX_MANIFEST_LENGTH, parseManifest, stringifyManifest } from './manifest.ts';

interface Golden {
  readonly syntax: readonly { readonly id: string; readonly title: string; readonly text: string; readonly error: string }[];
  readonly valid: readonly { readonly id: string; readonly title: string; readonly text: string }[];
  readonly printed: readonly { readonly object: { readonly metadata: { readonly name: string } }; readonly text: string }[];
  readonly texts: readonly { readonly id: string; readonly text: string }[];
}

const golden = JSON.parse(readFileSync(new URL('./manifest/data/golden.json', import.meta.url), 'utf8')) as Golden;

const valuesOf = (text: string): readonly unknown[] => {
  const { documents, problems } = parseManifest(text);
  expect(problems).toEqual([]);
  return documents.map(({ value }) => value);
};

const problemOf = (text: string) => parseManifest(text).problems[0];

describe('reading', () => {
  test.each(golden.syntax)('$id: $title, in kubectl’s words', ({ text, error }) => {
    expect(problemOf(text)?.message).toBe(error);
  });

  test.each(golden.valid)('$id: $title, read without complaint', ({ text }) => {
    expect(problemOf(text)).toBeUndefined();
  });

  test.each([
    ['replicas: {a: 1', "yaml: line 1: did not find expected ',' or '}'"],
    ['a: [1, 2', "yaml: line 1: did not find expected ',' or ']'"],
    ['a: "open', 'yaml: line 2: found unexpected end of stream'],
    ['a: 1\nb', "yaml: line 3: could not find expected ':'"],
    ['- a\nb: c', "yaml: line 1: did not find expected '-' indicator"],
    ['a: "\\q"', 'yaml: found unknown escape character'],
    ['a: b\u0007', 'yaml: control characters are not allowed'],
    ['a: 1\n- b', 'yaml: line 1: did not find expected key'],
    ['a: - b', 'yaml: block sequence entries are not allowed in this context'],
    ['a: *b', "yaml: unknown anchor 'b' referenced"],
    ['%nope\na: 1', 'yaml: found unknown directive name'],
    ['a: !x!y z', 'yaml: found undefined tag handle'],
    ['a: |0\n b', 'yaml: found an indentation indicator equal to 0'],
    ['a: !!int x', 'yaml: cannot decode !!str `x` as a !!int'],
  ])('%j', (text, message) => {
    expect(problemOf(text)?.message).toBe(`error converting YAML to JSON: ${message}`);
  });

  test.each([
    ['{"a": 1,}', "json: offset 9: invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "json: offset 6: invalid character '1' after object key"],
    ['{"a": [1 2]}', "json: offset 10: invalid character '2' after array element"],
    ['{"a": 1 "b"}', `json: offset 9: invalid character '"' after object key:value pair`],
    ['{"ü": tru}', "json: offset 11: invalid character '}' in literal true (expecting 'e')"],
    ['{"a": "\\x"}', "json: offset 9: invalid character 'x' in string escape code"],
    ['{"a": 1', 'unexpected EOF'],
    ['{"a": 1}}', "json: offset 9: invalid character '}' looking for beginning of value"],
    [`{a: ${'x'.repeat(600)}}`, "json: offset 2: invalid character 'a' looking for beginning of object key string"],
    ['a: 1\n--- b: 2', 'invalid Yaml document separator: b: 2'],
    ['a: 1\n----', 'invalid Yaml document separator: -'],
  ])('JSON %j', (text, message) => {
    // Longer than what is read at once: kubectl would try a shorter text as YAML, and much of this is good YAML.
    expect(problemOf(text + ' '.repeat(600))?.message).toBe(message);
  });

  test('tells the place of a mistake, in the whole text', () => {
    const text = 'a: 1\n---\nb: 2\n---\nkind: X\nspec:\n\tx: 1\n';
    const { documents, problems } = parseManifest(text);
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 2 }]);
    // kubectl counts the lines of each document by itself; the place is one in the text.
    expect(problems).toEqual([
      {
        message: 'error converting YAML to JSON: yaml: line 3: found character that cannot start any token',
        document: 2,
        line: 7,
        column: 1,
        endLine: 7,
        endColumn: 2,
      },
    ]);
  });

  test('knows the words of YAML 1.1', () => {
    const text = `
on: yes
off: [y, N, On, OFF, True, "yes", 'no']
numbers: [010, 0x10, 0b11, 0o17, 1_000, +1, -0x2, 1.5, .5, 1e3, 09, 1e400, 0777x]
nothing: [~, null, Null, ]
empty:
texts: [2001-01-01, 1:30, 1.2.3, ==, "012", !!str 5, .inf.]
typed: [!!float 3, !!int "7"]
5: five
1.5: float
`;
    expect(valuesOf(text)).toEqual([
      {
        true: true,
        false: [true, false, true, false, true, 'yes', 'no'],
        numbers: [8, 16, 3, 15, 1000, 1, -2, 1.5, 0.5, 1000, 9, '1e400', '0777x'],
        nothing: [null, null, null],
        empty: null,
        texts: ['2001-01-01', '1:30', '1.2.3', '==', '012', '5', '.inf.'],
        typed: [3, 7],
        5: 'five',
        1.5: 'float',
      },
    ]);
  });

  test('reads texts in all their forms', () => {
    const text = `
plain: a b
  c

  d
single: 'it''s
  folded'
double: "tab\\t\\u00fc \\
  joined"
literal: |
  a
   b

  c
stripped: |-
  a
kept: |+
  a

folded: >
  a
  b

  c
   d
indented: |2
   a
comment: a # b
url: http://x#y
`;
    expect(valuesOf(text)).toEqual([
      {
        plain: 'a b c\nd',
        single: "it's folded",
        double: 'tab\tü joined',
        literal: 'a\n b\n\nc\n',
        stripped: 'a',
        kept: 'a\n\n',
        folded: 'a b\nc\n d\n',
        indented: ' a\n',
        comment: 'a',
        url: 'http://x#y',
      },
    ]);
  });

  test('anchors, merges, flow collections, complex keys', () => {
    const text = `
base: &base {a: 1, b: 2}
more: {<<: *base, b: 3}
list: [*base, {c: d}, e: f,]
? long key
: value
same: 1
same: 2
`;
    expect(valuesOf(text)).toEqual([
      {
        base: { a: 1, b: 2 },
        more: { a: 1, b: 3 },
        list: [{ a: 1, b: 2 }, { c: 'd' }, { e: 'f' }],
        'long key': 'value',
        same: 2,
      },
    ]);
  });

  test('documents: names, separators, empty ones, JSON behind JSON', () => {
    const text = '---\n# nothing\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\n--- \n--- # comment\nkind: 5\n...\n';
    const { documents } = parseManifest(text);
    expect(documents.map(({ source: _, value: __, ...rest }) => rest)).toEqual([
      { index: 0, apiVersion: 'v1', kind: 'Pod', name: 'a', namespace: 'b', line: 4 },
      { index: 1, apiVersion: '', kind: '', name: '', namespace: '', line: 9 },
    ]);
    expect(valuesOf('{"a":1}\n{"b":[true,null,-1.5e1,"\\u00fc\\n"]}')).toEqual([{ a: 1 }, { b: [true, null, -15, 'ü\n'] }]);
    expect(valuesOf('{"a": 1}\n---\nb: 2\n--- # third\nc: 3')).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
    expect(valuesOf('{a: 1, b: [x]}')).toEqual([{ a: 1, b: ['x'] }]);
    expect(valuesOf('hello')).toEqual(['hello']);
    expect(valuesOf('# only a comment\n')).toEqual([]);
    expect(valuesOf('a: 1\r\nb: 2\r\n')).toEqual([{ a: 1, b: 2 }]);
  });

  test('refuses what is meant to harm', () => {
    const laughs = ['a0: &a0 [x, x]', ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)].join('\n');
    expect(problemOf(laughs)?.message).toBe('error converting YAML to JSON: yaml: document contains excessive aliasing');
    expect(problemOf(`a: &a [${'1,'.repeat(50)}]\nb: [${'*a,'.repeat(4000)}]`)?.message).toMatch(/more than 200000 values/);
    expect(problemOf('['.repeat(100_000))?.message).toMatch(/exceeded max depth/);
    expect(problemOf(`{"a":${'['.repeat(100_000)}`)?.message).toMatch(/exceeded max depth/);
    expect(problemOf('x'.repeat(MAX_MANIFEST_LENGTH + 1))?.message).toBe('the manifest is larger than 1 MiB');
    expect(problemOf('a: 1\n---\n'.repeat(MAX_DOCUMENTS + 1))?.message).toBe('the manifest has more than 1000 documents');
    expect(problemOf('__proto__: {polluted: true}')?.message).toMatch(/__proto__/);
    expect(problemOf('{"__proto__": {"polluted": true}}')?.message).toMatch(/__proto__/);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(valuesOf('constructor: {prototype: 1}')).toEqual([{ constructor: { prototype: 1 } }]);
  });
});

describe('places', () => {
  const text = `---
apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    example.com/a.b: "1"
spec:
  replica: 3
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: nginx:1.27
      - image: ""
`;
  const [document] = parseManifest(text).documents;

  test.each([
    ['spec.replica', 8, 12, '3'],
    ['spec.template.spec.containers[0].image', 15, 16, 'nginx:1.27'],
    ['spec.template.spec.containers[1].image', 16, 16, '""'],
    ['spec.template.spec.containers[1].name', 16, 9, 'image'],
    ['spec.template.spec.containers[7].name', 13, 7, 'containers'],
    ['spec.template.spec.containers', 13, 7, 'containers'],
    ['metadata.annotations[example.com/a.b]', 6, 22, '"1"'],
    ['spec.template.labels', 11, 7, 'labels'],
    ['metadata.name', 4, 1, 'metadata'],
    ['spec.selector', 7, 1, 'spec'],
    ['nope', 2, 1, 'apiVersion'],
    ['', 2, 1, 'apiVersion'],
  ])('%s', (path, line, column, word) => {
    const place = document === undefined ? undefined : locate(document, path);
    expect(place).toEqual({ line, column, endLine: line, endColumn: column + word.length });
    expect(text.split('\n')[line - 1]?.slice(column - 1, column - 1 + word.length)).toBe(word);
  });

  test('in a later document', () => {
    const second = parseManifest(`a: 1\n---\n${text.slice(4)}`).documents[1];
    expect(second === undefined ? undefined : locate(second, 'spec.replica').line).toBe(9);
  });
});

describe('writing', () => {
  test.each(golden.printed.map(({ object, text }) => ({ name: object.metadata.name, object, text })))(
    '$name as kubectl',
    ({ object, text }) => {
      expect(stringifyManifest(object)).toBe(text);
    },
  );

  test.each(golden.texts)('$id: what kubectl printed is read and written the same', ({ text }) => {
    expect(valuesOf(text).map(stringifyManifest).join('---\n')).toBe(text);
  });

  test('nested lists, empty values, long keys, odd numbers', () => {
    const object = {
      b: [[1, [2]], [], {}, [{ c: 1, d: [] }]],
      a: undefined,
      [`${'k'.repeat(130)}`]: { x: 1 },
      n: [1e21, 1e20, 0.00001, 123456.5, 1234567.5, -0.5],
      'a\nb': 'c\nd',
    };
    const text = stringifyManifest(object);
    expect(text).toBe(`? |-
  a
  b
: |-
  c
  d
b:
- - 1
  - - 2
- []
- {}
- - c: 1
    d: []
? ${'k'.repeat(130)}
: x: 1
"n":
- 1e+21
- 100000000000000000000
- 1e-05
- 123456.5
- 1.2345675e+06
- -0.5
`);
  });

  test('what was written is read the same', () => {
    const odd = [
      '',
      ' ',
      'a: b',
      '- a',
      '#',
      'a #b',
      'yes',
      '012',
      '1:30',
      'x\n',
      '\n',
      ' \n x',
      'x \ny',
      '\t',
      '"',
      "'",
      '|',
      '%',
      '@a',
      'ü',
      '🎉',
      '\u2028',
      '\u0000',
      'a'.repeat(200),
      'word '.repeat(40),
      '<<',
      '=',
      '?',
      '? ',
      '---',
      '... a',
    ];
    const object = Object.fromEntries(odd.map((text, index) => [`k${index}`, text]));
    expect(valuesOf(stringifyManifest(object))).toEqual([object]);
    // A key `<<` is a merge for go-yaml, although it writes it without quotes.
    const keyed = Object.fromEntries(odd.filter((text) => text !== '<<').map((text) => [text, 1]));
    expect(valuesOf(stringifyManifest(keyed))).toEqual([keyed]);
    expect(valuesOf(stringifyManifest(odd))).toEqual([odd]);
  });
});
