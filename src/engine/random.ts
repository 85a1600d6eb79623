/**
 * Chance by key: a number depends on the seed and some words alone, never on how often anyone asked before.
 * So a change at one pod re-rolls nothing else. FROZEN: links replay by these numbers; `random.test.ts` holds golden values.
 */

import { uuidText } from '../base/hex.ts';

/** The 27 characters of names that Kubernetes makes up. upstream: k8s.io/apimachinery/pkg/util/rand */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
export type Words = readonly (string | number)[];

/** The generator sfc32. Apart from what mixes its beginning, whose numbers would else lie where the closure keeps its own. */
function sfc32(first: number, second: number, third: number): () => number {
  let [a, b, c, d] = [first, second, third, 1];
  return () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
}

/** Four 32-bit numbers mixed from the seed and the words (FNV-1a in four lanes, then sfc32 run warm). */
function draw(seed: number, words: Words): () => number {
  let a = 0x811c9dc5 ^ seed;
  let b = 0x9e3779b9 + seed;
  let c = 0x85ebca6b ^ Math.imul(seed, 0xc2b2ae35);
  for (const word of words) {
    const text = typeof word === 'string' ? word : String(word);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x85ebca6b) + 0x1b873593;
      c = Math.imul(c ^ (code + i), 0xcc9e2d51);
    }
    // A word's end counts too, so that ('a', 'bc') and ('ab', 'c') differ.
    a = Math.imul(a ^ 0x100, 0x01000193);
    b = Math.imul(b ^ 0x100, 0x27d4eb2f);
    c ^= c >>> 15;
  }
  const next = sfc32(a, b, c);
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** A number in [0, 1). */
export function random(seed: number, ...words: Words): number {
  return randomOf(seed, words);
}

/** The same for words that lie in a list already. */
export function randomOf(seed: number, words: Words): number {
  return draw(seed, words)() / 0x1_0000_0000;
}

/** `count` letters as in a pod's name. */
export function randomLetters(count: number, seed: number, ...words: Words): string {
  const next = draw(seed, words);
  let text = '';
  for (let i = 0; i < count; i++) text += LETTERS[next() % LETTERS.length];
  return text;
}

/** A version 4 UUID. Random in every part, because the ReplicaSet controller sorts pods by uid as a last resort. */
export function randomUUID(seed: number, ...words: Words): string {
  const next = draw(seed, words);
  const first = next();
  const second = (next() & 0xffff0fff) | 0x4000;
  const third = (next() & 0x3fffffff) | 0x80000000;
  return uuidText([first, second, third, next()]);
}
