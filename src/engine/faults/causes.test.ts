/**
 * The six causes of a failed rollout that the Kubernetes documentation lists, each by one fault: the same end for the Deployment
 * and for `kubectl rollout status`, each from another place, and each cured.
 */
import { describe, expect, test } from 'vitest';
import { rolloutStatusOf } from '../../kubectl/rollout/status.ts';
import type { FaultKind, FaultParameters, FaultTarget } from './fault.ts';
import { openShop, type Shop } from './testing.ts';

const NEW = 'shop/web:2';

interface Cause {
  readonly cause: string;
  readonly kind: FaultKind;
  readonly target: FaultTarget;
  readonly parameters?: FaultParameters;
  /** Laid over the pod template of the new revision. */
  readonly spec?: object;
  /** Where it shows: an event's reason and words, and the state of the new container, if a pod was made at all. */
  readonly event: string;
  readonly message: RegExp;
  readonly state: string | undefined;
}

const CAUSES: readonly Cause[] = [
  {
    cause: 'insufficient quota',
    kind: 'quotaTooSmall',
    target: {},
    parameters: { hard: { pods: '3' } },
    event: 'FailedCreate',
    message: /is forbidden: exceeded quota: /,
    state: undefined,
  },
  {
    cause: 'readiness probe failures',
    kind: 'readinessNever',
    target: { revision: 2 },
    event: 'Unhealthy',
    message: /^Readiness probe failed: HTTP probe failed with statuscode: 503$/,
    state: 'Running',
  },
  {
    cause: 'image pull errors',
    kind: 'imageNotFound',
    target: { image: NEW },
    event: 'Failed',
    message: /^Failed to pull image "shop\/web:2": /,
    state: 'ImagePullBackOff',
  },
  {
    cause: 'insufficient permissions',
    kind: 'serviceAccountMissing',
    target: {},
    parameters: { name: 'deployer' },
    spec: { serviceAccountName: 'deployer' },
    event: 'FailedCreate',
    message: /error looking up service account default\/deployer/,
    state: undefined,
  },
  {
    cause: 'limit ranges',
    kind: 'limitRangeViolated',
    target: {},
    event: 'FailedCreate',
    message: /is forbidden: maximum memory usage per Pod is 16Mi/,
    state: undefined,
  },
  {
    cause: 'application misconfigured at run time',
    kind: 'containerExitsAtOnce',
    target: { revision: 2 },
    event: 'BackOff',
    message: /^Back-off restarting failed container web in pod /,
    state: 'CrashLoopBackOff',
  },
];

function statusOf(shop: Shop): string {
  const status = rolloutStatusOf(shop.deployment);
  return 'error' in status ? `error: ${status.error}` : status.text;
}

/** Begins the rollout that the fault will hold up. */
function roll(shop: Shop, { kind, target, parameters, spec }: Cause): void {
  shop.inject(kind, target, parameters);
  shop.patch({ template: { spec: { ...spec, containers: [{ name: 'web', image: NEW }] } } });
}

describe.each(CAUSES)('$cause', (cause) => {
  test('shows where it happens, then in the Deployment, and is over when it is cured', () => {
    const shop = openShop();
    roll(shop, cause);
    shop.run(100);
    expect(statusOf(shop)).toMatch(/^Waiting for deployment "web" rollout to finish: /);
    expect(shop.condition('Progressing')).toMatch(/^True\/(ReplicaSetUpdated|NewReplicaSetCreated)$/);
    const seen = shop.statesDuring(60, NEW);
    expect(shop.events(cause.event).some(({ message = '' }) => cause.message.test(message))).toBe(true);
    if (cause.state === undefined) expect(shop.pods(NEW)).toEqual([]);
    else expect(seen).toContain(cause.state);
    expect(shop.condition('ReplicaFailure')).toBe(cause.state === undefined ? 'True/FailedCreate' : 'none');
    expect(shop.condition('Progressing')).toBe('False/ProgressDeadlineExceeded');
    expect(statusOf(shop)).toBe('error: deployment "web" exceeded its progress deadline');
    // The old pods have served all the time.
    expect(shop.counts()[1]).toBe(3);
    expect(shop.pods('shop/web:1')).toHaveLength(3);
    shop.clear(cause.kind);
    shop.run(420);
    expect(statusOf(shop)).toBe('deployment "web" successfully rolled out');
    expect(shop.condition('Progressing')).toBe('True/NewReplicaSetAvailable');
    expect(shop.pods().map(({ spec }) => spec.containers[0]?.image)).toEqual([NEW, NEW, NEW]);
  });

  test('is left behind by a rollback, too', () => {
    const shop = openShop();
    roll(shop, cause);
    shop.run(60);
    shop.patch({
      template: { spec: { serviceAccountName: null, serviceAccount: null, containers: [{ name: 'web', image: 'shop/web:1' }] } },
    });
    shop.run(60);
    expect(statusOf(shop)).toBe('deployment "web" successfully rolled out');
    expect(shop.pods(NEW)).toEqual([]);
    expect(shop.counts()).toEqual([3, 3, 3]);
  });
});

test('rbacDenied: the request is refused and nothing is stored; cleared, it is accepted', () => {
  const shop = openShop();
  const before = shop.deployment;
  shop.inject('rbacDenied', {}, { user: 'jane' });
  expect(() => shop.setImage(NEW)).toThrow(
    'deployments.apps "web" is forbidden: User "jane" cannot patch resource "deployments" in API group "apps" in the namespace "default"',
  );
  expect(shop.deployment).toBe(before);
  shop.clear('rbacDenied');
  shop.setImage(NEW);
  shop.run(60);
  expect(shop.counts()).toEqual([3, 3, 3]);
});

test.each(['1.22', '1.31', '1.37'])('with %s, every cause is cured', (kubernetes) => {
  for (const cause of CAUSES) {
    const shop = openShop({ setup: { kubernetes } });
    roll(shop, cause);
    shop.run(150);
    expect([cause.cause, shop.condition('Progressing')]).toEqual([cause.cause, 'False/ProgressDeadlineExceeded']);
    shop.clear(cause.kind);
    shop.run(420);
    expect([cause.cause, ...shop.counts()]).toEqual([cause.cause, 3, 3, 3]);
  }
});
