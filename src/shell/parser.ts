/** Lines as a POSIX shell reads them: words, quotes, comments, pipes, lists and here-documents. What this shell cannot do is named, not guessed. */
import { err, ok, type Result } from '../base/result.ts';

/** A word in pieces: what stood in quotes is neither a pattern nor an operator. */
export type Piece = { readonly text: string; readonly isQuoted: boolean } | { readonly status: true };
export type Word = readonly Piece[];

export interface SimpleCommand {
  readonly words: readonly Word[];
  /** As typed, from its first word to its last. */
  readonly source: string;
  readonly input?: { readonly text: Word } | { readonly file: Word };
  /** `2>&1` · `2>/dev/null` · `>/dev/null` */
  readonly stderr?: 'stdout' | 'nowhere';
  readonly stdout?: 'nowhere';
}

export interface Pipeline {
  readonly commands: readonly SimpleCommand[];
  /** When it runs: always, or only after the one before it has worked or failed. */
  readonly when: 'always' | 'worked' | 'failed';
}

/** What a person would end with Enter: one line, or several that belong together. */
export interface Entry {
  readonly source: string;
  readonly pipelines: readonly Pipeline[];
}

/** `incomplete`: more lines must come (an open quote, a here-document without its end, a line that ends in `|`). */
export type ParseProblem = { readonly incomplete: true } | { readonly incomplete: false; readonly message: string };

const OPERATORS = [
  '<<<',
  '<<-',
  '2>&1',
  '2>>',
  '&>>',
  '&&',
  '||',
  '<<',
  '>>',
  '2>',
  '&>',
  '>&',
  ';;',
  '|',
  ';',
  '&',
  '<',
  '>',
  '(',
  ')',
  '\n',
];
const REDIRECTIONS: ReadonlySet<string> = new Set(['<<<', '<<-', '<<', '<', '2>&1', '2>>', '&>>', '>>', '2>', '&>', '>&', '>']);
const KEYWORDS: ReadonlySet<string> = new Set(['for', 'while', 'until', 'if', 'case', 'function', 'select', '[[', '{']);

type Token =
  | { readonly type: 'word'; readonly word: Word; readonly start: number; readonly end: number }
  | { readonly type: 'operator'; readonly operator: string; readonly start: number; readonly end: number; readonly document?: Word };

/** Thrown and caught in this file only. */
class Problem extends Error {
  readonly problem: ParseProblem;
  constructor(message: string | undefined) {
    super(message);
    this.problem = message === undefined ? { incomplete: true } : { incomplete: false, message };
  }
}

/** Reads all that was typed or pasted. */
export function parse(text: string): Result<readonly Entry[], ParseProblem> {
  try {
    return ok(entriesOf(text, new Lexer(text).read()));
  } catch (error) {
    if (error instanceof Problem) return err(error.problem);
    throw error;
  }
}

class Lexer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  /** Here-documents whose text begins behind the next line's end, by the place of their operator among the tokens. */
  #documents: number[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text.replace(/\r\n?/g, '\n');
  }

  read(): readonly Token[] {
    while (this.#at < this.#text.length) this.#next();
    if (this.#documents.length > 0) throw new Problem(undefined);
    return this.#tokens;
  }

  #next(): void {
    const char = this.#text[this.#at] ?? '';
    if (char === ' ' || char === '\t') this.#at += 1;
    else if (this.#text.startsWith('\\\n', this.#at)) this.#at += 2;
    else if (char === '#') this.#skipComment();
    else if (!this.#operator()) this.#word();
  }

  #skipComment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #operator(): boolean {
    const operator = OPERATORS.find((each) => this.#text.startsWith(each, this.#at));
    if (operator === undefined) return false;
    const start = this.#at;
    this.#at += operator.length;
    this.#tokens.push({ type: 'operator', operator, start, end: this.#at });
    if (operator === '<<' || operator === '<<-') this.#documents.push(this.#tokens.length - 1);
    if (operator === '\n') {
      this.#readDocuments();
      // The line goes as far as the texts that it announced.
      this.#tokens[this.#tokens.length - 1] = { type: 'operator', operator, start, end: this.#at };
    }
    return true;
  }

  /** The texts of the here-documents that the line above has announced. */
  #readDocuments(): void {
    for (const place of this.#documents) {
      const [opener, name] = [this.#tokens[place], this.#tokens[place + 1]];
      if (opener?.type !== 'operator' || name?.type !== 'word') throw new Problem("syntax error near unexpected token `newline'");
      const delimiter = plain(name.word);
      const lines: string[] = [];
      for (;;) {
        if (this.#at >= this.#text.length) throw new Problem(undefined);
        const end = this.#text.indexOf('\n', this.#at);
        const line = this.#text.slice(this.#at, end < 0 ? this.#text.length : end);
        this.#at = end < 0 ? this.#text.length : end + 1;
        const content = opener.operator === '<<-' ? line.replace(/^\t+/, '') : line;
        if (content === delimiter) break;
        lines.push(`${content}\n`);
      }
      const text = lines.join('');
      this.#tokens[place] = { ...opener, document: [{ text, isQuoted: true }] };
    }
    this.#documents = [];
  }

  #word(): void {
    const start = this.#at;
    const pieces: Piece[] = [];
    const add = (text: string, isQuoted: boolean): void => void pieces.push({ text, isQuoted });
    for (; this.#at < this.#text.length; ) {
      const char = this.#text[this.#at] ?? '';
      if (' \t\n|;&<>()'.includes(char)) break;
      if (char === "'") add(this.#upTo("'"), true);
      else if (char === '"') this.#doubleQuoted(pieces);
      else if (char === '\\') {
        const next = this.#text[this.#at + 1];
        if (next === undefined) throw new Problem(undefined);
        if (next !== '\n') add(next, true);
        this.#at += 2;
      } else if (char === '$' || char === '`') this.#dollar(pieces, false);
      else {
        add(char, false);
        this.#at += 1;
      }
    }
    this.#tokens.push({ type: 'word', word: pieces, start, end: this.#at });
  }

  /** The text in single quotes. */
  #upTo(quote: string): string {
    const end = this.#text.indexOf(quote, this.#at + 1);
    if (end < 0) throw new Problem(undefined);
    const text = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return text;
  }

  #doubleQuoted(pieces: Piece[]): void {
    // Quotes around nothing are a word.
    pieces.push({ text: '', isQuoted: true });
    this.#at += 1;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) throw new Problem(undefined);
      if (char === '"') break;
      const next = this.#text[this.#at + 1] ?? '';
      if (char === '\\' && '$`"\\\n'.includes(next) && next !== '') {
        if (next !== '\n') pieces.push({ text: next, isQuoted: true });
        this.#at += 2;
      } else if (char === '$' || char === '`') this.#dollar(pieces, true);
      else {
        pieces.push({ text: char, isQuoted: true });
        this.#at += 1;
      }
    }
    this.#at += 1;
  }

  /** `$?` is known; a dollar that names nothing is text; everything else would need variables. */
  #dollar(pieces: Piece[], isQuoted: boolean): void {
    const rest = this.#text.slice(this.#at);
    if (rest.startsWith('$?')) {
      pieces.push({ status: true });
      this.#at += 2;
      return;
    }
    if (rest.startsWith('`') || rest.startsWith('$('))
      throw new Problem('the output of one command as a word of another is not available in this terminal');
    const variable = /^\$(\{[^}]*\}|\w+|[@*#$!-])/.exec(rest);
    if (variable !== null) throw new Problem(`${variable[0]}: variables are not available in this terminal`);
    pieces.push({ text: '$', isQuoted });
    this.#at += 1;
  }
}

/** A word whose pieces are all text. */
function plain(word: Word): string {
  return word.map((piece) => ('text' in piece ? piece.text : '$?')).join('');
}

function entriesOf(whole: string, tokens: readonly Token[]): readonly Entry[] {
  const text = whole.replace(/\r\n?/g, '\n');
  const entries: Entry[] = [];
  let from = 0;
  let pipelines: Pipeline[] = [];
  const end = (at: number): void => {
    const source = text.slice(from, at).replace(/\n+$/, '');
    if (source.trim() !== '') entries.push({ source: source.replace(/^\n+/, ''), pipelines });
    pipelines = [];
    from = at;
  };
  const cursor = new Cursor(text, tokens);
  let when: Pipeline['when'] = 'always';
  for (let token = cursor.peek(); token !== undefined; token = cursor.peek()) {
    if (isOperator(token, '\n')) {
      cursor.next();
      end(token.end);
      continue;
    }
    pipelines.push({ commands: cursor.pipeline(), when });
    when = cursor.connective();
  }
  end(text.length);
  return entries;
}

function isOperator(token: Token | undefined, operator: string): boolean {
  return token?.type === 'operator' && token.operator === operator;
}

function unexpected(token: Token): Problem {
  const name = token.type === 'word' ? plain(token.word) : token.operator === '\n' ? 'newline' : token.operator;
  return new Problem(`syntax error near unexpected token \`${name}'`);
}

class Cursor {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  next(): Token | undefined {
    this.#at += 1;
    return this.#tokens[this.#at - 1];
  }

  /** What stands between two pipelines: how the second depends on the first. */
  connective(): Pipeline['when'] {
    const token = this.peek();
    if (token === undefined || isOperator(token, '\n')) return 'always';
    this.next();
    if (isOperator(token, ';')) return 'always';
    if (isOperator(token, '&')) throw new Problem('& : commands cannot run in the background in this terminal');
    if (!isOperator(token, '&&') && !isOperator(token, '||')) throw unexpected(token);
    this.#continue(token);
    return isOperator(token, '&&') ? 'worked' : 'failed';
  }

  /** Behind `|`, `&&` and `||` the line may go on below. */
  #continue(operator: Token): void {
    while (isOperator(this.peek(), '\n')) this.next();
    const token = this.peek();
    if (token === undefined) throw new Problem(undefined);
    if (token.type === 'operator' && !REDIRECTIONS.has(token.operator)) throw unexpected(token.operator === '\n' ? operator : token);
  }

  pipeline(): readonly SimpleCommand[] {
    const commands = [this.#command()];
    for (let token = this.peek(); token !== undefined && isOperator(token, '|'); token = this.peek()) {
      this.next();
      this.#continue(token);
      commands.push(this.#command());
    }
    return commands;
  }

  #command(): SimpleCommand {
    const words: Word[] = [];
    let command: Omit<SimpleCommand, 'words' | 'source'> = {};
    const first = this.peek();
    let end = first?.start ?? 0;
    for (let token = this.peek(); token !== undefined; token = this.peek()) {
      if (token.type === 'word') words.push(token.word);
      else if (REDIRECTIONS.has(token.operator)) command = { ...command, ...this.#redirection(token) };
      else break;
      end = this.next()?.end ?? end;
    }
    const [name] = words;
    if (first !== undefined && words.length === 0 && end === first.start) {
      if (isOperator(first, '(')) throw new Problem('( : groups of commands are not available in this terminal');
      throw unexpected(first);
    }
    if (name?.every((piece) => 'text' in piece && !piece.isQuoted) === true && KEYWORDS.has(plain(name)))
      throw new Problem(`${plain(name)}: loops and conditions are not available in this terminal`);
    return { words, source: this.#text.slice(first?.start ?? 0, end), ...command };
  }

  /** The cursor stands on the operator and is left on its last token. */
  #redirection(token: Extract<Token, { type: 'operator' }>): Omit<SimpleCommand, 'words' | 'source'> {
    if (token.operator === '2>&1') return { stderr: 'stdout' };
    const target = this.#tokens[this.#at + 1];
    if (target === undefined) throw new Problem("syntax error near unexpected token `newline'");
    if (target.type !== 'word') throw unexpected(target);
    this.next();
    if (token.document !== undefined) return { input: { text: token.document } };
    if (token.operator === '<<<') return { input: { text: [...target.word, { text: '\n', isQuoted: true }] } };
    if (token.operator === '<') return { input: { file: target.word } };
    const name = plain(target.word);
    if (name !== '/dev/null') throw new Problem(`${name}: this terminal cannot write files; its only files are those of the editor`);
    if (token.operator.startsWith('2>')) return { stderr: 'nowhere' };
    return token.operator.startsWith('&') ? { stdout: 'nowhere', stderr: 'nowhere' } : { stdout: 'nowhere' };
  }
}
