/**
 * Numbers as hexadecimal digits. A text is made of character codes in one go: glued from pieces it would stay a tree of them, ten times
 * as large, for as long as anything holds it, and a cluster holds tens of thousands.
 */

const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const NIL_UUID = '00000000-0000-0000-0000-000000000000';
const NIL_CODES = Array.from(NIL_UUID, (character) => character.charCodeAt(0));

/** Where the digits of a UUID stand. */
const PLACES = [...NIL_UUID].flatMap((character, place) => (character === '-' ? [] : [place]));

/** The code of a digit of several 32-bit numbers, counted through all of them. */
function digitOf(words: readonly number[], index: number): number {
  return DIGITS[((words[index >> 3] ?? 0) >>> (28 - 4 * (index & 7))) & 15] ?? 0;
}

/** Eight digits for each 32-bit number. */
export function hexText(words: readonly number[]): string {
  const codes: number[] = [];
  for (let index = 0; index < 8 * words.length; index++) codes.push(digitOf(words, index));
  return String.fromCharCode(...codes);
}

/** Four 32-bit numbers in the form of a UUID. */
export function uuidText(words: readonly number[]): string {
  const codes = NIL_CODES.slice();
  for (let index = 0; index < PLACES.length; index++) codes[PLACES[index] ?? 0] = digitOf(words, index);
  return String.fromCharCode(...codes);
}
