// The simulation worker as the page sees it: commands go in and are answered, frames and at most one crash come out.
import { err, type Result } from '../base/result.ts';
import type { Calculating, CommandBody, CommandType, Frame, FromWorker, Refusal, Replies } from './protocol.ts';

export type Crash = Extract<FromWorker, { readonly type: 'crash' }>;

export type News = Frame | Calculating | Crash;

export interface WorkerClient {
  /** Sends a command; resolves with its reply. Never rejects: after a crash the answer is a refusal. */
  send<T extends CommandType>(command: Extract<CommandBody, { readonly type: T }>): Promise<Result<Replies[T], Refusal>>;
  /** Calls `listener` with every frame, with how far a long calculation is, and with the crash. Returns the way to stop. */
  subscribe(listener: (message: News) => void): () => void;
  /** Ends the worker; nothing is sent or received any more. */
  close(): void;
}

/** What `connectWorker` needs of a Worker. */
export type WorkerPort = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

/** Starts the simulation in a worker of its own. */
export function startWorker(): WorkerClient {
  // One expression: bundlers find the worker's file by this very form.
  return connectWorker(new Worker(new URL('./simulation.worker.ts', import.meta.url), { type: 'module', name: 'simulation' }));
}

const stopped = err<Refusal>({ code: 'refused', detail: 'The simulation has stopped.' });

/** Speaks the protocol with a worker. Commands sent before it is ready wait. */
export function connectWorker(port: WorkerPort): WorkerClient {
  const listeners = new Set<(message: News) => void>();
  const pending = new Map<number, (answer: Result<never, Refusal>) => void>();
  let waiting: unknown[] | undefined = [];
  let lastId = 0;
  let isOver = false;

  function end(): void {
    isOver = true;
    waiting = undefined;
    for (const resolve of pending.values()) resolve(stopped);
    pending.clear();
  }

  function crash(message: Crash): void {
    if (isOver) return;
    end();
    port.terminate();
    for (const listener of listeners) listener(message);
  }

  function take(message: FromWorker): void {
    if (isOver) return;
    if (message.type === 'ready') {
      for (const command of waiting ?? []) port.postMessage(command);
      waiting = undefined;
    } else if (message.type === 'reply') {
      const resolve = pending.get(message.id);
      pending.delete(message.id);
      // The protocol pairs each command with its reply; the value's type follows from the command's.
      resolve?.(message.ok ? { ok: true, value: message.value as never } : err(message.error));
    } else if (message.type === 'crash') crash(message);
    else for (const listener of listeners) listener(message);
  }

  port.addEventListener('message', ({ data }) => take(data as FromWorker));
  // What the worker could not report itself: its file did not load or parse, or a message could not be read.
  port.addEventListener('error', (event) =>
    crash({ type: 'crash', message: event.message || 'The simulation worker could not be started.', stack: place(event) }),
  );
  port.addEventListener('messageerror', () =>
    crash({ type: 'crash', message: 'A message of the simulation could not be read.', stack: '' }),
  );

  return {
    send: (command) => {
      if (isOver) return Promise.resolve(stopped);
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        pending.set(id, resolve);
        const message = { ...command, id };
        if (waiting === undefined) port.postMessage(message);
        else waiting.push(message);
      });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      if (isOver) return;
      end();
      port.terminate();
    },
  };
}

function place({ filename, lineno, colno }: ErrorEvent): string {
  return filename ? `${filename}:${lineno}:${colno}` : '';
}
