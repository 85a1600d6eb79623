// The simulation worker as the page sees it: commands go in and are answered, frames and at most one crash come out.
import type { Result } from '../base/result.ts';
import type { CommandBody, CommandType, Frame, FromWorker, Refusal, Replies } from './protocol.ts';

export type Crash = Extract<FromWorker, { readonly type: 'crash' }>;

export interface WorkerClient {
  /** Sends a command; resolves with its reply. Never rejects: after a crash the answer is a refusal. */
  send<T extends CommandType>(command: Extract<CommandBody, { readonly type: T }>): Promise<Result<Replies[T], Refusal>>;
  /** Calls `listener` with every frame and with the crash. Returns the way to stop. */
  subscribe(listener: (message: Frame | Crash) => void): () => void;
  /** Ends the worker; nothing is sent or received any more. */
  close(): void;
}
