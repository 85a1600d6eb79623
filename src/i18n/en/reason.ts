export default {
  nothing: 'Nothing is under way.',
  complete:
    '<b>Complete.</b> {replicas, plural, =0 {No replica is asked for} one {The one replica runs revision <b>{revision}</b> and is available} other {All <b>#</b> replicas run revision <b>{revision}</b> and are available}}.',
  paused: '<b>Paused.</b> The controller follows the replica count only; a new template waits until the rollout is resumed.',
  deleting: 'The Deployment is being deleted; what it owns goes with it.',
  bothLimits:
    '<b>Both limits are touched.</b> None may be added: <b>{counted, number}</b> = ceiling <b>{ceiling, number}</b>. None removed: <b>{available, number}</b> = floor <b>{floor, number}</b>.',
  newPods:
    'The controller waits for <b>{count, number}</b> {count, plural, one {pod} other {pods}} to become available. <b>{available, number}</b> are, the floor is <b>{floor, number}</b>: it may remove <b>{mayRemove, number}</b>.',
  oldPodsLeave:
    'The controller waits until <b>{count, number}</b> old {count, plural, one {pod is} other {pods are}} gone; only then it creates new ones.',
  controller: 'It is the controller’s turn: it acts as soon as it has seen the change.',
  refused: '<b>Refused.</b> {message}',
  deadlineExceeded:
    '<b>The progress deadline has passed.</b> {count, plural, one {# pod is} other {# pods are}} not available. The Deployment is marked, nothing rolls back by itself.',
  scaledUp: '<b>{replicaSet}</b> scaled up <b>{from, number}</b> → <b>{to, number}</b>:',
  scaledDown: '<b>{replicaSet}</b> scaled down <b>{from, number}</b> → <b>{to, number}</b>:',
  whyCreated: 'new, with as many as the ceiling of {ceiling, number} leaves',
  whyRoom: 'room below the ceiling of {ceiling, number}',
  whyUnavailableFirst: 'old pods that are not available go first',
  whyAboveFloor: 'more available than the floor of {floor, number}',
  whyProportional: 'a new size in mid-rollout is shared in proportion',
  whyFollow: 'to the {replicas, number} replicas asked for',
  whyRecreate: 'Recreate, old pods go before new ones come',
  andMore: ' · {count, number} more in the same pass',
  next: 'Next:',
  nextScheduled: '<b>{pod}</b> gets a node',
  nextPulled: '<b>{pod}</b> has its image',
  nextStarted: '<b>{pod}</b> starts',
  nextReady: '<b>{pod}</b> becomes ready',
  nextAvailable: '<b>{pod}</b> becomes available',
  nextGone: '<b>{pod}</b> is gone',
  nextRetries: '<b>{pod}</b> tries again',
  in: 'in {time}',
} as const;
