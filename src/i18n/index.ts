// Words for people. Catalogs: en/<area>.ts and zh-CN/<area>.ts hold ICU texts, one default export a file; they are
// compiled when the page is built (scripts/vite/catalogs.ts), so the page carries no ICU parser.
//
// Why use-intl, measured with Vite 8 (gzip, React external; none of them needs eval or inline styles, so all pass our CSP):
//   use-intl 4.14, texts compiled by the build   2.5 kB   keys and arguments typed from the text; a chunk a locale; switches in place
//   use-intl 4.14, ICU parser in the page       11.3 kB   the same
//   Lingui 5.9, compiled / compiling in page     3.3 / 9.8 kB   ids and arguments are untyped; its extraction macro needs Babel beside oxc
//   Paraglide 2.25                               1.4 kB + code for every message (3.9 kB with 100 texts)   typed, but the texts of all
//                                                locales travel together, and a switch without reload does not redraw React
export { I18nProvider, useLocale } from './I18nProvider.tsx';
export { LaterWords } from './LaterWords.tsx';
export { detectLocale, type Locale, loadLaterWords, locales } from './locales.ts';
export type { MessageKey, PlainKey } from './messages.ts';
export { type Format, useFormat } from './useFormat.ts';
export { type Translate, useT } from './useT.ts';
