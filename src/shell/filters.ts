/** What people write behind a pipe. A filter takes text as it comes and passes on what is left of it, so that a watch can be filtered while it runs. */
import { grep } from './grep.ts';
import { type Filter, Lines, linesOf, type Streams, whole } from './sinks.ts';
import { sort } from './sort.ts';

/** `-n 5`, `-n5`, `-5`, `--lines=5`, `-c 5` of head and tail. */
function amount(
  args: readonly string[],
): { readonly unit: 'n' | 'c'; readonly value: string; readonly others: readonly string[] } | undefined {
  let [unit, value]: ['n' | 'c', string] = ['n', '10'];
  const others: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    const given = /^-([nc])(.*)$/.exec(arg) ?? /^--(n|c)(?:[a-z]*)=(.*)$/.exec(arg.replace('--lines', '--n').replace('--bytes', '--c'));
    if (given !== null) {
      unit = given[1] === 'c' ? 'c' : 'n';
      if (given[2] === '') index += 1;
      value = given[2] === '' ? (args[index] ?? '') : (given[2] ?? '');
    } else if (/^-\d+$/.test(arg)) value = arg.slice(1);
    else if (arg === '-q' || arg === '-v') continue;
    else if (arg.startsWith('-') && arg !== '-') return undefined;
    else others.push(arg);
  }
  return { unit, value, others };
}

function invalid(name: string, what: string, streams: Streams): number {
  streams.stderr(`${name}: ${what}\n`);
  return 1;
}

const head: Filter = (args, streams) => {
  const wanted = amount(args);
  if (wanted === undefined) return invalid('head', `invalid option '${args.find((arg) => arg.startsWith('-')) ?? ''}'`, streams);
  if (!/^-?\d+$/.test(wanted.value))
    return invalid('head', `invalid number of ${wanted.unit === 'c' ? 'bytes' : 'lines'}: '${wanted.value}'`, streams);
  const count = Number(wanted.value);
  if (wanted.unit === 'c') return whole((text) => streams.stdout(count < 0 ? text.slice(0, count) : text.slice(0, count)));
  if (count < 0) return whole((text) => streams.stdout(linesOf(text).slice(0, count).join('')));
  let left = count;
  const lines = new Lines(
    (line) => {
      if (left > 0) streams.stdout(`${line}\n`);
      left -= 1;
    },
    () => 0,
  );
  return {
    write: (text) => lines.write(text),
    end: () => lines.end(),
    get isFull() {
      return left <= 0;
    },
  };
};

const tail: Filter = (args, streams) => {
  const follow = args.find((arg) => ['-f', '-F', '--follow'].includes(arg));
  if (follow !== undefined) return invalid('tail', `${follow}: following is not available in this terminal`, streams);
  const wanted = amount(args);
  if (wanted === undefined) return invalid('tail', `invalid option '${args.find((arg) => arg.startsWith('-')) ?? ''}'`, streams);
  if (!/^[+-]?\d+$/.test(wanted.value))
    return invalid('tail', `invalid number of ${wanted.unit === 'c' ? 'bytes' : 'lines'}: '${wanted.value}'`, streams);
  const isFrom = wanted.value.startsWith('+');
  const count = Math.abs(Number(wanted.value));
  const rest = <T>(parts: readonly T[]): readonly T[] =>
    isFrom ? parts.slice(Math.max(0, count - 1)) : count === 0 ? [] : parts.slice(-count);
  return whole((text) => streams.stdout(wanted.unit === 'c' ? rest(text.split('')).join('') : rest(linesOf(text)).join('')));
};

const wc: Filter = (args, streams) => {
  const flags = args.filter((arg) => arg.startsWith('-') && arg !== '-');
  const letters = flags.map((flag) => ({ '--lines': 'l', '--words': 'w', '--bytes': 'c', '--chars': 'm' })[flag] ?? flag.slice(1)).join('');
  const wrong = [...letters].find((letter) => !'lwcm'.includes(letter));
  if (wrong !== undefined) return invalid('wc', `invalid option -- '${wrong}'`, streams);
  return whole((text) => {
    const counts = {
      l: text.split('\n').length - 1,
      w: text.split(/\s+/).filter((word) => word !== '').length,
      m: [...text].length,
      c: byteLength(text),
    };
    const shown = (['l', 'w', 'm', 'c'] as const).filter((letter) => (letters === '' ? letter !== 'm' : letters.includes(letter)));
    // One figure stands alone; several are set in columns, as wc sets those of a pipe.
    streams.stdout(
      `${shown.map((letter) => (shown.length === 1 ? String(counts[letter]) : String(counts[letter]).padStart(7))).join(' ')}\n`,
    );
  });
};

const uniq: Filter = (args, streams) => {
  const letters = args
    .filter((arg) => arg.startsWith('-'))
    .join('')
    .replaceAll('-', '');
  const wrong = [...letters].find((letter) => !'cdui'.includes(letter));
  if (wrong !== undefined) return invalid('uniq', `invalid option -- '${wrong}'`, streams);
  const has = (letter: string): boolean => letters.includes(letter);
  const same = (a: string, b: string): boolean => (has('i') ? a.toLowerCase() === b.toLowerCase() : a === b);
  let [last, count]: [string | undefined, number] = [undefined, 0];
  const flush = (): void => {
    if (last === undefined || (has('d') && count < 2) || (has('u') && count > 1)) return;
    streams.stdout(`${has('c') ? `${String(count).padStart(7)} ` : ''}${last}\n`);
  };
  return new Lines(
    (line) => {
      if (last !== undefined && same(last, line)) count += 1;
      else {
        flush();
        [last, count] = [line, 1];
      }
    },
    () => {
      flush();
      return 0;
    },
  );
};

const cat: Filter = (args, streams) => {
  const isNumbered = args.includes('-n');
  const wrong = args.find((arg) => arg.startsWith('-') && !['-', '-n'].includes(arg));
  if (wrong !== undefined) return invalid('cat', `invalid option -- '${wrong.replace(/^-+/, '')}'`, streams);
  let number = 0;
  if (!isNumbered) return { write: (text) => streams.stdout(text), end: () => 0 };
  return new Lines(
    (line) => {
      number += 1;
      streams.stdout(`${String(number).padStart(6)}\t${line}\n`);
    },
    () => 0,
  );
};

/** A pager has nothing to do where everything can be scrolled. */
const less: Filter = (_, streams) => ({ write: (text) => streams.stdout(text), end: () => 0 });

function byteLength(text: string): number {
  let count = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}

export const filters: ReadonlyMap<string, Filter> = new Map(
  Object.entries({
    grep,
    egrep: (args, streams) => grep(['-E', ...args], streams),
    fgrep: (args, streams) => grep(['-F', ...args], streams),
    head,
    tail,
    wc,
    sort,
    uniq,
    cat,
    less,
    more: less,
  } satisfies Record<string, Filter>),
);

/** The words of a filter's call that name files, and the others. */
export function fileNames(
  name: string,
  args: readonly string[],
): { readonly files: readonly string[]; readonly options: readonly string[] } {
  const withValue = VALUED[name] ?? '';
  const files: string[] = [];
  const options: string[] = [];
  // grep's first word is its pattern unless -e gave it.
  let hasPattern = !/grep$/.test(name) || args.some((arg) => /^-[a-zA-Z]*e/.test(arg) || arg.startsWith('--regexp'));
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg.startsWith('-') && arg !== '-') {
      options.push(arg);
      const takesNext = withValue !== '' && new RegExp(`^-[A-Za-z]*[${withValue}]$`).test(arg);
      if (takesNext && args[index + 1] !== undefined) {
        index += 1;
        options.push(args[index] ?? '');
      }
    } else if (!hasPattern) {
      options.push(arg);
      hasPattern = true;
    } else files.push(arg);
  }
  return { files, options };
}

/** The letters of options whose value is the next word. */
const VALUED: Readonly<Record<string, string>> = { grep: 'eABCm', egrep: 'eABCm', fgrep: 'eABCm', head: 'nc', tail: 'nc', sort: 'kt' };
