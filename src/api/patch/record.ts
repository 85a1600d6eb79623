/** A JSON object under construction. What others hold is never changed: a record is made by copying first. */
export type MutableFields = Record<string, unknown>;

/**
 * Sets a field as plain data, whatever its name. Assigning to `__proto__` would change the object's prototype instead,
 * and the names come from a person's text.
 */
export function put(record: MutableFields, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  else record[key] = value;
}

/** Whether the object has this field itself. `undefined` counts as absent. */
export function has(record: Readonly<Record<string, unknown>>, key: string): boolean {
  return Object.hasOwn(record, key) && record[key] !== undefined;
}
