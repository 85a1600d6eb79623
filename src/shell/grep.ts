/** grep, as far as people type it behind kubectl. */

import { compile, type Regex, type Syntax } from './regex.ts';
import { type Filter, Lines, type Sink, type Streams } from './sinks.ts';

interface Options {
  syntax: Syntax;
  readonly flags: Set<string>;
  readonly patterns: string[];
  readonly words: string[];
  before: number;
  after: number;
  max: number;
}

const LONG: Readonly<Record<string, string>> = {
  'ignore-case': 'i',
  'invert-match': 'v',
  count: 'c',
  'only-matching': 'o',
  'line-number': 'n',
  'word-regexp': 'w',
  'line-regexp': 'x',
  quiet: 'q',
  silent: 'q',
  'extended-regexp': 'E',
  'fixed-strings': 'F',
  'basic-regexp': 'G',
  regexp: 'e',
  'max-count': 'm',
  'after-context': 'A',
  'before-context': 'B',
  context: 'C',
};

export const grep: Filter = (args, streams) => {
  const options = read(args, streams);
  if (typeof options === 'number') return options;
  const patterns = options.patterns.length > 0 ? options.patterns : options.words.slice(0, 1);
  if (patterns.length === 0) {
    streams.stderr('Usage: grep [OPTION]... PATTERNS [FILE]...\n');
    return 2;
  }
  const regexes: Regex[] = [];
  for (const pattern of patterns.flatMap((each) => each.split('\n'))) {
    const regex = compile(pattern, options.syntax, options.flags.has('i'));
    if (!regex.ok) {
      streams.stderr(`grep: ${regex.error}\n`);
      return 2;
    }
    regexes.push(regex.value);
  }
  return searching(regexes, options, streams);
};

function read(args: readonly string[], streams: Streams): Options | number {
  const options: Options = { syntax: 'basic', flags: new Set(), patterns: [], words: [], before: 0, after: 0, max: Infinity };
  const queue = args.flatMap((arg) => {
    if (!arg.startsWith('--') || arg === '--') return [arg];
    const [name = '', value] = arg.slice(2).split(/=(.*)/s);
    if (name === 'color' || name === 'colour') return [];
    const letter = LONG[name];
    return letter === undefined ? [arg] : [`-${letter}${value ?? ''}`];
  });
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') options.words.push(...queue.splice(0));
    else if (!word.startsWith('-') || word === '-') options.words.push(word);
    else {
      const problem = letters(word, queue, options);
      if (problem !== undefined) {
        streams.stderr(`grep: ${problem}\n`);
        return 2;
      }
    }
  }
  return options;
}

/** Takes one word of options, and the word behind it when the last of them has a value. */
function letters(word: string, queue: string[], options: Options): string | undefined {
  if (word.startsWith('--')) return `unrecognized option '${word}'`;
  for (let index = 1; index < word.length; index += 1) {
    const letter = word[index] ?? '';
    if ('eABCm'.includes(letter)) {
      const value = word.slice(index + 1) || queue.shift();
      if (value === undefined) return `option requires an argument -- '${letter}'`;
      return valued(letter, value, options);
    }
    if (letter === 'E' || letter === 'F' || letter === 'G')
      options.syntax = letter === 'E' ? 'extended' : letter === 'F' ? 'fixed' : 'basic';
    else if ('ivconwxqsh'.includes(letter)) options.flags.add(letter);
    else if (/\d/.test(letter)) {
      const count = Number(word.slice(index));
      if (Number.isInteger(count)) [options.before, options.after] = [count, count];
      return undefined;
    } else return letter === 'P' ? 'Perl regular expressions are not available in this terminal; use -E' : `invalid option -- '${letter}'`;
  }
  return undefined;
}

function valued(letter: string, value: string, options: Options): string | undefined {
  if (letter === 'e') {
    options.patterns.push(value);
    return undefined;
  }
  if (!/^\d+$/.test(value)) return letter === 'm' ? 'invalid max count' : `${value}: invalid context length argument`;
  const count = Number(value);
  if (letter === 'm') options.max = count;
  if (letter === 'A' || letter === 'C') options.after = count;
  if (letter === 'B' || letter === 'C') options.before = count;
  return undefined;
}

type Span = { readonly start: number; readonly end: number };

/** The matches of a line, leftmost first. */
function* matches(regexes: readonly Regex[], line: string, flags: ReadonlySet<string>): Generator<Span> {
  for (let from = 0; from <= line.length; ) {
    const found = regexes
      .map((regex) => regex.find(line, from))
      .filter((span) => span !== undefined)
      .sort((a, b) => a.start - b.start || b.end - a.end)[0];
    if (found === undefined) return;
    if (isWhole(found, line, flags)) yield found;
    from = Math.max(found.end, found.start + 1);
  }
}

function isWhole({ start, end }: Span, line: string, flags: ReadonlySet<string>): boolean {
  if (flags.has('x')) return start === 0 && end === line.length;
  if (!flags.has('w')) return true;
  const isWord = (at: number): boolean => /\w/.test(line[at] ?? '');
  return !(start > 0 && isWord(start - 1)) && !isWord(end);
}

function searching(regexes: readonly Regex[], options: Options, streams: Streams): Sink {
  const { flags, before, after, max } = options;
  let [number, found, owed, lastShown]: [number, number, number, number] = [0, 0, 0, 0];
  let earlier: string[] = [];
  const isQuiet = flags.has('q') || flags.has('c');
  const show = (at: number, text: string, sign: string): void => {
    if ((before > 0 || after > 0) && lastShown > 0 && at > lastShown + 1) streams.stdout('--\n');
    lastShown = at;
    streams.stdout(`${flags.has('n') ? `${at}${sign}` : ''}${text}\n`);
  };
  const hit = (line: string, spans: readonly Span[]): void => {
    found += 1;
    if (isQuiet) return;
    if (flags.has('o')) {
      for (const { start, end } of flags.has('v') ? [] : spans)
        if (end > start) streams.stdout(`${flags.has('n') ? `${number}:` : ''}${line.slice(start, end)}\n`);
      return;
    }
    earlier.forEach((text, index) => {
      show(number - earlier.length + index, text, '-');
    });
    earlier = [];
    show(number, line, ':');
    owed = after;
  };
  const lines = new Lines(
    (line) => {
      number += 1;
      const spans = found < max ? [...matches(regexes, line, flags)] : [];
      if (found < max && spans.length > 0 !== flags.has('v')) hit(line, spans);
      else if (owed > 0 && !isQuiet && !flags.has('o')) {
        show(number, line, '-');
        owed -= 1;
      } else if (before > 0) earlier = [...earlier, line].slice(-before);
    },
    () => {
      if (flags.has('c') && !flags.has('q')) streams.stdout(`${found}\n`);
      return found > 0 ? 0 : 1;
    },
  );
  return {
    write: (text) => lines.write(text),
    end: () => lines.end(),
    get isFull() {
      return (flags.has('q') && found > 0) || (found >= max && owed === 0);
    },
  };
}
