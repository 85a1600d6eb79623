/** `kubectl drain`. upstream: pkg/cmd/drain/drain.go RunDrain, pkg/drain/drain.go */
import type { Answer, ObjectKey } from '../../api/client.ts';
import { goDuration } from '../../api/duration.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Found } from '../builder.ts';
import { Change } from '../change.ts';
import { type Call, type Command, Exit, fail } from '../command.ts';
import { dryRunFlag, duration, int, selectorFlag } from '../commonFlags.ts';
import { planDrain } from '../drainPods.ts';
import { bool, text } from '../flags.ts';
import type { Process, Wait, Wake } from '../process.ts';
import { readList } from '../read.ts';
import { resourceOf } from '../resources.ts';
import { nodesOf, setUnschedulable } from './cordon.ts';

/** How long after a refusal by a budget the next try comes. */
const retryMs = 5000;

/** One pod on its way out. */
interface Leaving {
  readonly pod: KubeObject;
  /** When it is asked to go (again); absent once it was. */
  nextMs: number | undefined;
  isDone: boolean;
  error?: string;
}

const keyOf = ({ metadata }: KubeObject): ObjectKey => ({ kind: 'Pod', namespace: metadata.namespace ?? '', name: metadata.name });

class Eviction {
  readonly #call: Call;
  readonly #change: Change;
  readonly #deadlineMs: number | undefined;
  readonly #leaving: readonly Leaving[];

  constructor(call: Call, pods: readonly KubeObject[], deadlineMs: number | undefined) {
    this.#call = call;
    this.#change = new Change(call);
    this.#deadlineMs = deadlineMs;
    this.#leaving = pods.map((pod) => ({ pod, nextMs: call.environment.nowMs(), isDone: false }));
  }

  /** Asks all pods to go, and waits until they have. Gives the errors of those that have not. */
  *run(): Generator<Wait, readonly string[], Wake> {
    const { environment } = this.#call;
    for (;;) {
      for (const each of this.#leaving) this.#look(each);
      const open = this.#leaving.filter(({ isDone }) => !isDone);
      if (open.length === 0) return this.#leaving.flatMap(({ error }) => error ?? []);
      const moments = open.flatMap(({ nextMs }) => nextMs ?? this.#deadlineMs ?? []);
      const untilMs = moments.length === 0 ? undefined : Math.max(Math.min(...moments), environment.nowMs());
      yield { for: 'changes', kinds: ['Pod'], ...(untilMs === undefined ? {} : { untilMs }) };
    }
  }

  #look(leaving: Leaving): void {
    if (leaving.isDone) return;
    const { environment, flags } = this.#call;
    const now = environment.nowMs();
    if (leaving.nextMs !== undefined) {
      if (now >= leaving.nextMs) this.#ask(leaving);
      return;
    }
    const { name, uid } = leaving.pod.metadata;
    const current = environment.client.get(keyOf(leaving.pod));
    if (current === undefined || current.metadata.uid !== uid) {
      leaving.isDone = true;
      environment.stdout(`pod/${name} ${flags.bool('disable-eviction') ? 'deleted' : 'evicted'}\n`);
    } else if (this.#isLate(now)) {
      const where = `in namespace "${leaving.pod.metadata.namespace}"`;
      this.#end(leaving, `error when waiting for pod "${name}" ${where} to terminate: ${this.#lateText()}`);
    }
  }

  #isLate(now: number): boolean {
    return this.#deadlineMs !== undefined && now >= this.#deadlineMs;
  }

  #lateText(): string {
    return `global timeout reached: ${goDuration(this.#call.flags.duration('timeout'))}`;
  }

  #end(leaving: Leaving, error?: string): void {
    leaving.isDone = true;
    if (error !== undefined) leaving.error = error;
  }

  #ask(leaving: Leaving): void {
    const { environment, flags } = this.#call;
    const { name, namespace } = leaving.pod.metadata;
    const verb = flags.bool('disable-eviction') ? 'deleting' : 'evicting';
    environment.stdout(`${verb} pod ${namespace}/${name}${this.#change.suffix}\n`);
    const subject = `error when ${verb} pods/"${name}" -n "${namespace}"`;
    if (this.#isLate(environment.nowMs())) {
      this.#end(leaving, `${subject}: ${this.#lateText()}`);
      return;
    }
    const answer = this.#send(leaving.pod);
    if (answer.ok) {
      leaving.nextMs = undefined;
      if (this.#change.dryRun === 'server') this.#end(leaving);
      else this.#look(leaving);
      return;
    }
    const { reason, message } = answer.error;
    if (reason === 'NotFound') this.#end(leaving);
    else if (reason === 'TooManyRequests') {
      environment.stderr(`${subject} (will retry after 5s): ${message}\n`);
      leaving.nextMs = environment.nowMs() + retryMs;
    } else this.#end(leaving, `${subject}: ${message}`);
  }

  #send(pod: KubeObject): Answer {
    const grace = this.#call.flags.int('grace-period');
    const key = keyOf(pod);
    if (!this.#call.flags.bool('disable-eviction')) return this.#change.send({ verb: 'evict', key });
    return this.#change.send({ verb: 'delete', key, ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}) });
  }
}

function planFor(call: Call, node: Found) {
  const { flags } = call;
  const listed = readList(call, resourceOf('Pod'), {
    allNamespaces: true,
    labelSelector: flags.text('pod-selector'),
    fieldSelector: `spec.nodeName=${node.name}`,
  });
  if (!listed.ok) throw new Exit([{ status: listed.error }]);
  return planDrain(listed.value, {
    ignoreDaemonSets: flags.bool('ignore-daemonsets'),
    deleteEmptyDirData: flags.bool('delete-emptydir-data'),
    force: flags.bool('force'),
  });
}

/** As Go prints several errors in one. */
const aggregated = (errors: readonly string[]): string => {
  const texts = [...new Set(errors)];
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
};

/** Empties one node; gives why it could not. upstream: deleteOrEvictPodsSimple */
function* empty(call: Call, node: Found, deadlineMs: number | undefined): Generator<Wait, readonly string[], Wake> {
  const { environment } = call;
  const plan = planFor(call, node);
  if (plan.refusals.length > 0) return plan.refusals;
  if (plan.warnings !== '') environment.stderr(`Warning: ${plan.warnings}\n`);
  const change = new Change(call);
  if (change.dryRun === 'client') {
    const verb = call.flags.bool('disable-eviction') ? 'deleting' : 'evicting';
    for (const { metadata } of plan.pods) environment.stdout(`${verb} pod ${metadata.namespace}/${metadata.name}${change.suffix}\n`);
    return [];
  }
  const errors = yield* new Eviction(call, plan.pods, deadlineMs).run();
  if (errors.length === 0) return [];
  const pending = planFor(call, node).pods;
  if (pending.length > 0) {
    environment.stderr(`There are pending pods in node "${node.name}" when an error occurred: ${aggregated(errors)}\n`);
    for (const { metadata } of pending) environment.stderr(`pod/${metadata.name}\n`);
  }
  return errors;
}

function* run(call: Call): Process {
  const { flags, environment } = call;
  const podSelector = flags.text('pod-selector');
  if (podSelector !== '' && flags.text('selector') !== '') fail('both --selector and --pod-selector options are specified');
  const nodes = nodesOf(call, 'drain NODE');
  if (!setUnschedulable(call, nodes, true)) return 1;
  const change = new Change(call);
  const timeout = flags.duration('timeout');
  const remaining: string[] = [];
  const fatal: string[] = [];
  for (const node of nodes) {
    // Each node has the whole time. upstream: getContext, per call of DeleteOrEvictPods
    const errors = yield* empty(call, node, timeout > 0 ? environment.nowMs() + timeout : undefined);
    if (errors.length === 0) {
      change.tell(node.object, 'drained');
      continue;
    }
    remaining.push(node.name);
    fatal.push(aggregated(errors));
    environment.stderr(`error: unable to drain node "${node.name}" due to error: ${aggregated(errors)}, continuing command...\n`);
  }
  if (remaining.length === 0) return 0;
  environment.stderr(`There are pending nodes to be drained:\n${remaining.map((name) => ` ${name}\n`).join('')}`);
  throw new Exit(fatal.map((each) => ({ text: each, bare: true })));
}

export const drain: Command = {
  name: 'drain',
  use: 'NODE',
  short: 'Drain node in preparation for maintenance',
  examples: [
    '# No new pods for the node, and the ones it has go elsewhere',
    'kubectl drain node-1',
    '# Pods that nobody makes anew, too',
    'kubectl drain node-1 --force',
  ],
  flags: [
    int('chunk-size', 'How many objects the server hands over at a time; 0 for all at once.', 500),
    bool('delete-emptydir-data', 'Go on although pods have emptyDir volumes, whose data is lost.'),
    bool('disable-eviction', 'Delete pods, without asking disruption budgets.'),
    dryRunFlag,
    bool('force', 'Go on although there are pods that declare no controller.'),
    int('grace-period', 'How many seconds each pod gets to end; negative: as many as it asks for itself.', -1),
    bool('ignore-daemonsets', 'Pass over the pods of DaemonSets.'),
    text('pod-selector', 'Only pods with these labels.'),
    selectorFlag,
    int('skip-wait-for-delete-timeout', 'Do not wait for pods that have been deleted longer than so many seconds ago.'),
    duration('timeout', 'How long to try before giving up; 0 is for ever.'),
  ],
  run,
};
