/** The several ways in which kubectl names one object. */
import type { Kind, ObjectKey, Reader, Status } from '../api/client.ts';
import { groupResource, kindInfo } from '../api/key.ts';

/** `deployment.apps/web`: in lines that tell of success. */
export function objectName(key: ObjectKey): string {
  return `${groupSingular(key.kind)}/${key.name}`;
}

/** `deployment.apps`: singular with its group. */
export function groupSingular(kind: Kind): string {
  const { group, singular } = kindInfo(kind);
  return group === '' ? singular : `${singular}.${group}`;
}

/** `deployments.apps "web"`: in errors. */
export function quotedName(key: ObjectKey): string {
  return `${groupResource(key.kind)} "${key.name}"`;
}

/** `deployments/web`: in warnings. upstream: resource.Info ObjectName */
export function resourceName(key: ObjectKey): string {
  return `${kindInfo(key.kind).resource}/${key.name}`;
}

/** ` -n staging` for a command line; nothing for the default namespace and for cluster-scoped kinds. */
export function namespaceFlag(key: Pick<ObjectKey, 'namespace'>): string {
  return key.namespace === '' || key.namespace === 'default' ? '' : ` -n ${key.namespace}`;
}

function notFound(kind: Kind, name: string): Status {
  const { group, resource } = kindInfo(kind);
  return {
    code: 404,
    reason: 'NotFound',
    message: `${groupResource(kind)} "${name}" not found`,
    details: { name, group, kind: resource },
  };
}

/**
 * What reading a missing object is answered with. Outside `default`, kubectl then asks for the namespace
 * and reports that one if it is missing too. upstream: resource.Info Get
 */
export function notFoundStatus(reader: Reader, key: ObjectKey): Status {
  const asks = key.namespace !== '' && key.namespace !== 'default';
  const namespace = asks ? reader.get({ kind: 'Namespace', namespace: '', name: key.namespace }) : undefined;
  return asks && namespace === undefined ? notFound('Namespace', key.namespace) : notFound(key.kind, key.name);
}
