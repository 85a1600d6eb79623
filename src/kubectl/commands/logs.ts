/** `kubectl logs`: whose logs they would be, and what a server says about them. upstream: pkg/cmd/logs, polymorphichelpers/logsforobject.go */
import type { Status } from '../../api/client.ts';
import type { Container, ContainerStatus, Pod } from '../../api/core.ts';
import { fieldsOf } from '../../api/fields.ts';
import type { KubeObject, LabelSelector, Time } from '../../api/meta.ts';
import { formatSelector } from '../../api/selector.ts';
import { endIfFailed, resolve } from '../builder.ts';
import { type Call, type Command, Exit, fail, failUsage } from '../command.ts';
import { duration, int, selectorFlag } from '../commonFlags.ts';
import { bool, text } from '../flags.ts';
import { goSort } from '../print/goSort.ts';
import { readList } from '../read.ts';
import { resourceOf } from '../resources.ts';

const usage = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";
const notModelled = 'logs are not modelled here: the containers of this cluster print nothing';
const defaultContainer = 'kubectl.kubernetes.io/default-container';

function isPod(object: KubeObject): object is Pod {
  return object.kind === 'Pod';
}

const readyOf = (pod: Pod): { readonly since?: Time } | undefined => {
  const condition = pod.status?.conditions?.find(({ type, status }) => type === 'Ready' && status === 'True');
  if (condition === undefined) return undefined;
  return condition.lastTransitionTime === undefined ? {} : { since: condition.lastTransitionTime };
};
const restartsOf = (pod: Pod): number => Math.max(0, ...(pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount));
const phaseRank = ({ status }: Pod): number => ({ Running: 0, Unknown: 1, Pending: 2 })[`${status?.phase}` as string] ?? 0;

/** Which of two pods has the better logs. upstream: podutils.ByLogging */
function isBetter(a: Pod, b: Pod): boolean {
  const [nodeA, nodeB] = [a.spec.nodeName ?? '', b.spec.nodeName ?? ''];
  if (nodeA !== nodeB && (nodeA === '' || nodeB === '')) return nodeA !== '';
  if (phaseRank(a) !== phaseRank(b)) return phaseRank(a) < phaseRank(b);
  const [readyA, readyB] = [readyOf(a), readyOf(b)];
  if ((readyA === undefined) !== (readyB === undefined)) return readyA !== undefined;
  const [sinceA = '', sinceB = ''] = [readyA?.since, readyB?.since];
  // No time is later than any.
  if (sinceA !== sinceB) return sinceA !== '' && (sinceB === '' || sinceA < sinceB);
  if (restartsOf(a) !== restartsOf(b)) return restartsOf(a) > restartsOf(b);
  const [bornA, bornB] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  return bornA !== bornB && bornA !== '' && (bornB === '' || bornA < bornB);
}

/** What picks the pods of an object: of a Service its labels, of a workload its selector. upstream: polymorphichelpers.SelectorsForObject */
function podSelector({ kind, ...object }: KubeObject): string {
  const selector = fieldsOf(fieldsOf(fieldsOf(object)['spec'])['selector']);
  if (kind === 'Service') {
    if (Object.keys(selector).length === 0) fail('cannot get the logs from *v1.Service: invalid service: no selector');
    return formatSelector({ matchLabels: selector as Readonly<Record<string, string>> });
  }
  // Validation has seen to the shape of what is stored.
  if (kind === 'Deployment' || kind === 'ReplicaSet') return formatSelector(selector as LabelSelector);
  return fail(`cannot get the logs from *v1.${kind}: selector for *v1.${kind} not implemented`);
}

function podsOf(call: Call, object: KubeObject): readonly Pod[] {
  if (isPod(object)) return [object];
  const labelSelector = podSelector(object);
  const namespace = object.metadata.namespace ?? call.namespace;
  const found = readList({ ...call, namespace }, resourceOf('Pod'), { labelSelector });
  if (!found.ok) throw new Exit([{ status: found.error }]);
  const pods = goSort(found.value.filter(isPod), isBetter);
  const [best, ...others] = pods;
  // kubectl would wait for the first one; none of them would have a word.
  if (best === undefined) return fail('timed out waiting for the condition');
  if (call.flags.bool('all-pods')) return pods;
  if (others.length > 0) call.environment.stderr(`Found ${pods.length} pods, using pod/${best.metadata.name}\n`);
  return [best];
}

/** `app, proxy, init-db (init)`. upstream: podcmd.AllContainerNames */
function allNames({ spec }: Pod): string {
  return [...spec.containers.map(({ name }) => name), ...(spec.initContainers ?? []).map(({ name }) => `${name} (init)`)].join(', ');
}

/** upstream: podcmd.FindOrDefaultContainerByName */
function containersOf(call: Call, pod: Pod, wanted: string): readonly Container[] {
  const { spec, metadata } = pod;
  const all = [...(spec.initContainers ?? []), ...spec.containers];
  if (call.flags.bool('all-containers')) return all;
  if (wanted !== '') {
    const named = all.find(({ name }) => name === wanted);
    return named === undefined ? fail(`container ${wanted} is not valid for pod ${metadata.name} out of: ${allNames(pod)}`) : [named];
  }
  const annotated = all.find(({ name }) => name === metadata.annotations?.[defaultContainer]);
  if (annotated !== undefined) return [annotated];
  const first = spec.containers.slice(0, 1);
  if (all.length > 1) call.environment.stderr(`Defaulted container "${first[0]?.name ?? ''}" out of: ${allNames(pod)}\n`);
  return first;
}

/** Why there is no log yet, or no more. upstream: kubelet validateContainerLogStatus */
function refusal(pod: Pod, { name }: Container, isPrevious: boolean): Status | undefined {
  const badRequest = (message: string): Status => ({ code: 400, reason: 'BadRequest', message });
  const statuses: readonly ContainerStatus[] = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  const status = statuses.find((each) => each.name === name);
  const subject = `container "${name}" in pod "${pod.metadata.name}"`;
  if (isPrevious && status?.lastState?.terminated === undefined) return badRequest(`previous terminated ${subject} not found`);
  if (status?.state?.running !== undefined || status?.state?.terminated !== undefined || status?.lastState?.terminated !== undefined) {
    return undefined;
  }
  const reason = status?.state?.waiting?.reason;
  if (reason === undefined) return badRequest(`${subject} is not available`);
  const told = { ErrImagePull: "image can't be pulled", ImagePullBackOff: 'trying and failing to pull image' }[reason] ?? reason;
  return badRequest(`${subject} is waiting to start: ${told}`);
}

function print(call: Call, pod: Pod, container: Container): void {
  // A pod without a node has no kubelet that could answer, and the server none to ask: nothing is printed.
  if (pod.spec.nodeName === undefined || pod.spec.nodeName === '') return;
  const refused = refusal(pod, container, call.flags.bool('previous'));
  if (refused !== undefined) throw new Exit([{ status: refused }]);
  const log = call.environment.logOf?.(pod, container.name);
  if (log === undefined) fail(notModelled);
  else call.environment.stdout(log);
}

function check(call: Call, wanted: string): void {
  const { args, flags, path } = call;
  const selector = flags.text('selector');
  if (args.length > 2 || (args.length === 0 && selector === '')) failUsage(path, usage);
  if (args.length === 2 && flags.text('container') !== '') failUsage(path, 'only one of -c or an inline [CONTAINER] arg is allowed');
  if (args.length > 0 && selector !== '') failUsage(path, 'only a selector (-l) or a POD name is allowed');
  if (flags.bool('all-containers') && wanted !== '') fail(`--all-containers=true should not be specified with container name ${wanted}`);
  if (flags.int('tail') < -1) fail('--tail must be greater than or equal to -1');
}

function run(call: Call): number {
  const { args, flags, environment, namespace } = call;
  const [about = '', inline = ''] = args;
  const wanted = flags.text('container') || inline;
  check(call, wanted);
  const isSelected = flags.text('selector') !== '';
  const { infos, errors } = resolve(call, {
    args: isSelected ? ['pods'] : about.includes('/') ? [about] : ['pods', about],
    singleType: true,
  });
  const [error] = errors;
  if (error !== undefined && 'status' in error && error.status.reason === 'NotFound') {
    fail(`error from server (NotFound): ${error.status.message} in namespace "${namespace}"`);
  }
  endIfFailed(errors);
  if (infos.length === 0) environment.stderr(`No resources found in ${namespace} namespace.\n`);
  for (const { object } of infos) {
    for (const pod of podsOf(call, object)) for (const container of containersOf(call, pod, wanted)) print(call, pod, container);
  }
  return 0;
}

export const logs: Command = {
  name: 'logs',
  use: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [flags]',
  short: 'Print the logs for a container in a pod',
  examples: [
    '# What a pod prints',
    'kubectl logs web-1',
    '# What its container printed before it was started again',
    'kubectl logs web-1 -p',
  ],
  flags: [
    bool('all-containers', 'The logs of all containers of the pod.'),
    bool('all-pods', 'The logs of all pods of the workload.'),
    text('container', 'Whose logs.', 'c'),
    bool('follow', 'Go on with what comes.', 'f'),
    bool('ignore-errors', 'When following, go on although one log cannot be read.'),
    int('limit-bytes', 'How many bytes at most; all when left out.'),
    int('max-log-requests', 'How many logs to follow at once, with a selector.', 5),
    duration('pod-running-timeout', 'How long to wait until a pod runs.', '20s'),
    bool('prefix', 'In front of each line, the pod and container that it comes from.'),
    bool('previous', 'The log of the container before it was started again.', 'p'),
    selectorFlag,
    duration('since', 'Only what is newer than this.'),
    text('since-time', 'Only what is newer than this moment (RFC 3339).'),
    int('tail', 'How many of the last lines; -1 for all.', -1),
    bool('timestamps', 'The time in front of each line.'),
  ],
  run,
};
