/** Reads the flags of a command line. upstream: github.com/spf13/pflag, whose messages these are */
import { err, ok, type Result } from '../base/result.ts';
import type { Flag, FlagValues } from './command.ts';

/** The flags that every command has. Those that tell how to reach a cluster are accepted and change nothing: there is one. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  text('namespace', 'The namespace of this request.', 'n'),
  text('context', 'The context of the kubeconfig to use.'),
  text('kubeconfig', 'The kubeconfig file; there is one here, whatever is given.'),
  text('cluster', 'The cluster of the kubeconfig to use.'),
  text('user', 'The user of the kubeconfig to use.'),
  text('server', 'The address of the API server; there is one here, whatever is given.', 's'),
  text('as', 'The user to act as.'),
  { name: 'as-group', type: 'stringArray', default: '[]', usage: 'A group to act as; may be given several times.' },
  text('as-uid', 'The UID to act as.'),
  text('as-user-extra', 'More about the user to act as.'),
  text('token', 'A bearer token.'),
  text('username', 'The name for basic authentication.'),
  text('password', 'The password for basic authentication.'),
  text('certificate-authority', 'A certificate file of the authority.'),
  text('client-certificate', 'A client certificate file.'),
  text('client-key', 'A client key file.'),
  text('tls-server-name', 'The server name to check.'),
  text('cache-dir', 'Where answers of discovery are kept.'),
  text('request-timeout', 'How long to wait for one request.'),
  text('profile', 'The profile to capture.'),
  text('profile-output', 'The file for it.'),
  text('log-flush-frequency', 'How often log lines are written.'),
  text('vmodule', 'Log levels by file.'),
  { name: 'v', short: 'v', type: 'int', default: '0', usage: 'The level of log lines.' },
  bool('insecure-skip-tls-verify', 'Do not check certificates.'),
  bool('disable-compression', 'Do not compress answers.'),
  bool('match-server-version', 'Ask that the versions of client and server are equal.'),
  bool('warnings-as-errors', 'Warnings of the server end the command with code 1.'),
  bool('help', 'Help for this command.', 'h'),
];

/** A flag with a text. */
export function text(name: string, usage: string, short?: string, initial = ''): Flag {
  return { name, type: 'string', default: `'${initial}'`, usage, ...(short === undefined ? {} : { short }) };
}

/** A flag that is on or off. */
export function bool(name: string, usage: string, short?: string, initial = false): Flag {
  return { name, type: 'bool', default: String(initial), bare: 'true', usage, ...(short === undefined ? {} : { short }) };
}

export interface Parsed {
  readonly args: readonly string[];
  readonly argsBeforeDash?: number;
  readonly flags: FlagValues;
  /** Lines for stderr: what was used and should not be any more. */
  readonly notes: readonly string[];
}

/** Takes a command line apart; the error is pflag's, without the hint where to read more. */
export function parseFlags(words: readonly string[], known: readonly Flag[]): Result<Parsed, string> {
  return new Parser(words, known).parse();
}

class Parser {
  readonly #words: readonly string[];
  readonly #known: readonly Flag[];
  readonly #given = new Map<string, string[]>();
  readonly #notes: string[] = [];
  #next = 0;

  constructor(words: readonly string[], known: readonly Flag[]) {
    this.#words = words;
    this.#known = known;
  }

  parse(): Result<Parsed, string> {
    const args: string[] = [];
    let argsBeforeDash: number | undefined;
    while (this.#next < this.#words.length) {
      const word = this.#words[this.#next++] ?? '';
      if (word === '--') {
        argsBeforeDash = args.length;
        args.push(...this.#words.slice(this.#next));
        break;
      }
      if (word.length < 2 || !word.startsWith('-')) {
        args.push(word);
        continue;
      }
      const problem = word.startsWith('--') ? this.#long(word) : this.#shorts(word.slice(1));
      if (problem !== undefined) return err(problem);
    }
    const flags = new Values(this.#known, this.#given);
    return ok({ args, flags, notes: this.#notes, ...(argsBeforeDash === undefined ? {} : { argsBeforeDash }) });
  }

  #long(word: string): string | undefined {
    const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === '' || name.startsWith('-')) return `bad flag syntax: ${word}`;
    // Words may be joined by underscores too. upstream: WordSepNormalizeFunc
    const normal = name.replaceAll('_', '-');
    const flag = this.#known.find((each) => each.name === normal);
    if (flag === undefined) return `unknown flag: --${normal}`;
    if (value !== undefined) return this.#set(flag, value);
    if (flag.bare !== undefined) return this.#set(flag, flag.bare);
    const following = this.#words[this.#next++];
    return following === undefined ? `flag needs an argument: --${normal}` : this.#set(flag, following);
  }

  /** `-Aowide`: several in one word, the last with its value. */
  #shorts(all: string): string | undefined {
    for (let rest = all; rest !== ''; ) {
      const [short = ''] = rest;
      const flag = this.#known.find((each) => each.short === short);
      if (flag === undefined) return `unknown shorthand flag: '${short}' in -${rest}`;
      const behind = rest.slice(short.length);
      if (behind.length > 1 && behind.startsWith('=')) return this.#set(flag, behind.slice(1));
      if (flag.bare !== undefined) {
        const problem = this.#set(flag, flag.bare);
        if (problem !== undefined) return problem;
        rest = behind;
        continue;
      }
      if (behind !== '') return this.#set(flag, behind);
      const following = this.#words[this.#next++];
      return following === undefined ? `flag needs an argument: '${short}' in -${rest}` : this.#set(flag, following);
    }
    return undefined;
  }

  #set(flag: Flag, value: string): string | undefined {
    const problem = problemWith(flag, value);
    const shown = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
    if (problem !== undefined) return `invalid argument ${JSON.stringify(value)} for "${shown}" flag: ${problem}`;
    const before = this.#given.get(flag.name) ?? [];
    if (flag.deprecated !== undefined) this.#notes.push(`Flag --${flag.name} has been deprecated, ${flag.deprecated}`);
    this.#given.set(flag.name, [...before, value]);
    return undefined;
  }
}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);
const INT32 = 2 ** 31;

function problemWith({ type }: Flag, value: string): string | undefined {
  const quoted = JSON.stringify(value);
  if (type === 'bool' && !TRUE.has(value) && !FALSE.has(value)) return `strconv.ParseBool: parsing ${quoted}: invalid syntax`;
  if (type === 'int') {
    if (!/^[+-]?\d+$/.test(value)) return `strconv.ParseInt: parsing ${quoted}: invalid syntax`;
    const number = Number(value);
    if (number >= INT32 || number < -INT32) return `strconv.ParseInt: parsing ${quoted}: value out of range`;
  }
  if (type === 'duration') {
    const duration = parseDuration(value);
    if (!duration.ok) return duration.error;
  }
  return undefined;
}

const UNIT_MS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `1m30s` in ms. upstream: time.ParseDuration, whose messages these are */
export function parseDuration(value: string): Result<number, string> {
  const quoted = JSON.stringify(value);
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(value) ?? [];
  if (rest === '0') return ok(0);
  if (rest === '') return err(`time: invalid duration ${quoted}`);
  let total = 0;
  for (let left = rest; left !== ''; ) {
    const [whole, number = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(left) ?? [];
    if (whole === undefined) return err(`time: invalid duration ${quoted}`);
    if (unit === '') return err(`time: missing unit in duration ${quoted}`);
    const factor = UNIT_MS[unit];
    if (factor === undefined) return err(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`);
    total += Number(number) * factor;
    left = left.slice(whole.length);
  }
  return ok(sign === '-' ? -total : total);
}

/** What a default looks like in help, as a value: without quotes and brackets. */
function initial({ default: shown }: Flag): string {
  return shown.replace(/^'(.*)'$/s, '$1');
}

class Values implements FlagValues {
  readonly #known: ReadonlyMap<string, Flag>;
  readonly #given: ReadonlyMap<string, readonly string[]>;

  constructor(known: readonly Flag[], given: ReadonlyMap<string, readonly string[]>) {
    this.#known = new Map(known.map((flag) => [flag.name, flag]));
    this.#given = given;
  }

  has(name: string): boolean {
    return this.#known.has(name);
  }

  changed(name: string): boolean {
    return this.#given.has(name);
  }

  text(name: string): string {
    return this.#given.get(name)?.at(-1) ?? initial(this.#flag(name));
  }

  bool(name: string): boolean {
    return TRUE.has(this.text(name));
  }

  int(name: string): number {
    return Number(this.text(name));
  }

  duration(name: string): number {
    const duration = parseDuration(this.text(name));
    return duration.ok ? duration.value : 0;
  }

  list(name: string): readonly string[] {
    const flag = this.#flag(name);
    const given = this.#given.get(name) ?? [];
    // A slice is a line of comma-separated values, an array takes each as it stands.
    return flag.type === 'stringSlice' ? given.flatMap(commaSeparated) : given;
  }

  #flag(name: string): Flag {
    const flag = this.#known.get(name);
    if (flag === undefined) throw new Error(`this command has no flag --${name}`);
    return flag;
  }
}

/** One line of CSV. upstream: pflag readAsCSV */
function commaSeparated(line: string): readonly string[] {
  if (line === '') return [];
  const values = line.match(/(?:"(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  // The pattern also finds the nothing behind the last value.
  const cells = line.endsWith(',') ? values : values.slice(0, -1);
  return cells.map((cell) => {
    const bare = cell.endsWith(',') ? cell.slice(0, -1) : cell;
    return bare.startsWith('"') ? bare.slice(1, -1).replaceAll('""', '"') : bare;
  });
}
