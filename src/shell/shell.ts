/**
 * The shell of the terminal: reads lines as a POSIX shell does and runs them. A pure function of what it is given; where a command waits,
 * the shell waits with it. Its files are the editor's documents, and what it cannot do it says.
 */
import type { Files } from '../kubectl/environment.ts';
import type { Process, Wake } from '../kubectl/process.ts';
import { builtins } from './builtins.ts';
import { fileNames, filters } from './filters.ts';
import type { ShellHost } from './host.ts';
import { type Entry, type ParseProblem, parse, type SimpleCommand, type Word } from './parser.ts';
import type { Sink, Streams } from './sinks.ts';

export class Shell {
  /** What `$?` says. */
  #status = 0;

  /** Starts what was typed; a problem when it cannot be read. The process yields what its commands wait for and returns the last exit code. */
  start(text: string, host: ShellHost): { readonly process: Process } | { readonly problem: ParseProblem } {
    const entries = parse(text);
    return entries.ok ? { process: this.#run(entries.value, host) } : { problem: entries.error };
  }

  /** A line that could not be read, or was broken off, leaves this behind. */
  set status(code: number) {
    this.#status = code;
  }

  *#run(entries: readonly Entry[], host: ShellHost): Process {
    for (const { source, pipelines } of entries) {
      host.echo(source);
      for (const { commands, when } of pipelines) {
        if (when === 'worked' ? this.#status !== 0 : when === 'failed' && this.#status === 0) continue;
        this.#status = yield* this.#pipeline(commands, host);
      }
    }
    return this.#status;
  }

  *#pipeline(commands: readonly SimpleCommand[], host: ShellHost): Process {
    const calls = commands.map((command) => this.#call(command, host.files));
    let stdin: string | undefined;
    let code = 0;
    for (let index = 0; index < calls.length; ) {
      const call = calls[index];
      if (call === undefined) break;
      let next = index + 1;
      while (isFilter(calls[next])) next += 1;
      const collected: string[] = [];
      const out = next === calls.length ? (text: string) => host.stdout(text) : (text: string) => void collected.push(text);
      const pipe = new Pipe(calls.slice(index + 1, next), out, host);
      code = yield* this.#source(call, stdin, pipe, host);
      code = pipe.end(code);
      stdin = collected.join('');
      index = next;
    }
    return code;
  }

  /** A command with its words as they will be passed on. */
  #call(command: SimpleCommand, files: Files): Call {
    const words = command.words.flatMap((word) => this.#expand(word, files));
    const [typed = '', ...args] = words;
    const name = typed === 'k' ? 'kubectl' : typed;
    const line = name === typed ? command.source : command.source.replace(/^\s*k\b/, 'kubectl');
    return { name, args, command, line };
  }

  #text(word: Word): string {
    return word.map((piece) => ('text' in piece ? piece.text : String(this.#status))).join('');
  }

  /** A word with `*`, `?` or `[` outside quotes stands for the files that it fits, or for itself. */
  #expand(word: Word, files: Files): readonly string[] {
    const text = this.#text(word);
    if (!word.some((piece) => 'text' in piece && !piece.isQuoted && /[*?[]/.test(piece.text))) return [text];
    const found = files.names().filter((name) => fits(word, name));
    return found.length === 0 ? [text] : found;
  }

  *#source(call: Call, piped: string | undefined, pipe: Pipe, host: ShellHost): Process {
    const { name, args, command, line } = call;
    const stdout = command.stdout === 'nowhere' ? () => undefined : (text: string) => pipe.write(text);
    const stderr =
      command.stderr === 'nowhere' ? () => undefined : command.stderr === 'stdout' ? stdout : (text: string) => host.stderr(text);
    let stdin = piped;
    if (command.input !== undefined && 'text' in command.input) stdin = this.#text(command.input.text);
    else if (command.input !== undefined) {
      const file = this.#text(command.input.file);
      stdin = host.files.read(file);
      if (stdin === undefined) return complain(stderr, `${file}: No such file or directory`, 1);
    }
    if (command.words.length === 0) return 0;
    if (/^\w+\+?=/.test(name)) return complain(stderr, `${name}: variables are not available in this terminal`, 1);
    if (name === 'kubectl') {
      return yield* until(host.kubectl({ argv: args, line, stdout, stderr, ...(stdin === undefined ? {} : { stdin }) }), pipe);
    }
    const builtin = builtins.get(name);
    if (builtin !== undefined) return yield* until(builtin(args, { stdout, stderr }, host), pipe);
    if (filters.has(name)) return yield* filtering(call, stdin, { stdout, stderr }, host.files);
    return complain(stderr, `${name}: command not found`, 127);
  }
}

interface Call {
  readonly name: string;
  readonly args: readonly string[];
  readonly command: SimpleCommand;
  readonly line: string;
}

function complain(stderr: (text: string) => void, text: string, code: number): number {
  stderr(`bash: ${text}\n`);
  return code;
}

/** Whether a command only takes what the one before it passes on. */
function isFilter(call: Call | undefined): boolean {
  return (
    call !== undefined && filters.has(call.name) && call.command.input === undefined && fileNames(call.name, call.args).files.length === 0
  );
}

function fits(word: Word, name: string): boolean {
  const pattern = word
    .map((piece) => {
      if (!('text' in piece)) return '';
      const escaped = piece.text.replace(/[.+^${}()|\\/-]/g, '\\$&');
      return piece.isQuoted ? escaped.replace(/[*?[\]]/g, '\\$&') : escaped.replaceAll('*', '[^]*').replaceAll('?', '[^]');
    })
    .join('')
    .replace(/(\[\^\]\*)+/g, '[^]*');
  // Each star multiplies the work of matching.
  if (pattern.split('[^]*').length > 5) return false;
  try {
    return new RegExp(`^${pattern}$`).test(name);
  } catch {
    return false;
  }
}

/** The filters behind a command. */
class Pipe {
  readonly #sinks: readonly Sink[];
  readonly #out: (text: string) => void;

  constructor(calls: readonly Call[], out: (text: string) => void, { stderr }: Streams) {
    this.#out = out;
    const sinks: Sink[] = [];
    for (const { name, args, command } of calls.toReversed()) {
      const next = sinks[0];
      const pass = command.stdout === 'nowhere' ? () => undefined : next === undefined ? out : (text: string) => next.write(text);
      const errors = command.stderr === 'nowhere' ? () => undefined : command.stderr === 'stdout' ? pass : stderr;
      const sink = filters.get(name)?.(args, { stdout: pass, stderr: errors });
      sinks.unshift(typeof sink === 'object' ? sink : deaf(sink ?? 1));
    }
    this.#sinks = sinks;
  }

  get isFull(): boolean {
    return this.#sinks.some(({ isFull }) => isFull === true);
  }

  write(text: string): void {
    const [first] = this.#sinks;
    if (first === undefined) this.#out(text);
    else first.write(text);
  }

  /** Ends the filters one after the other; the exit code is the last one's, or `code` without any. */
  end(code: number): number {
    return this.#sinks.reduce((_, sink) => sink.end(), code);
  }
}

/** A filter that could not begin. */
function deaf(code: number): Sink {
  return { write: () => undefined, end: () => code, isFull: true };
}

/** Runs a process until it ends or nobody takes its output any more. Ctrl+C ends it too. */
function* until(process: Process, pipe: Pipe): Process {
  let isOver = false;
  try {
    let wake: Wake | undefined;
    for (;;) {
      const step = wake === undefined ? process.next() : process.next(wake);
      isOver = step.done === true;
      if (step.done === true) return step.value;
      // upstream: SIGPIPE
      if (pipe.isFull) return 141;
      wake = yield step.value;
    }
  } finally {
    if (!isOver) process.return(1);
  }
}

/** How each program says that a file is not there, and what it ends with. */
const MISSING: Readonly<Record<string, (file: string) => string>> = {
  head: (file) => `head: cannot open '${file}' for reading: No such file or directory`,
  tail: (file) => `tail: cannot open '${file}' for reading: No such file or directory`,
  sort: (file) => `sort: cannot read: ${file}: No such file or directory`,
};

/** A filter that reads files, or what is typed when there are none. */
function* filtering({ name, args }: Call, stdin: string | undefined, streams: Streams, files: Files): Process {
  const { files: names, options } = fileNames(name, args);
  let failed = 0;
  const texts: string[] = [];
  for (const file of names) {
    const text = file === '-' ? (stdin ?? '') : files.read(file);
    if (text !== undefined) texts.push(text);
    else {
      streams.stderr(`${MISSING[name]?.(file) ?? `${name}: ${file}: No such file or directory`}\n`);
      failed = /grep$/.test(name) || name === 'sort' ? 2 : 1;
    }
  }
  const [only] = names;
  const named = name === 'wc' && names.length === 1 ? (text: string) => streams.stdout(text.replace(/\n$/, ` ${only}\n`)) : streams.stdout;
  const sink = filters.get(name)?.(options, { ...streams, stdout: named });
  if (typeof sink !== 'object') return sink ?? 1;
  if (names.length > 0) {
    if (texts.length === 0) return failed;
    sink.write(texts.join(''));
  } else if (stdin !== undefined) sink.write(stdin);
  else {
    for (let wake = yield { for: 'input' }; wake.text !== undefined && sink.isFull !== true; wake = yield { for: 'input' })
      sink.write(`${wake.text}\n`);
  }
  const code = sink.end();
  return failed === 0 ? code : failed;
}
