export default {
  nothing: 'Nothing is under way.',
  complete:
    '<b>Complete.</b> {replicas, plural, =0 {No replica is asked for} one {The one replica runs revision <b>{revision}</b> and is available} other {All <b>#</b> replicas run revision <b>{revision}</b> and are available}}.',
  paused: '<b>Paused.</b> The controller follows the replica count only; a new template waits until the rollout is resumed.',
  deleting: 'The Deployment is being deleted; what it owns goes with it.',
  bothLimits:
    '<b>Both limits are touched.</b> None may be added: <b>{counted}</b> = ceiling <b>{ceiling}</b>. None removed: <b>{available}</b> = floor <b>{floor}</b>.',
  newPods:
    'The controller waits for <b>{count}</b> {count, plural, one {pod} other {pods}} to become available. <b>{available}</b> are, the floor is <b>{floor}</b>: it may remove <b>{mayRemove}</b>.',
  oldPodsLeave:
    'The controller waits until <b>{count}</b> old {count, plural, one {pod is} other {pods are}} gone; only then it creates new ones.',
  controller: 'It is the controller’s turn: it acts as soon as it has seen the change.',
  refused: '<b>Refused.</b> {message}',
  deadlineExceeded:
    '<b>The progress deadline has passed.</b> {count, plural, one {# pod is} other {# pods are}} not available. The Deployment is marked, nothing rolls back by itself.',
  scaledUp: '<b>{replicaSet}</b> scaled up <b>{from}</b> → <b>{to}</b>:',
  scaledDown: '<b>{replicaSet}</b> scaled down <b>{from}</b> → <b>{to}</b>:',
  whyCreated: 'new, with as many as the ceiling of {ceiling} leaves',
  whyRoom: 'room below the ceiling of {ceiling}',
  whyUnavailableFirst: 'old pods that are not available go first',
  whyAboveFloor: 'more available than the floor of {floor}',
  whyProportional: 'a new size in mid-rollout is shared in proportion',
  whyFollow: 'to the {replicas} replicas asked for',
  whyRecreate: 'Recreate, old pods go before new ones come',
  andMore: ' · {count} more in the same pass',
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
