/** Admission: a small ordered table of plug-ins. Mutating ones run before validation and before a made-up name, validating ones after. */
import type { Status } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { Attributes } from './attributes.ts';
import { serviceAccountOf, withServiceAccount, withTolerationsAndPriority } from './podAdmission.ts';
import { admitDoor, admitPodCount } from './podLimit.ts';
import { forbidden } from './refusals.ts';
import type { Stored } from './stored.ts';

interface Mutating {
  readonly name: string;
  admit(attributes: Attributes): Result<Stored, Status>;
}

interface Validating {
  readonly name: string;
  validate(attributes: Attributes): Status | undefined;
}

const isPodCreation = ({ kind, operation }: Attributes): boolean => kind === 'Pod' && operation === 'create';

const mutating: readonly Mutating[] = [
  {
    name: 'ServiceAccount',
    admit(attributes) {
      const { object, key, context } = attributes;
      if (!isPodCreation(attributes) || context.admission.withoutServiceAccounts === true) return ok(object);
      const pod = object as unknown as Pod;
      const account = serviceAccountOf(pod);
      if (context.store.get({ kind: 'ServiceAccount', namespace: key.namespace, name: account }) === undefined) {
        return err(forbidden(key, `error looking up service account ${key.namespace}/${account}: serviceaccount "${account}" not found`));
      }
      return ok(withServiceAccount(pod, account) as unknown as Stored);
    },
  },
  {
    name: 'Priority and DefaultTolerationSeconds',
    admit(attributes) {
      const { object, key, context } = attributes;
      if (!isPodCreation(attributes)) return ok(object);
      const admitted = withTolerationsAndPriority(object as unknown as Pod, context.store);
      return admitted === undefined
        ? err(forbidden(key, `no PriorityClass with name ${String((object as unknown as Pod).spec.priorityClassName)} was found`))
        : ok(admitted as unknown as Stored);
    },
  },
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
  { name: 'PodLimit', validate: (attributes) => admitPodCount(attributes) ?? admitDoor(attributes) },
];

/** Lets the mutating plug-ins fill in the object, in order, until one refuses. */
export function mutate(attributes: Attributes): Result<Stored, Status> {
  let { object } = attributes;
  for (const plugin of mutating) {
    const admitted = plugin.admit({ ...attributes, object });
    if (!admitted.ok) return admitted;
    object = admitted.value;
  }
  return ok(object);
}

/** The first refusal of the validating plug-ins. */
export function validate(attributes: Attributes): Status | undefined {
  for (const plugin of validating) {
    const refusal = plugin.validate(attributes);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
