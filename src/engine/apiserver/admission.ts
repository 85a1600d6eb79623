/** Admission: a small ordered table of plug-ins. Mutating ones run before validation and before a made-up name, validating ones after. */
import type { Status } from '../../api/client.ts';
import type { Pod, ServiceAccount } from '../../api/core.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { limitProblem, withLimitDefaults } from './admission/limitRanger.ts';
import { limitRangesIn } from './admission/policies.ts';
import { withPriority } from './admission/priority.ts';
import type { Attributes } from './attributes.ts';
import { serviceAccountOf, withServiceAccount, withTolerations } from './podAdmission.ts';
import { admitDoor, admitPodCount } from './podLimit.ts';
import { preparePod } from './podStrategy.ts';
import { forbidden, type Objection } from './refusals.ts';
import type { Stored } from './stored.ts';

/** A plug-in that fills in new pods. */
interface Mutating {
  readonly name: string;
  admit(pod: Pod, attributes: Attributes): Result<Pod, Objection>;
}

interface Validating {
  readonly name: string;
  validate(attributes: Attributes): Status | undefined;
}

const isPodCreation = ({ kind, operation }: Attributes): boolean => kind === 'Pod' && operation === 'create';

const mutating: readonly Mutating[] = [
  {
    name: 'LimitRanger',
    admit(pod, { key, context }) {
      const limited = withLimitDefaults(pod, limitRangesIn(key.namespace, context.store));
      // The class of service is that of the pod as it will be.
      return ok(limited === pod ? pod : preparePod(limited, context.minor));
    },
  },
  {
    name: 'ServiceAccount',
    admit(pod, { key, context }) {
      if (context.admission.withoutServiceAccounts === true) return ok(pod);
      const { namespace } = key;
      const name = serviceAccountOf(pod);
      const account = context.store.get({ kind: 'ServiceAccount', namespace, name });
      if (account !== undefined) return ok(withServiceAccount(pod, account as ServiceAccount));
      const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
      return err({ why, facts: { rule: 'service account', name } });
    },
  },
  { name: 'Priority', admit: (pod, { context }) => withPriority(pod, context.store) },
  { name: 'DefaultTolerationSeconds', admit: (pod) => ok(withTolerations(pod)) },
];

const validating: readonly Validating[] = [
  {
    name: 'StandIns',
    validate({ kind, object, key, operation, context }) {
      if (operation !== 'create') return undefined;
      const refusal = context.admission.check?.(kind, object, context.store);
      return refusal && forbidden({ ...key, name: refusal.name ?? key.name }, refusal.why);
    },
  },
  {
    name: 'LimitRanger',
    validate(attributes) {
      if (!isPodCreation(attributes)) return undefined;
      const { object, key, context } = attributes;
      const problem = limitProblem((object as unknown as Pod).spec, limitRangesIn(key.namespace, context.store));
      return problem === undefined ? undefined : forbidden(key, problem.why, problem.facts);
    },
  },
  { name: 'PodLimit', validate: (attributes) => admitPodCount(attributes) ?? admitDoor(attributes) },
];

/** Lets the mutating plug-ins fill in the object, in order, until one refuses. */
export function mutate(attributes: Attributes): Result<Stored, Status> {
  if (!isPodCreation(attributes)) return ok(attributes.object);
  let pod = attributes.object as unknown as Pod;
  for (const plugin of mutating) {
    const admitted = plugin.admit(pod, attributes);
    if (!admitted.ok) return err(forbidden(attributes.key, admitted.error.why, admitted.error.facts));
    pod = admitted.value;
  }
  return ok(pod as unknown as Stored);
}

/** The first refusal of the validating plug-ins. */
export function validate(attributes: Attributes): Status | undefined {
  for (const plugin of validating) {
    const refusal = plugin.validate(attributes);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
