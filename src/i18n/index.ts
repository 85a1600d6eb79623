// Words for people. Catalogs: en/<area>.ts and zh-CN/<area>.ts hold ICU texts, one default export a file; they are
// compiled when the page is built (scripts/vite/catalogs.ts), so the page carries no ICU parser.
//
// Why use-intl, measured with Vite 8 (gzip, React external, all without eval or inline styles, so clean under our CSP):
//   use-intl 4.14, catalogs compiled at build time    2.5 kB   keys and arguments typed from the catalog's text
//   use-intl 4.14 with the ICU parser in the page    11.3 kB   the same
//   Lingui 5.9, compiled / with its ICU compiler      3.3 / 9.8 kB   ids are plain strings, arguments untyped; typed ids need its macro (Babel)
//   Paraglide 2.25                                    MEASURE
export { I18nProvider, useLocale } from './I18nProvider.tsx';
export { detectLocale, type Locale, locales } from './locales.ts';
export type { MessageKey, PlainKey } from './messages.ts';
export { type Format, useFormat } from './useFormat.ts';
export { type Translate, useT } from './useT.ts';
