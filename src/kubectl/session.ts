/** The client of one command: it prints what the server warns of, and acts as whom `--as` names. */
import type { Answer, Client, Kind, Reading, Request, Status } from '../api/client.ts';
import { fieldsOf } from '../api/fields.ts';
import { kindInfo } from '../api/key.ts';
import { Exit } from './command.ts';
import type { Environment } from './environment.ts';

export interface Session {
  readonly environment: Environment;
  /** How many different warnings the server has sent so far. */
  warnings(): number;
}

interface Attributes {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
}

function isAllowed(client: Client, attributes: Attributes, user?: string): boolean {
  const answer = client.request({
    verb: 'create',
    object: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: attributes },
    },
    ...(user === undefined ? {} : { user }),
  });
  return answer.ok && fieldsOf(fieldsOf(answer.value.object)['status'])['allowed'] === true;
}

function attributesOf({ verb, kind, namespace, name }: Reading): Attributes & { readonly namespaced: boolean } {
  const { group, resource, namespaced } = typeof kind === 'string' ? kindInfo(kind) : kind;
  return {
    verb,
    group,
    resource,
    namespaced,
    ...(namespace === '' ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}

/** upstream: apiserver/pkg/endpoints/handlers/responsewriters/errors.go Forbidden */
function forbidden(user: string, { verb, group, resource, namespace, name }: Attributes): Status {
  const subject = `${resource}${group === '' ? '' : `.${group}`}${name === undefined ? '' : ` "${name}"`}`;
  const place = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const message = `${subject} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" ${place}`;
  return { code: 403, reason: 'Forbidden', message, details: { group, kind: resource, ...(name === undefined ? {} : { name }) } };
}

/** The client, acting as another user; refused when its own user may not. */
function impersonating(client: Client, user: string): Client {
  const attributes = { verb: 'impersonate', group: '', resource: 'users', name: user };
  const check = (): void => {
    if (isAllowed(client, attributes)) return;
    const answer = client.request({ verb: 'create', object: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' } });
    const info = answer.ok ? fieldsOf(fieldsOf(fieldsOf(answer.value.object)['status'])['userInfo']) : {};
    throw new Exit([{ status: forbidden(String(info['username'] ?? ''), attributes) }]);
  };
  return {
    get: (key) => client.get(key),
    list: (kind, options) => client.list(kind, options),
    now: () => client.now(),
    request: (request) => {
      check();
      return client.request({ ...request, user });
    },
    forbids: (reading) => {
      check();
      const { namespaced: _, ...asked } = attributesOf(reading);
      return isAllowed(client, asked, user) ? undefined : forbidden(user, asked);
    },
  };
}

/** upstream: core/v1 zz_generated.prerelease-lifecycle.go, APILifecycleDeprecated of Endpoints */
const deprecation = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';
const DEPRECATED_SINCE = 33;

/** Whether the server warns of whoever reads this kind. */
function isDeprecated(kind: Kind, { serverMinor }: Environment): boolean {
  return kind === 'Endpoints' && serverMinor >= DEPRECATED_SINCE;
}

/** The environment in which one command runs. `as` is '' for the session's own user. */
export function sessionOf(environment: Environment, as: string): Session {
  const own = environment.client;
  const client = as === '' ? own : impersonating(own, as);
  const seen = new Set<string>();
  // upstream: rest.NewWarningWriter with Deduplicate
  const say = (text: string): void => {
    if (!seen.has(text)) environment.stderr(`Warning: ${text}\n`);
    seen.add(text);
  };
  const warn = (answer: Answer): Answer => {
    if (!answer.ok) return answer;
    for (const text of answer.value.warnings) say(text);
    return { ok: true, value: { ...answer.value, warnings: [] } };
  };
  const { forbids } = client;
  const speaking: Client = {
    get: (key) => {
      if (isDeprecated(key.kind, environment)) say(deprecation);
      return client.get(key);
    },
    list: (kind, options) => {
      if (isDeprecated(kind, environment)) say(deprecation);
      return client.list(kind, options);
    },
    now: () => client.now(),
    request: (request: Request) => warn(client.request(request)),
    ...(forbids === undefined ? {} : { forbids: (reading: Reading) => forbids.call(client, reading) }),
  };
  // The environment may be an object with methods: what is not replaced is asked of it itself.
  const speakingEnvironment: Environment = Object.create(environment, { client: { value: speaking, enumerable: true } });
  return { environment: speakingEnvironment, warnings: () => seen.size };
}
