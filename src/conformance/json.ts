import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads a JSON file of recorded data; the caller says what is in it. */
export function readJson<T>(...path: readonly string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
}
