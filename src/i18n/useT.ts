import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Catalog, MessageKey, PlainKey, TextOf, ValuesOf } from './messages.ts';

type Rest<V> = keyof V extends never ? [values?: undefined] : [values: V];

/** Looks up a message of the current locale and puts the arguments in. */
export interface Translate {
  <Key extends PlainKey>(key: Key, ...values: Rest<ValuesOf<TextOf<Catalog, Key>, false>>): string;
  /** The same for a text with tags: `t.rich('rail.sum', { count: 3, b: (chunks) => <b>{chunks}</b> })`. */
  rich<Key extends MessageKey>(key: Key, ...values: Rest<ValuesOf<TextOf<Catalog, Key>, true>>): ReactNode;
}

/** The translator of the current locale; it stays the same object until the locale changes. */
export function useT(): Translate {
  // use-intl's own types take the arguments from a global interface and allow no numbers in plain places; ours are stricter about keys.
  return useTranslations() as unknown as Translate;
}
