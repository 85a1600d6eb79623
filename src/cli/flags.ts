/** Reading a command line, with the complaints of kubectl's flag library. upstream: github.com/spf13/pflag */
import { UsageError } from './io.ts';

export interface Parsed {
  readonly files: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  readonly wantsHelp: boolean;
}

const shorthands: Readonly<Record<string, string>> = { o: 'output', h: 'help' };

/** `--flag value`, `--flag=value`, `-o value`, `-ovalue`; all flags but `--help` and the `switches` need a value. */
export function parseFlags(argv: readonly string[], known: readonly string[], switches: readonly string[] = []): Parsed {
  const files: string[] = [];
  const flags = new Map<string, string>();
  let wantsHelp = false;
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      files.push(...rest.splice(0));
    } else if (!word.startsWith('-') || word === '-') {
      files.push(word);
    } else {
      const { name, value, shown } = readFlag(word);
      if (name === 'help') wantsHelp = true;
      else if (!known.includes(name) && !switches.includes(name)) throw new UsageError(unknownFlag(word, name));
      else {
        const given = value ?? (switches.includes(name) ? 'true' : rest.shift());
        if (given === undefined) throw new UsageError(`flag needs an argument: ${shown}`);
        flags.set(name, given);
      }
    }
  }
  return { files, flags, wantsHelp };
}

function readFlag(word: string): { readonly name: string; readonly value?: string; readonly shown: string } {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    if (equals < 0) return { name: word.slice(2), shown: word };
    return { name: word.slice(2, equals), value: word.slice(equals + 1), shown: word.slice(0, equals) };
  }
  const letter = word[1] ?? '';
  const value = word.slice(2).replace(/^=/, '');
  return { name: shorthands[letter] ?? '', shown: `'${letter}' in ${word}`, ...(value === '' ? {} : { value }) };
}

function unknownFlag(word: string, name: string): string {
  return word.startsWith('--') ? `unknown flag: --${name}` : `unknown shorthand flag: '${word[1] ?? ''}' in ${word}`;
}

/** A value that a flag cannot have. */
export function invalidFlag(flag: string, value: string, why: string): UsageError {
  return new UsageError(`invalid argument ${JSON.stringify(value)} for "--${flag}" flag: ${why}`);
}

/** A whole number of at least `min`; undefined without the flag. */
export function numberFlag({ flags }: Parsed, flag: string, min: number, max: number): number | undefined {
  const text = flags.get(flag);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw invalidFlag(flag, text, `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
  const value = Number(text);
  if (value < min || value > max) throw invalidFlag(flag, text, `must be between ${min} and ${max}`);
  return value;
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a span as Go writes them: `90s`, `1h30m`, `500ms`; undefined without the flag. upstream: time.ParseDuration */
export function durationFlag({ flags }: Parsed, flag: string): number | undefined {
  const text = flags.get(flag);
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) throw invalidFlag(flag, text, `time: missing unit in duration ${JSON.stringify(text)}`);
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) throw invalidFlag(flag, text, `time: invalid duration ${JSON.stringify(text)}`);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  return Math.round(parts.reduce((sum, [, count = '0', unit = '']) => sum + Number(count) * (unitMs[unit] ?? 0), 0));
}

/** One of a few words; undefined without the flag. */
export function wordFlag<T extends string>({ flags }: Parsed, flag: string, words: readonly T[]): T | undefined {
  const text = flags.get(flag);
  const word = words.find((each) => each === text);
  if (text !== undefined && word === undefined) throw invalidFlag(flag, text, `must be one of: ${words.join(', ')}`);
  return word;
}

/** A version of the cluster; undefined without the flag. */
export function kubernetesFlag({ flags }: Parsed): string | undefined {
  const text = flags.get('kubernetes');
  if (text !== undefined && !/^1\.(2[2-9]|3[0-7])$/.test(text))
    throw invalidFlag('kubernetes', text, 'must be a version from 1.22 to 1.37');
  return text;
}

/** The one file that a command is about. */
export function oneFile({ files }: Parsed, command: string): string {
  const [file, extra] = files;
  if (file === undefined) throw new UsageError(`${command} needs a file`);
  if (extra !== undefined) throw new UsageError(`${command} takes one file, received ${files.length}: ${files.join(' ')}`);
  return file;
}
