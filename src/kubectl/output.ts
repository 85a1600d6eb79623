/** What a kubectl command leaves behind: two streams and an exit code. */
import type { Client } from '../api/client.ts';
import { type CommandError, formatErrors } from './errors.ts';

export interface Output {
  /** The line that equals what was done. */
  readonly line: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Collects what one command prints. */
export class Printer {
  #stdout = '';
  #stderr = '';
  readonly #errors: CommandError[] = [];
  readonly #warnings = new Set<string>();
  readonly #line: string;

  constructor(line: string) {
    this.#line = line;
  }

  /** One line on stdout. */
  print(text: string): void {
    this.#stdout += `${text}\n`;
  }

  /** A warning of kubectl itself. */
  warn(text: string): void {
    this.#stderr += `Warning: ${text}\n`;
  }

  /** Warnings of the server: each text once a command. upstream: rest.NewWarningWriter, Deduplicate */
  serverWarnings(texts: readonly string[]): void {
    for (const text of texts) {
      if (this.#warnings.has(text)) continue;
      this.#warnings.add(text);
      this.warn(text);
    }
  }

  /** The same client, whose warnings are printed as they come. */
  listening(client: Client): Client {
    const request: Client['request'] = (asked) => {
      const answer = client.request(asked);
      if (answer.ok) this.serverWarnings(answer.value.warnings);
      return answer;
    };
    return {
      ...client,
      get: (key) => client.get(key),
      list: (kind, options) => client.list(kind, options),
      now: () => client.now(),
      request,
    };
  }

  /** An error; the command goes on with what is left, and fails in the end. */
  fail(...errors: readonly CommandError[]): void {
    this.#errors.push(...errors);
  }

  /** A line on stderr as it stands. */
  printError(text: string): void {
    this.#stderr += `${text}\n`;
  }

  end(): Output {
    const failed = this.#errors.length > 0;
    return { line: this.#line, stdout: this.#stdout, stderr: this.#stderr + formatErrors(this.#errors), exitCode: failed ? 1 : 0 };
  }
}
