// What the terminal shows, in blocks of lines: a block that is full never changes again, so that a long scrollback costs nothing.
import type { TerminalChunk, TerminalNews, TerminalNote } from '../worker/protocol.ts';

export interface TerminalLine {
  /** Counts up; a key for lists. */
  readonly id: number;
  readonly kind: TerminalChunk['kind'];
  readonly text: string;
  readonly quiet?: true;
  readonly note?: TerminalNote;
  /** Goes on with the typed line above it. */
  readonly isMore?: true;
}

export interface TerminalBlock {
  readonly id: number;
  readonly lines: readonly TerminalLine[];
}

export interface TerminalState {
  readonly blocks: readonly TerminalBlock[];
  /** What the terminal does now; `input` and `edit`: it waits for the person. */
  readonly state: TerminalNews['state'];
  /** The object that `kubectl edit` has put into the editor. */
  readonly edit: NonNullable<TerminalNews['edit']> | null;
  /** Lines that were typed, oldest first. */
  readonly history: readonly string[];
  /** The last line has no end yet: what comes next goes on in it. */
  readonly isOpen: boolean;
  /** How many lines came so far, those that are gone included. */
  readonly count: number;
}

export const BLOCK_LINES = 100;
/** More scrollback than this is let go of, the oldest first. */
export const LINES_MAX = 50_000;
const HISTORY_MAX = 500;

export const emptyTerminal: TerminalState = { blocks: [], state: 'idle', edit: null, history: [], isOpen: false, count: 0 };

/** The terminal after a frame. */
export function withNews(before: TerminalState, news: TerminalNews): TerminalState {
  const base = news.clear === true ? cleared(before) : before;
  const edit = sameEdit(before.edit, news.edit) ? before.edit : (news.edit ?? null);
  const next = { ...base, state: news.state, edit };
  return news.chunks.length === 0 ? next : new Writer(next).write(news.chunks);
}

/** Every frame names the text again; only another one is news, or it would take what is being typed. */
function sameEdit(before: TerminalState['edit'], edit: TerminalNews['edit']): boolean {
  return before !== null && before.fileName === edit?.fileName && before.text === edit.text;
}

/** Nothing but the lines that were typed stays. */
export function cleared(terminal: TerminalState): TerminalState {
  return { ...terminal, blocks: [], isOpen: false };
}

/** A line was typed. One that repeats the last is not kept twice. */
export function typedLine(history: readonly string[], line: string): readonly string[] {
  const text = line.trimEnd();
  if (text.trim() === '' || history.at(-1) === text) return history;
  return [...history, text].slice(-HISTORY_MAX);
}

class Writer {
  readonly #before: TerminalState;
  readonly #blocks: TerminalBlock[];
  /** The lines of the last block, in writing. */
  #lines: TerminalLine[];
  #isOpen: boolean;
  #count: number;

  constructor(terminal: TerminalState) {
    this.#before = terminal;
    this.#blocks = [...terminal.blocks];
    this.#lines = [...(this.#blocks.pop()?.lines ?? [])];
    this.#isOpen = terminal.isOpen;
    this.#count = terminal.count;
  }

  write(chunks: readonly TerminalChunk[]): TerminalState {
    for (const chunk of chunks) this.#chunk(chunk);
    this.#close();
    const most = LINES_MAX / BLOCK_LINES;
    return { ...this.#before, blocks: this.#blocks.slice(-most), isOpen: this.#isOpen, count: this.#count };
  }

  #chunk({ kind, text, quiet, note }: TerminalChunk): void {
    const look = { kind, ...(quiet === true ? { quiet } : {}), ...(note === undefined ? {} : { note }) };
    const isOutput = kind === 'stdout' || kind === 'stderr';
    const lines = (isOutput ? text : `${text}\n`).split('\n');
    const rest = lines.pop() ?? '';
    for (const [index, line] of lines.entries()) {
      this.#line(line, index > 0 && kind === 'command' ? { ...look, isMore: true } : look, isOutput);
      this.#isOpen = false;
    }
    if (rest === '') return;
    this.#line(rest, look, isOutput);
    this.#isOpen = true;
  }

  #line(text: string, look: Omit<TerminalLine, 'id' | 'text'>, isOutput: boolean): void {
    const last = this.#lines.at(-1);
    if (this.#isOpen && isOutput && last?.kind === look.kind) {
      this.#lines[this.#lines.length - 1] = { ...last, text: last.text + text };
      return;
    }
    if (this.#lines.length >= BLOCK_LINES) {
      this.#close();
      this.#lines = [];
    }
    this.#count += 1;
    this.#lines.push({ id: this.#count, text, ...look });
  }

  #close(): void {
    const [first] = this.#lines;
    if (first !== undefined) this.#blocks.push({ id: first.id, lines: this.#lines });
  }
}
