import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import en from './en/index.ts';
import zhCN from './zh-CN/index.ts';

// Texts that are not ICU do not get this far: the compiler in scripts/vite/catalogs.ts stops at them.

/** A compiled text is a string or a list of parts: a string, 0 (`#`), `[name]`, `[name, type, branches]` or `[tag, ...parts]`. */
function namesIn(text: unknown): string[] {
  return Array.isArray(text) ? text.flatMap(namesOfPart) : [];
}

function namesOfPart(part: unknown): string[] {
  if (!Array.isArray(part)) {
    return [];
  }
  const [name, type, branches] = part;
  const inner = typeof type === 'number' && type > 0 ? Object.values(branches ?? {}) : [part.slice(1)];
  return [String(name), ...inner.flatMap(namesIn)];
}

type Areas = Record<string, Record<string, unknown>>;

/** `area.key` → the names of its arguments and tags, sorted. */
function argumentsByKey(areas: Areas): Record<string, string[]> {
  const entries = Object.entries(areas).flatMap(([area, texts]) =>
    Object.entries(texts).map(([key, text]) => [`${area}.${key}`, [...new Set(namesIn(text))].sort()] as const),
  );
  return Object.fromEntries(entries);
}

/** Keys that no source names: neither as a whole string ('rail.counted') nor by the start of a template (`reason.${code}`). */
function unusedKeys(keys: readonly string[], source: string): string[] {
  const starts = [...source.matchAll(/`([a-z]+\.[a-zA-Z]*)\$\{/g)].map((match) => match[1] ?? '');
  return keys.filter((key) => !source.includes(`'${key}'`) && !starts.some((start) => key.startsWith(start)));
}

describe('the reading of compiled texts', () => {
  test.each([
    ['plain', []],
    [[['count', 2, { one: [0, ' on ', ['node']], other: 0 }]], ['count', 'node']],
    [
      [['b', ['n', 4], ' of'], ' ', ['m']],
      ['b', 'n', 'm'],
    ],
    [[['k', 1, { x: 'X', other: [['i', ['q']]] }]], ['k', 'i', 'q']],
  ])('%j names %j', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  test('unusedKeys knows whole keys and starts of templates', () => {
    const source = `t('rail.counted'); t(\`reason.\${code}\`); t('pod.readyAt')`;
    expect(unusedKeys(['rail.counted', 'rail.count', 'reason.scaledUp', 'pod.ready'], source)).toEqual(['rail.count', 'pod.ready']);
  });
});

describe('the catalogs', () => {
  test('have the same keys with the same arguments in every locale', () => {
    expect(argumentsByKey(zhCN)).toEqual(argumentsByKey(en));
  });

  test('hold no key that nothing uses', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('i18n/'),
    );
    const source = files.map((file) => readFileSync(`src/${file}`, 'utf8')).join('\n');
    expect(unusedKeys(Object.keys(argumentsByKey(en)), source)).toEqual([]);
  });
});
