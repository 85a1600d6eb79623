/** The scripted admission of a trace. */
import type { Kind, Reader } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Admission } from './trace.ts';

interface Refusal {
  readonly name?: string;
  readonly why: string;
}

/** The text of a refusal after `is forbidden: `, or undefined to let the creation pass. */
export function admissionCheck(admission: Admission, kind: Kind, object: unknown, store: Reader): Refusal | undefined {
  if (kind === 'ReplicaSet' && admission.denyReplicaSets !== undefined) return { why: admission.denyReplicaSets };
  if (kind !== 'Pod') return undefined;
  const { metadata, spec } = object as KubeObject & Pick<Pod, 'spec'>;
  const { missingServiceAccount, quotaPods, quotaName } = admission;
  if (missingServiceAccount !== undefined && spec.serviceAccountName === missingServiceAccount) {
    const why = `error looking up service account default/${missingServiceAccount}: serviceaccount "${missingServiceAccount}" not found`;
    // This plug-in sees the pod before it has a name.
    return { name: metadata.generateName ?? metadata.name, why };
  }
  if (quotaPods === undefined) return undefined;
  const pods = store.list('Pod') as readonly Pod[];
  const used = pods.filter(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded').length;
  if (used < quotaPods) return undefined;
  return { why: `exceeded quota: ${quotaName}, requested: pods=1, used: pods=${used}, limited: pods=${quotaPods}` };
}
