import en from './en/index.ts';
import type { Catalog, Mismatch } from './messages.ts';
import type zhCN from './zh-CN/index.ts';

export type Locale = 'en' | 'zh-CN';

/** The locales in the order of the picker, each under its own name. */
export const locales: readonly { readonly id: Locale; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'zh-CN', name: '简体中文' },
];

// A key or an argument that only one of the two catalogs has stops the compiler in loadCatalog, and the error names it.
type Checked<C> = Mismatch<Catalog, C> extends infer Keys ? ([Keys] extends [never] ? Catalog : { readonly differs: Keys }) : never;

/** English is part of the first download: it is what every other locale falls back to. */
export const english: Catalog = en;

/** Fetches a catalog (one chunk a locale). Rejects when the chunk cannot be fetched. */
export async function loadCatalog(locale: Locale): Promise<Catalog> {
  if (locale === 'en') {
    return english;
  }
  const module = await import('./zh-CN/index.ts');
  return module.default as unknown as Checked<typeof zhCN>;
}

/** The first of the visitor's languages (as in `navigator.languages`) that we speak; else English. */
export function detectLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const primary = language.toLowerCase().split('-')[0];
    if (primary === 'zh') {
      return 'zh-CN';
    }
    if (primary === 'en') {
      return 'en';
    }
  }
  return 'en';
}
