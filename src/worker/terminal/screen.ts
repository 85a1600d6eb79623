// What the terminal has printed and the page does not know yet.
import type { TerminalChunk, TerminalNews, TerminalNote } from '../protocol.ts';

/** More than this between two frames cannot be read: the oldest is left out, and that is said. */
const CHARS_MAX = 1_000_000;

type Draft = { -readonly [K in keyof TerminalChunk]: TerminalChunk[K] };
type State = Pick<TerminalNews, 'state' | 'edit'>;

export class TerminalScreen {
  #chunks: Draft[] = [];
  #lastId = 0;
  #chars = 0;
  #isCleared = false;
  #isLeaving = false;
  #state: State = { state: 'idle' };
  #isNews = false;

  get hasNews(): boolean {
    return this.#isNews;
  }

  print(kind: 'stdout' | 'stderr', text: string, isQuiet = false): void {
    if (text === '') return;
    const last = this.#chunks.at(-1);
    if (last?.kind === kind && (last.quiet === true) === isQuiet) last.text += text;
    else this.#add({ kind, text, ...(isQuiet ? { quiet: true } : {}) });
    this.#chars += text.length;
    this.#isNews = true;
    if (this.#chars > CHARS_MAX) this.#drop();
  }

  line(kind: 'command' | 'page', text: string): void {
    this.#add({ kind, text });
  }

  note(note: TerminalNote, text = ''): void {
    this.#add({ kind: 'note', text, note });
  }

  clear(): void {
    this.#chunks = [];
    this.#chars = 0;
    this.#isCleared = true;
    this.#isNews = true;
  }

  leave(): void {
    this.#isLeaving = true;
    this.#isNews = true;
  }

  become(state: State): void {
    if (state.state === this.#state.state && state.edit === this.#state.edit) return;
    this.#state = state;
    this.#isNews = true;
  }

  /** What came since the last call. */
  take(): TerminalNews | undefined {
    if (!this.#isNews) return undefined;
    const news: TerminalNews = {
      chunks: this.#chunks,
      ...this.#state,
      ...(this.#isCleared ? { clear: true } : {}),
      ...(this.#isLeaving ? { leave: true } : {}),
    };
    this.#chunks = [];
    this.#chars = 0;
    this.#isCleared = false;
    this.#isLeaving = false;
    this.#isNews = false;
    return news;
  }

  #add(chunk: Omit<TerminalChunk, 'id'>): void {
    this.#lastId += 1;
    this.#chunks.push({ id: this.#lastId, ...chunk });
    this.#isNews = true;
  }

  /** Keeps the newer half, from the beginning of a line. */
  #drop(): void {
    let text = this.#chunks.at(-1)?.text ?? '';
    const at = text.indexOf('\n', Math.max(0, text.length - CHARS_MAX / 2));
    text = text.slice(at + 1);
    const kind = this.#chunks.at(-1)?.kind ?? 'stdout';
    this.#chunks = [];
    this.#chars = text.length;
    this.note('dropped');
    this.#add({ kind, text });
  }
}
