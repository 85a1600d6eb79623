import type { Node, ObjectReference, Pod } from '../../../api/core.ts';
import type { EmittedEvent } from '../../step.ts';

const NODE_CONTROLLER = 'node-controller';
/** Since when evictions have a controller, and a name, of their own. */
const OWN_CONTROLLER = 29;

/** An event about a node. */
export function nodeEvent({ metadata: { name, uid } }: Node, reason: string, message: string): EmittedEvent {
  const involvedObject: ObjectReference = { kind: 'Node', apiVersion: 'v1', name, ...(uid === undefined ? {} : { uid }) };
  return { involvedObject, type: 'Normal', reason, message, component: NODE_CONTROLLER };
}

/** An event of the node controller about a pod. */
export function podEvent({ metadata }: Pod, type: EmittedEvent['type'], reason: string, message: string): EmittedEvent {
  const { namespace = '', name, uid = '', resourceVersion } = metadata;
  const about = { kind: 'Pod', apiVersion: 'v1', namespace, name, uid };
  const involvedObject: ObjectReference = resourceVersion === undefined ? about : { ...about, resourceVersion };
  return { involvedObject, type, reason, message, component: NODE_CONTROLLER };
}

/** An event about an eviction. upstream names the pod without its uid. */
export function evictionEvent({ metadata }: Pod, message: string, minor: number): EmittedEvent {
  const { namespace = '', name } = metadata;
  const component = minor >= OWN_CONTROLLER ? 'taint-eviction-controller' : 'taint-controller';
  const involvedObject = { kind: 'Pod', apiVersion: 'v1', namespace, name };
  return { involvedObject, type: 'Normal', reason: 'TaintManagerEviction', message, component };
}
