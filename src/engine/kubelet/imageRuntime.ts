/** The runtime of a simulated cluster: every application behaves as the set-up's image table says. */
import type { ProbeHandler } from '../../api/core.ts';
import type { Pass } from '../actor.ts';
import { faultsOf } from '../faults/match.ts';
import { type Behaviour, behaviourOf } from '../faults/table.ts';
import type { SimTime, Span } from '../setup.ts';
import { fullImageName } from './ids.ts';
import { imageOf, within } from './images.ts';
import type { Instance, ProbeAnswer, ProbeType } from './life.ts';
import { portOf, refusedOutput, unknownPortText } from './probeTexts.ts';
import type { Runtime, Subject } from './runtime.ts';

const SANDBOX: Span = { minMs: 250, maxMs: 400 };
const CREATE: Span = { minMs: 30, maxMs: 60 };
const START: Span = { minMs: 50, maxMs: 100 };
/** A registry that has told the node before what an image is answers soon. */
const PULL_AGAIN: Span = { minMs: 250, maxMs: 450 };
/** How long a registry takes to refuse. */
const REFUSE: Span = { minMs: 300, maxMs: 900 };
const HOOK: Span = { minMs: 50, maxMs: 150 };

function draw(pass: Pass, { pod, container, attempt }: Subject, stage: string, span: Span): number {
  return within(span, pass.random(pod.metadata.uid ?? '', container.name, stage, attempt));
}

/** How the application behaves now. `startedAt` is absent while the container does not run. */
function image(pass: Pass, { pod, container }: Subject, startedAt?: SimTime): Behaviour {
  const entry = imageOf(pass.setup, container.image ?? '');
  const faults = faultsOf(pass.faults, pod, container, pass.cache);
  return faults.length === 0 ? entry : behaviourOf(entry, faults, startedAt);
}

/** Whether the pod waits for the container's end: an init container that is no sidecar. Unless the table says more of its image, it does its work and ends. */
function isInitWork({ pod, container }: Subject): boolean {
  return container.restartPolicy !== 'Always' && pod.spec.initContainers?.some(({ name }) => name === container.name) === true;
}

/** containerd's words for an image that it cannot get. */
export function pullError(name: string, where: 'missing' | 'denied'): string {
  const full = fullImageName(name);
  const failed = `failed to pull and unpack image "${full}": failed to resolve reference "${full}"`;
  if (where === 'missing') return `rpc error: code = NotFound desc = ${failed}: ${full}: not found`;
  const denied = 'pull access denied, repository does not exist or may require authorization';
  return `rpc error: code = Unknown desc = ${failed}: ${denied}: server message: insufficient_scope: authorization failed`;
}

const SUCCESS = { outcome: 'success', output: '', takesMs: 0 } as const;

function failure(output: string, holdsUntil?: SimTime): ProbeAnswer {
  return { outcome: 'failure', output, takesMs: 0, ...(holdsUntil === undefined ? {} : { holdsUntil }) };
}

/** What the application says to a probe that reaches it and that it fails. */
function refusalOf(handler: ProbeHandler, subject: Subject, podIP: string, code: number): string {
  if (handler.httpGet !== undefined) return `HTTP probe failed with statuscode: ${code}`;
  if (handler.grpc !== undefined) return 'service unhealthy (responded with "NOT_SERVING")';
  return refusedOutput(subject.container, handler, podIP);
}

/** Fails and passes in turn, beginning with failing. */
function flap({ since, passesMs, failsMs }: NonNullable<Behaviour['flapping']>, now: SimTime, refusal: string): ProbeAnswer {
  const round = since + Math.floor((now - since) / (passesMs + failsMs)) * (passesMs + failsMs);
  const passesFrom = round + failsMs;
  return now < passesFrom ? failure(refusal, passesFrom) : { ...SUCCESS, holdsUntil: passesFrom + passesMs };
}

function probe(
  pass: Pass,
  subject: Subject,
  podIP: string,
  instance: Instance,
  type: ProbeType,
  handler: ProbeHandler,
  now: SimTime,
): ProbeAnswer {
  const port = handler.httpGet?.port ?? handler.tcpSocket?.port;
  if (port !== undefined && portOf(subject.container, port) === undefined) {
    return { outcome: 'errored', output: unknownPortText(pass.minor, port), takesMs: 0 };
  }
  const startedAt = instance.startedAt ?? now;
  const { startUp, neverReady, livenessFailsAfter, livenessFailsFrom = 0, flapping } = image(pass, subject, startedAt);
  const upAt = startedAt + draw(pass, subject, 'startUp', startUp);
  if (now < upAt) return failure(refusedOutput(subject.container, handler, podIP), upAt);
  if (type === 'readiness' && neverReady) return failure(refusalOf(handler, subject, podIP, 503));
  if (type === 'readiness') return flapping === undefined ? SUCCESS : flap(flapping, now, refusalOf(handler, subject, podIP, 503));
  if (type === 'startup' || livenessFailsAfter === undefined) return SUCCESS;
  const failsAt = Math.max(livenessFailsFrom, startedAt + draw(pass, subject, 'livenessFails', livenessFailsAfter));
  return now < failsAt ? { ...SUCCESS, holdsUntil: failsAt } : failure(refusalOf(handler, subject, podIP, 500));
}

export const imageRuntime: Runtime = {
  grainMs: 20,
  serialPulls: true,
  sandbox: (pass, pod, attempt) => ({ takesMs: within(SANDBOX, pass.random(pod.metadata.uid ?? '', 'sandbox', attempt)) }),
  preloaded: (pass, name) => imageOf(pass.setup, name).where === 'node',
  pull: (pass, subject, pullAttempt, again) => {
    const { where, pull, sizeBytes } = image(pass, subject);
    const numbered = { ...subject, attempt: pullAttempt };
    if (where === 'missing' || where === 'denied') {
      return { takesMs: draw(pass, numbered, 'refuse', REFUSE), sizeBytes, error: pullError(subject.container.image ?? '', where) };
    }
    return { takesMs: draw(pass, numbered, 'pull', again ? PULL_AGAIN : pull), sizeBytes };
  },
  create: (pass, subject) => ({ takesMs: draw(pass, subject, 'create', CREATE) }),
  start: (pass, subject) => ({ takesMs: draw(pass, subject, 'start', START) }),
  run: (pass, subject, startedAt = pass.now) => {
    const { exit, exitsFrom = startedAt, startUp } = image(pass, subject, startedAt);
    if (exit === undefined) {
      return isInitWork(subject) ? { afterMs: draw(pass, subject, 'exit', startUp), code: 0, reason: 'Completed' } : undefined;
    }
    const reason = exit.reason ?? (exit.code === 0 ? 'Completed' : 'Error');
    const from = Math.max(exitsFrom, startedAt) - startedAt;
    return { afterMs: from + draw(pass, subject, 'exit', exit.after), code: exit.code, reason };
  },
  stop: (pass, subject) => {
    const { ignoreTerm, shutDown } = image(pass, subject);
    return ignoreTerm ? 'ignoresTerm' : { afterMs: draw(pass, subject, 'shutDown', shutDown), code: 0 };
  },
  probe,
  hook: (pass, subject, handler) => ({
    takesMs: handler.sleep === undefined ? draw(pass, subject, 'hook', HOOK) : handler.sleep.seconds * 1000,
  }),
};
