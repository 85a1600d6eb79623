import { type Mark, SyntaxProblem } from './place.ts';

/** Walks through a text whose lines end with a line feed. */
export class Cursor {
  private readonly text: string;
  private offset = 0;
  private line = 0;
  private column = 0;

  constructor(text: string) {
    this.text = text;
  }

  get mark(): Mark {
    return { offset: this.offset, line: this.line, column: this.column };
  }

  get currentColumn(): number {
    return this.column;
  }

  get currentLine(): number {
    return this.line;
  }

  get currentOffset(): number {
    return this.offset;
  }

  /** The character `ahead` of here; '' behind the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.offset + ahead);
  }

  startsWith(prefix: string): boolean {
    return this.text.startsWith(prefix, this.offset);
  }

  isEnd(ahead = 0): boolean {
    return this.offset + ahead >= this.text.length;
  }

  isBlank(ahead = 0): boolean {
    const char = this.peek(ahead);
    return char === ' ' || char === '\t';
  }

  isBreak(ahead = 0): boolean {
    return /[\n\r\u0085\u2028\u2029]/.test(this.peek(ahead));
  }

  isBreakOrEnd(ahead = 0): boolean {
    return this.isEnd(ahead) || this.isBreak(ahead);
  }

  isBlankOrEnd(ahead = 0): boolean {
    return this.isBlank(ahead) || this.isBreakOrEnd(ahead);
  }

  /** Three dots or dashes at the start of a line: a document begins or ends. */
  isDocumentMark(): boolean {
    return this.column === 0 && (this.startsWith('---') || this.startsWith('...')) && this.isBlankOrEnd(3);
  }

  /** Takes characters of one line. */
  read(count = 1): string {
    const taken = this.text.slice(this.offset, this.offset + count);
    this.offset += taken.length;
    this.column += taken.length;
    return taken;
  }

  readWhile(accepts: () => boolean): string {
    const start = this.offset;
    while (!this.isEnd() && accepts()) this.read();
    return this.text.slice(start, this.offset);
  }

  /** Takes a line break: a line feed, unless it is one of the two that Unicode keeps apart. */
  readBreak(): string {
    const char = this.peek();
    this.offset += this.startsWith('\r\n') ? 2 : 1;
    this.line++;
    this.column = 0;
    return char === '\u2028' || char === '\u2029' ? char : '\n';
  }

  /** At the end of a text whose last line has no break. */
  endLine(): void {
    if (this.column === 0) return;
    this.line++;
    this.column = 0;
  }

  /**
   * What go-yaml's scanner says. Its lines count from one here.
   * upstream: goyaml.v2/decode.go parser.fail
   */
  fail(problem: string, context?: Mark): never {
    const { mark } = this;
    const line = mark.line > 0 ? mark.line + 1 : (context?.line ?? 0);
    const end = this.isEnd() ? mark : { ...mark, offset: mark.offset + 1, column: mark.column + 1 };
    throw new SyntaxProblem(goYamlMessage(problem, line), { start: mark, end });
  }
}

/** `yaml: line 8: …`; the first line is not named. */
export function goYamlMessage(problem: string, line: number): string {
  return `error converting YAML to JSON: yaml: ${line > 0 ? `line ${line}: ` : ''}${problem}`;
}
