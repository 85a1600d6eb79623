import type { Translate } from '../../i18n/index.ts';
import type { CauseView } from '../../picture/view.ts';

type Reason = NonNullable<CauseView['reason']>;
type Of<A extends Reason['actor']> = Extract<Reason, { readonly actor: A }>;

/** What a step did, in words; undefined where what it wrote says all there is. */
export function causeText(reason: Reason | undefined, t: Translate): string | undefined {
  switch (reason?.actor) {
    case undefined:
      return undefined;
    case 'user':
      return userText(reason, t);
    case 'deployment':
      return deploymentText(reason, t);
    case 'replicaset':
      return replicaSetText(reason, t);
    case 'scheduler':
      return reason.verdict === 'bound'
        ? t('inspect.bound', { node: reason.node ?? '' })
        : t('inspect.unschedulable', { message: reason.message ?? '' });
    case 'kubelet':
      return reason.verdict === 'configError'
        ? t('inspect.stageConfigError', { message: reason.message ?? '' })
        : t(STAGES[reason.verdict]);
    case 'garbagecollector':
      return t(GARBAGE[reason.verdict], { owner: reason.owner });
    case 'nodelifecycle':
      return nodeText(reason, t);
  }
}

/** A line that was typed, or that a button equals, is shown as it is. */
function userText({ fault, line }: Of<'user'>, t: Translate): string | undefined {
  if (fault !== undefined) return t(fault.isOn ? 'inspect.faultOn' : 'inspect.faultOff', { id: fault.id });
  return line === undefined ? t('inspect.acted') : undefined;
}

function deploymentText({ verdict, moves, mayAdd, mayRemove, refusal }: Of<'deployment'>, t: Translate): string | undefined {
  if (moves.length > 0) {
    return moves.map(({ replicaSet, from, to }) => t('inspect.scaled', { replicaSet, from, to })).join(' · ');
  }
  switch (verdict) {
    case 'complete':
      return t('inspect.rolloutComplete');
    case 'waits':
      return t('inspect.rolloutWaits', { mayAdd, mayRemove });
    case 'paused':
      return t('inspect.rolloutPaused');
    case 'conflict':
      return t('inspect.conflict');
    case 'failed':
      return t('inspect.refused', { message: refusal ?? '' });
    default:
      return undefined;
  }
}

function replicaSetText({ verdict, pods, active, replicas, refusal }: Of<'replicaset'>, t: Translate): string | undefined {
  switch (verdict) {
    case 'creates':
      return t('inspect.createdPods', { count: pods.length, active, replicas });
    case 'deletes':
      return t('inspect.deletedPods', { count: pods.length, active, replicas });
    case 'refused':
      return t('inspect.refused', { message: refusal ?? '' });
    case 'waits':
    case 'steady':
      return t('inspect.countedPods', { active, replicas });
    default:
      return undefined;
  }
}

function nodeText({ verdict, node }: Of<'nodelifecycle'>, t: Translate): string | undefined {
  switch (verdict) {
    case 'node unknown':
      return t('inspect.nodeUnknown', { node });
    case 'node ready':
      return t('inspect.nodeReady', { node });
    case 'taints':
      return t('inspect.nodeTaints', { node });
    case 'evicts':
      return t('inspect.evicts', { node });
    case 'cancels':
      return t('inspect.spared', { node });
    case 'collects':
      return t('inspect.collects');
    default:
      return undefined;
  }
}

const GARBAGE = {
  'deletes dependents': 'inspect.dependents',
  'orphans dependents': 'inspect.orphans',
  'removes finalizer': 'inspect.finalizer',
} as const satisfies Record<Of<'garbagecollector'>['verdict'], string>;

const STAGES = {
  admit: 'inspect.stageAdmit',
  sandbox: 'inspect.stageSandbox',
  imagePull: 'inspect.stageImagePull',
  imageBackOff: 'inspect.stageImageBackOff',
  containerStart: 'inspect.stageStart',
  startUp: 'inspect.stageStartUp',
  running: 'inspect.stageRunning',
  crashBackOff: 'inspect.stageCrashBackOff',
  terminate: 'inspect.stageTerminate',
  cleanUp: 'inspect.stageCleanUp',
} as const satisfies Record<Exclude<Of<'kubelet'>['verdict'], 'configError'>, string>;
