/** Runs one recorded command against the fake server. The server's clock stands still; only what waits for a time makes it move. */
import { fieldsOf, textOf } from '../../api/fields.ts';
import type { KubeObject } from '../../api/meta.ts';
import { epochMs } from '../../api/time.ts';
import type { KubeConfig, LeaseSpec } from '../../kubectl/environment.ts';
import type { Wake } from '../../kubectl/process.ts';
import { discoveryOf } from '../../kubectl/resources.ts';
import { start } from '../../kubectl/run.ts';
import { MINOR, terminal } from '../terminal.ts';
import { FakeServer } from './fakeServer.ts';
import type { KubectlCase, Recording } from './recording.ts';

/** More waits than any recording needs: a command that never ends is told apart from one that waits. */
const MOST_WAITS = 10_000;

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The context of the recordings' kubeconfig. */
const CONFIG: KubeConfig = {
  currentContext: 'playground',
  contexts: [
    { name: 'playground', cluster: 'playground', user: 'learner', namespace: 'default' },
    { name: 'staging', cluster: 'playground', user: 'learner', namespace: 'staging' },
  ],
  clusters: [{ name: 'playground', server: 'http://127.0.0.1:18080' }],
};

/** What the fake server said of itself. */
const VERSION = {
  buildDate: '2025-04-22T00:00:00Z',
  compiler: 'gc',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  gitVersion: 'v1.37.2',
  goVersion: 'go1.23.6',
  major: '1',
  minor: '37',
  platform: 'linux/amd64',
};

/** The types that the fake server's discovery told of: a part of a real one's. */
const SERVED = new Set(
  [
    '/bindings /configmaps /endpoints /events /limitranges /namespaces /nodes /persistentvolumeclaims /pods /replicationcontrollers',
    '/resourcequotas /secrets /serviceaccounts /services apps/controllerrevisions apps/daemonsets apps/deployments apps/replicasets',
    'apps/statefulsets autoscaling/horizontalpodautoscalers batch/cronjobs batch/jobs coordination.k8s.io/leases',
    'discovery.k8s.io/endpointslices events.k8s.io/events policy/poddisruptionbudgets',
  ].flatMap((line) => line.split(' ')),
);

/** What KUBE_EDITOR of the recordings makes of a text; undefined: a program that we do not know. */
export function edited(editor: string, text: string): string | undefined {
  if (editor === 'true') return text;
  if (editor === 'truncate -s 0') return '';
  const [, from = '', to = ''] = /^sed -i s\/(.*)\/(.*)\/$/.exec(editor) ?? [];
  return from === '' ? undefined : text.replaceAll(new RegExp(from, 'gm'), to);
}

/** Ctrl-C, or the server that closes the watch: nothing more comes. */
function endOf({ sigintAfterMs, serverFlags = [] }: KubectlCase): { readonly atMs: number; readonly exitCode: number } | undefined {
  if (sigintAfterMs !== undefined) return { atMs: sigintAfterMs, exitCode: 1 };
  const at = serverFlags.indexOf('--watch-close');
  return at < 0 ? undefined : { atMs: Number(serverFlags[at + 1]), exitCode: 0 };
}

/** What the fake server answered to every request for a log. */
const LOG = 'line one\nline two\n';

/** The cluster stores no Leases; the recordings have some. */
function leaseOf(items: readonly KubeObject[], node: string): LeaseSpec | undefined {
  const lease = items.find(({ kind, metadata }) => kind === 'Lease' && metadata.name === node);
  if (lease === undefined) return undefined;
  const spec = fieldsOf(fieldsOf(lease)['spec']);
  const names = ['holderIdentity', 'acquireTime', 'renewTime'].filter((name) => typeof spec[name] === 'string');
  return Object.fromEntries(names.map((name) => [name, textOf(spec[name])]));
}

/** What the command printed and how it ended. A wait that nothing would end is an error. */
export function runCase(each: KubectlCase, recording: Recording): Outcome {
  const { items, script = [] } = recording.fixture(each.fixture);
  const server = new FakeServer({ items }, recording.clock, each.inject);
  let nowMs = epochMs(recording.clock);
  const { environment, printed } = terminal(server, () => nowMs, recording.manifests, {
    ...(each.stdin === undefined ? {} : { stdin: each.stdin }),
    config: () => CONFIG,
    discovery: discoveryOf(MINOR).filter(({ group, resource }) => SERVED.has(`${group}/${resource}`)),
    serverVersion: VERSION,
    leaseOf: (node) => leaseOf(items, node),
    logOf: () => LOG,
  });
  const process = start(each.args, environment);
  const pending = [...script].sort((a, b) => a.afterMs - b.afterMs);
  const end = endOf(each);
  let step = process.next();
  for (let count = 0; step.done !== true; count++) {
    if (count > MOST_WAITS) throw new Error('it waits for ever');
    const wait = step.value;
    let wake: Wake = { events: [] };
    if (wait.for === 'edit') {
      const text = edited(each.env?.['KUBE_EDITOR'] ?? 'true', wait.text);
      wake = { events: [], ...(text === undefined ? {} : { text }) };
    } else if (wait.for === 'input') {
      wake = { events: [], ...(each.stdin === undefined ? {} : { text: each.stdin.split('\n')[0] ?? '' }) };
    } else {
      const own = server.takeEvents().filter(({ object }) => wait.kinds.includes(object.kind));
      const [next] = pending;
      if (own.length > 0) wake = { events: own };
      else if (next !== undefined) {
        pending.shift();
        server.play(next);
        wake = { events: server.takeEvents() };
      } else if (end !== undefined) {
        process.return(end.exitCode);
        return { ...printed, exitCode: end.exitCode };
      } else if (wait.untilMs !== undefined) nowMs = Math.max(nowMs, wait.untilMs);
      else throw new Error(`it waits for ${wait.kinds.join(', ')}, and nothing more will come`);
    }
    step = process.next(wake);
  }
  return { ...printed, exitCode: step.value };
}
