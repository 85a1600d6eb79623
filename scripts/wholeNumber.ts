import { exit, stderr } from 'node:process';

/** The whole number that a flag was given; anything else is told in kubectl's words and ends the program with exit code 2. */
export function wholeNumber(text: string, flag: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  stderr.write(`error: invalid argument "${text}" for "--${flag}" flag: a whole number is wanted\n`);
  exit(2);
}
