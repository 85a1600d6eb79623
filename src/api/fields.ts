/** Reading and changing plain objects whose parts are shared: what did not change keeps its identity. */

/** An object of which nothing is known but that it has fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether `value` is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `value` if it is a JSON object, else an empty one. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** `value` if it is a list, else an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `value` if it is a text, else the empty one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The object with these fields set; the same object if they have these values already. `undefined` removes a field. */
export function replace<T extends object>(object: T, changes: { readonly [K in keyof T]?: T[K] | undefined }): T;
export function replace(object: Fields, changes: Fields): Fields;
export function replace(object: Fields, changes: Fields): Fields {
  let result: Record<string, unknown> | undefined;
  for (const key of Object.keys(changes)) {
    const value = changes[key];
    if (object[key] === value) continue;
    result ??= { ...object };
    if (value === undefined) delete result[key];
    else result[key] = value;
  }
  return result ?? object;
}

/** The object with those of `defaults` set that it lacks (absent, null, or an empty text); the same object if it lacks none. */
export function withDefaults<T extends object>(object: T, defaults: Fields): T;
export function withDefaults(object: Fields, defaults: Fields): Fields {
  let result: Record<string, unknown> | undefined;
  for (const key of Object.keys(defaults)) {
    const value = object[key];
    if (value !== undefined && value !== null && value !== '') continue;
    result ??= { ...object };
    result[key] = defaults[key];
  }
  return result ?? object;
}

/** Maps a list; the same list if no item changed. */
export function mapShared<T>(list: readonly T[], change: (item: T, index: number) => T): readonly T[] {
  let result: T[] | undefined;
  for (const [index, item] of list.entries()) {
    const changed = change(item, index);
    if (changed !== item) result ??= [...list];
    if (result !== undefined) result[index] = changed;
  }
  return result ?? list;
}

/** Replaces one field by what `change` makes of it, if the field is there. */
export function changeField<T extends object>(object: T, key: keyof T & string, change: (value: never) => unknown): T {
  const value = (object as Fields)[key];
  if (value === undefined || value === null) return object;
  return replace(object as Fields, { [key]: change(value as never) }) as T;
}
