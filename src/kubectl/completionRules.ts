/** What the arguments of each command may be, for Tab. upstream: the ValidArgsFunction of each command */

/** How the arguments of a command are completed. */
export type ArgumentRule =
  /** Types, then names of them; or TYPE/NAME. Without `types`: all that have the verb. */
  | { readonly by: 'typesAndNames'; readonly types?: readonly string[]; readonly verb?: string; readonly isSingle?: true }
  | { readonly by: 'types' }
  /** Names of one type. */
  | { readonly by: 'names'; readonly type: string; readonly isSingle?: true }
  /** A pod, or TYPE/NAME of what has pods. */
  | { readonly by: 'pods'; readonly types: readonly string[] }
  | { readonly by: 'words'; readonly words: readonly string[] }
  | { readonly by: 'contexts' | 'clusters' | 'commands' | 'nothing' };

const withPods = ['daemonsets', 'deployments', 'jobs', 'pods', 'replicasets', 'replicationcontrollers', 'services', 'statefulsets'];
const withTemplate = ['cronjob', 'daemonset', 'deployment', 'job', 'pod', 'replicaset', 'replicationcontroller', 'statefulset'];
const rolledOut = ['deployment', 'daemonset', 'statefulset'];
const anything: ArgumentRule = { by: 'typesAndNames' };
const oneOfPods: ArgumentRule = { by: 'pods', types: withPods };
const rollout: ArgumentRule = { by: 'typesAndNames', types: rolledOut };
const template: ArgumentRule = { by: 'typesAndNames', types: withTemplate };
const node: ArgumentRule = { by: 'names', type: 'nodes' };

const rules: Readonly<Record<string, ArgumentRule>> = {
  get: anything,
  describe: anything,
  edit: anything,
  label: anything,
  annotate: anything,
  wait: anything,
  delete: { by: 'typesAndNames', verb: 'delete' },
  patch: { by: 'typesAndNames', verb: 'patch', isSingle: true },
  explain: { by: 'types' },
  scale: { by: 'typesAndNames', types: ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'] },
  autoscale: { by: 'typesAndNames', types: ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'], isSingle: true },
  expose: { by: 'typesAndNames', types: ['pod', 'service', 'replicationcontroller', 'deployment', 'replicaset'], isSingle: true },
  logs: oneOfPods,
  exec: oneOfPods,
  attach: oneOfPods,
  'port-forward': oneOfPods,
  'rollout status': { ...rollout, isSingle: true },
  'rollout history': rollout,
  'rollout undo': rollout,
  'rollout pause': { by: 'typesAndNames', types: ['deployment'] },
  'rollout resume': { by: 'typesAndNames', types: ['deployment'] },
  'rollout restart': rollout,
  'set image': template,
  'set env': template,
  'set resources': template,
  'set serviceaccount': template,
  'set selector': { by: 'typesAndNames', types: ['service'] },
  'apply view-last-applied': anything,
  cordon: node,
  uncordon: node,
  drain: node,
  taint: { by: 'typesAndNames', types: ['node'] },
  'top node': node,
  'top pod': { by: 'names', type: 'pods', isSingle: true },
  'config use-context': { by: 'contexts' },
  'config delete-context': { by: 'contexts' },
  'config rename-context': { by: 'contexts' },
  'config set-context': { by: 'contexts' },
  'config get-contexts': { by: 'contexts' },
  'config delete-cluster': { by: 'clusters' },
  completion: { by: 'words', words: ['bash', 'zsh', 'fish', 'powershell'] },
  'auth can-i': { by: 'words', words: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] },
  help: { by: 'commands' },
};

/** The rule of a command by its words behind `kubectl`. */
export function argumentsOf(path: string): ArgumentRule {
  return rules[path] ?? { by: 'nothing' };
}
