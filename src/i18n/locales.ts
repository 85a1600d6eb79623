import firstAreas from './en/firstAreas.ts';
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

/** What is there to be shown: a locale's whole catalog, or of English the areas of the first download. */
export type Words = Pick<Catalog, keyof typeof firstAreas>;

/** English is part of the first download: it is what every other locale falls back to. What panels say comes with them. */
export const english: Words = firstAreas;

let later: Promise<Omit<Catalog, keyof Words>> | undefined;

/** The rest of English, fetched once. After a failure the next call tries again. */
export function loadLaterWords(): Promise<Omit<Catalog, keyof Words>> {
  later ??= import('./en/laterAreas.ts').then(
    (module) => module.default,
    (error: unknown) => {
      later = undefined;
      throw error;
    },
  );
  return later;
}

/** Fetches a catalog (one chunk a locale). Rejects when the chunk cannot be fetched. */
export async function loadCatalog(locale: Locale): Promise<Words> {
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
