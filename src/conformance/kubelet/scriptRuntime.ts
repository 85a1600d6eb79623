/** The scripted runtime of the recordings, in place of the image table. */
import type { LifecycleHandler, ProbeHandler } from '../../api/core.ts';
import type { Instance, ProbeAnswer } from '../../engine/kubelet/life.ts';
import { portOf, refusedOutput, unknownPortText } from '../../engine/kubelet/probeTexts.ts';
import type { Runtime, Subject, Work } from '../../engine/kubelet/runtime.ts';
import { podText } from '../../engine/kubelet/texts.ts';
import type { SimTime } from '../../engine/setup.ts';
import type { Script, ScriptedAnswer, ScriptedContainer } from './recording.ts';

const SIZE = 72_000_000;
const SANDBOX_MS = 300;
const CREATE_MS = 30;
const START_MS = 50;
const REFUSE_MS = 300;
/** The runtime needs this long to see an end. */
const EXIT_MS = 20;

/** Scripts by image: an update of the template brings its own. */
export type Scripts = (image: string) => Script;

function pullError(image: string): string | undefined {
  const failed = `failed to pull and unpack image "${image}": failed to resolve reference "${image}"`;
  if (image.includes('denied')) {
    const denied = 'pull access denied, repository does not exist or may require authorization';
    return `rpc error: code = Unknown desc = ${failed}: ${denied}: server message: insufficient_scope: authorization failed`;
  }
  if (image.includes('notfound') || image.includes('flaky')) return `rpc error: code = NotFound desc = ${failed}: ${image}: not found`;
  return undefined;
}

/** The answer in force at `seconds` after the start, and when it changes. */
function answerAt(
  answers: readonly ScriptedAnswer[],
  startedAt: SimTime,
  now: SimTime,
): { readonly answer: ScriptedAnswer; readonly holdsUntil?: SimTime } | undefined {
  const since = (now - startedAt) / 1000;
  const answer = answers.findLast(({ t }) => t <= since);
  if (answer === undefined) return undefined;
  const next = answers.find(({ t }) => t > since);
  return next === undefined ? { answer } : { answer, holdsUntil: startedAt + next.t * 1000 };
}

function httpAnswer(
  script: ScriptedContainer,
  subject: Subject,
  podIP: string,
  instance: Instance,
  handler: ProbeHandler,
  minor: number,
  now: SimTime,
): ProbeAnswer {
  const wanted = handler.httpGet?.port ?? handler.tcpSocket?.port ?? 0;
  const port = portOf(subject.container, wanted);
  if (port === undefined) return { outcome: 'errored', output: unknownPortText(minor, wanted), takesMs: 0 };
  const refused = { outcome: 'failure', output: refusedOutput(subject.container, handler, podIP), takesMs: 0 } as const;
  const startedAt = instance.startedAt ?? now;
  const upAt = startedAt + (script.upAfter ?? 0) * 1000;
  if (script.port !== port) return refused;
  if (now < upAt) return { ...refused, holdsUntil: upAt };
  if (handler.httpGet === undefined) return { outcome: 'success', output: '', takesMs: 0 };
  const found = answerAt(script.paths?.[handler.httpGet.path ?? '/'] ?? [], startedAt, now);
  const { code = 404, delay = 0 } = found?.answer ?? {};
  const good = code >= 200 && code < 400;
  return {
    outcome: good ? 'success' : 'failure',
    output: good ? '' : `HTTP probe failed with statuscode: ${code}`,
    takesMs: delay * 1000,
    ...(found?.holdsUntil === undefined ? {} : { holdsUntil: found.holdsUntil }),
  };
}

function execAnswer(script: ScriptedContainer, instance: Instance, handler: ProbeHandler, now: SimTime): ProbeAnswer {
  const command = (handler.exec?.command ?? []).join(' ');
  const found = answerAt(script.exec?.[command] ?? [], instance.startedAt ?? now, now);
  const { code = 0, delay = 0, out = '' } = found?.answer ?? {};
  return {
    outcome: code === 0 ? 'success' : 'failure',
    output: out,
    takesMs: delay * 1000,
    ...(found?.holdsUntil === undefined ? {} : { holdsUntil: found.holdsUntil }),
  };
}

function hook(script: ScriptedContainer, subject: Subject, handler: LifecycleHandler): Work {
  if (handler.sleep !== undefined) return { takesMs: handler.sleep.seconds * 1000 };
  const command = handler.exec?.command ?? [];
  const { code = 0, delay = 0, out = '' } = script.exec?.[command.join(' ')]?.[0] ?? {};
  const takesMs = delay * 1000;
  if (code === 0) return { takesMs };
  const where = `Container "${subject.container.name}" in Pod "${podText(subject.pod)}"`;
  return {
    takesMs,
    error: `Exec lifecycle hook ([${command.join(' ')}]) for ${where} failed - error: command '${command.join(' ')}' exited with ${code}: , message: ${JSON.stringify(out)}`,
  };
}

/** The runtime of one recording. */
export function scriptRuntime(scripts: Scripts, serialPulls: boolean): Runtime {
  const scriptOf = ({ container }: Subject): ScriptedContainer => scripts(container.image ?? '').containers[container.name] ?? {};
  const attempt = <T>(list: readonly T[] | undefined, i: number): T | undefined => list?.[i] ?? list?.at(-1);
  return {
    grainMs: 1,
    serialPulls,
    sandbox: (_pass, pod, i) => {
      const { sandboxMs = SANDBOX_MS, sandboxErr } = scripts(pod.spec.containers[0]?.image ?? '');
      const error = sandboxErr?.[i];
      return error === undefined ? { takesMs: sandboxMs } : { takesMs: sandboxMs, error };
    },
    preloaded: (_pass, image) => image.includes('present'),
    pull: (_pass, subject, pulls) => {
      const image = subject.container.image ?? '';
      const seconds = /pull(\d+)s/.exec(image)?.[1];
      const flaky = /flaky(\d+)/.exec(image)?.[1];
      const error = flaky !== undefined && pulls >= Number(flaky) ? undefined : pullError(image);
      const takesMs = seconds === undefined ? REFUSE_MS : Number(seconds) * 1000;
      return error === undefined ? { takesMs, sizeBytes: SIZE } : { takesMs, sizeBytes: SIZE, error };
    },
    create: (_pass, subject) => {
      const error = attempt(scriptOf(subject).createErr, subject.attempt);
      return error === undefined ? { takesMs: CREATE_MS } : { takesMs: CREATE_MS, error };
    },
    start: (_pass, subject) => {
      const { startErr, startMs = START_MS } = scriptOf(subject);
      const error = attempt(startErr, subject.attempt);
      return error === undefined ? { takesMs: startMs } : { takesMs: startMs, error };
    },
    run: (_pass, subject) => {
      const run = attempt(scriptOf(subject).runs, subject.attempt);
      if (run === undefined) return undefined;
      const reason = run.reason !== '' ? run.reason : run.exit === 0 ? 'Completed' : 'Error';
      return { afterMs: Math.max(EXIT_MS, run.after * 1000), code: run.exit, reason };
    },
    stop: (_pass, subject) => {
      const { ignoreTerm = false, termAfter = 0, termCode = 0 } = scriptOf(subject);
      return ignoreTerm ? 'ignoresTerm' : { afterMs: termAfter * 1000 + EXIT_MS, code: termCode };
    },
    probe: (pass, subject, podIP, instance, _type, handler, now) =>
      handler.exec === undefined
        ? httpAnswer(scriptOf(subject), subject, podIP, instance, handler, pass.minor, now)
        : execAnswer(scriptOf(subject), instance, handler, now),
    hook: (_pass, subject, handler) => hook(scriptOf(subject), subject, handler),
  };
}
