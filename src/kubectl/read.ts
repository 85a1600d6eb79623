/** Reading from the API server as kubectl asks for it: who may not is told so, what is missing is named as kubectl names it. */
import type { Reading, Status } from '../api/client.ts';
import type { KubeObject } from '../api/meta.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Call } from './command.ts';
import { groupResourceOf, groupVersionOf, type Resource } from './resources.ts';
import { fieldSelectorProblem, labelSelectorProblem } from './selectors.ts';

interface Query {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly allNamespaces?: boolean;
}

function forbidden(call: Call, verb: Reading['verb'], resource: Resource, namespace: string, name?: string): Status | undefined {
  const { stored, group, resource: plural, namespaced } = resource;
  const kind = stored ?? { group, resource: plural, namespaced };
  return call.environment.client.forbids?.({ verb, kind, namespace, ...(name === undefined ? {} : { name }) });
}

/** upstream: errors.NewNotFound */
export function notFound(resource: Pick<Resource, 'group' | 'resource'>, name: string): Status {
  const message = `${groupResourceOf(resource)} "${name}" not found`;
  return { code: 404, reason: 'NotFound', message, details: { name, group: resource.group, kind: resource.resource } };
}

/** Outside `default` kubectl asks for the namespace next, and reports that one if it is missing too. upstream: resource.Info Get */
function missing(call: Call, resource: Resource, namespace: string, name: string): Status {
  if (namespace === '' || namespace === 'default') return notFound(resource, name);
  const home = call.environment.client.get({ kind: 'Namespace', namespace: '', name: namespace });
  return home === undefined ? notFound({ group: '', resource: 'namespaces' }, namespace) : notFound(resource, name);
}

/** upstream: rest's MethodNotAllowed for types that can only be created */
function cannot(resource: Resource, verb: string): Status | undefined {
  if (resource.verbs.includes(verb)) return undefined;
  return { code: 405, reason: 'MethodNotAllowed', message: 'the server does not allow this method on the requested resource' };
}

/** One object as the server has it, or its refusal. */
export function readObject(
  call: Call,
  { resource, namespace, name }: { readonly resource: Resource; readonly namespace: string; readonly name: string },
): Result<KubeObject, Status> {
  const refusal = cannot(resource, 'get') ?? forbidden(call, 'get', resource, namespace, name);
  if (refusal !== undefined) return err(refusal);
  const object = resource.stored === undefined ? undefined : call.environment.client.get({ kind: resource.stored, namespace, name });
  return object === undefined ? err(missing(call, resource, namespace, name)) : ok(object);
}

/** kubectl says what it had asked for. upstream: resource.Selector Visit */
function lengthened(resource: Resource, status: Status, { labelSelector = '', fieldSelector = '' }: Query): Status {
  if (status.reason !== 'BadRequest' && status.reason !== 'NotFound') return status;
  const what = `${groupVersionOf(resource) === 'v1' ? '/v1' : groupVersionOf(resource)}, Resource=${resource.resource}`;
  const asked =
    labelSelector === '' && fieldSelector === ''
      ? `Unable to list "${what}"`
      : `Unable to find "${what}" that match label selector "${labelSelector}", field selector "${fieldSelector}"`;
  return { ...status, message: `${asked}: ${status.message}` };
}

/** All objects of a type that the query is met by, in the order of the server: by namespace and name. */
export function readList(call: Call, resource: Resource, query: Query = {}): Result<readonly KubeObject[], Status> {
  const namespace = query.allNamespaces === true || !resource.namespaced ? '' : call.namespace;
  const refusal = cannot(resource, 'list') ?? forbidden(call, 'list', resource, namespace);
  if (refusal !== undefined) return err(lengthened(resource, refusal, query));
  const { labelSelector = '', fieldSelector = '' } = query;
  const problem = labelSelectorProblem(labelSelector) ?? fieldSelectorProblem(fieldSelector, resource);
  if (problem !== undefined) return err(lengthened(resource, { code: 400, reason: 'BadRequest', message: problem }, query));
  if (resource.stored === undefined) return ok([]);
  const objects = call.environment.client.list(resource.stored, {
    ...(namespace === '' ? {} : { namespace }),
    ...(labelSelector === '' ? {} : { labelSelector }),
    ...(fieldSelector === '' ? {} : { fieldSelector }),
  });
  return ok(objects);
}
