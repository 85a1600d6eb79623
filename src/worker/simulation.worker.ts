// The worker's own file: a session between two message ports, and nothing else.
import type { Command, FromWorker } from './protocol.ts';
import { Session } from './session.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const send = (message: FromWorker): void => scope.postMessage(message);

const session = new Session({
  send,
  wallNow: () => performance.now(),
  later: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
});

scope.addEventListener('message', ({ data }: MessageEvent<Command>) => session.handle(data));
send({ type: 'ready' });
