/** What stands between two pipes. */
/** The receiving end of a pipe. */
export interface Sink {
  write(text: string): void;
  /** No more text will come. Gives the exit code. */
  end(): number;
  /** Whether it wants no more: what writes into it may stop. */
  readonly isFull?: boolean;
}

export interface Streams {
  stdout(text: string): void;
  stderr(text: string): void;
}

/** Makes a filter from its words; undefined when they were wrong and it has said so (exit code 2 for grep, else 1). */
export type Filter = (args: readonly string[], streams: Streams) => Sink | number;

/** Calls `line` for each whole line, without its end, and at the end for a last one that has none. */
export class Lines implements Sink {
  readonly #line: (text: string) => void;
  readonly #end: () => number;
  #rest = '';

  constructor(line: (text: string) => void, end: () => number) {
    this.#line = line;
    this.#end = end;
  }

  write(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  end(): number {
    if (this.#rest !== '') this.#line(this.#rest);
    this.#rest = '';
    return this.#end();
  }
}

/** A filter that must have seen everything before it can say anything. */
export function whole(use: (text: string) => void): Sink {
  const parts: string[] = [];
  return {
    write: (text) => void parts.push(text),
    end: () => {
      use(parts.join(''));
      return 0;
    },
  };
}

/** Lines with their ends. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
