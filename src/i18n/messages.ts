import type { GetICUArgs } from '@schummar/icu-type-parser';
import type { ReactNode } from 'react';
import type en from './en/index.ts';

// What a message is, as types only: keys and arguments are read from the text of the English catalog, so a
// wrong key, a missing argument or an argument of the wrong kind does not compile.

/** The English catalog; the other locales must match it (checked in locales.ts). */
export type Catalog = typeof en;

/** `area.key` of every message of a catalog. */
export type KeyOf<C> = { [A in keyof C & string]: `${A}.${keyof C[A] & string}` }[keyof C & string];

/** The ICU text behind a key. */
export type TextOf<C, Key> = Key extends `${infer Area}.${infer Name}`
  ? Area extends keyof C
    ? Name extends keyof C[Area]
      ? C[Area][Name]
      : never
    : never
  : never;

/** Names of the tags in an ICU text: `b` in `<b>3</b> pods`. */
export type TagsOf<Text> = Text extends `${infer Head}<${infer Tag}>${infer Inner}</${string}>${infer Tail}`
  ? Tag | TagsOf<`${Head}${Inner}${Tail}`>
  : never;

/** Arguments of an ICU text: `{ count: number }` for `{count, plural, …}`. */
export type ArgumentsOf<Text> = Text extends string
  ? GetICUArgs<Text, { ICUArgument: string | number; ICUNumberArgument: number; ICUDateArgument: Date }>
  : never;

type Tags<Text> = { readonly [Tag in TagsOf<Text>]: (chunks: ReactNode) => ReactNode };

// Where the key is one of several (`t(KEYS[kind], …)`) the values must do for each of them. Boxed, because the
// arguments of one text with `select` are a union themselves, and that one must stay a union.
type Boxed<Text, WithTags> = Text extends Text
  ? (box: [ArgumentsOf<Text> & (WithTags extends true ? Tags<Text> : unknown)]) => void
  : never;
/** What `t` (or, with tags, `t.rich`) needs to know to say a text, or any of several. */
export type ValuesOf<Text, WithTags> = Boxed<Text, WithTags> extends (box: infer Box extends [unknown]) => void ? Box[0] : never;

/** Keys of messages without tags (for `t`) and of all messages (for `t.rich`). */
export type MessageKey = KeyOf<Catalog>;
export type PlainKey = { [K in MessageKey]: [TagsOf<TextOf<Catalog, K>>] extends [never] ? K : never }[MessageKey];

type NamesOf<Text> = Text extends Text ? keyof ArgumentsOf<Text> | TagsOf<Text> : never;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Keys that are in only one of two catalogs, or whose texts do not name the same arguments and tags; never when the two match. */
export type Mismatch<A, B> =
  | Exclude<KeyOf<A>, KeyOf<B>>
  | Exclude<KeyOf<B>, KeyOf<A>>
  | { [K in KeyOf<A> & KeyOf<B>]: Same<NamesOf<TextOf<A, K>>, NamesOf<TextOf<B, K>>> extends true ? never : K }[KeyOf<A> & KeyOf<B>];
