/**
 * The fake server of the recordings: the objects of a fixture in our own API server, without controllers, at a clock that stands still.
 * What it did simpler than a real server is done so here too, each in one place: see `SUFFIX`, `loaded`, `FakeStore`, `#remove`.
 */
import type { Answer, Client, Kind, ListOptions, ObjectKey, Reading, Request, Status } from '../../api/client.ts';
import { isKind, keyOf, kindInfo, kinds } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import { applyMergePatch } from '../../api/patch/merge.ts';
import { err, ok } from '../../base/result.ts';
import { ApiServer } from '../../engine/apiserver/apiserver.ts';
import { PodFactory } from '../../engine/apiserver/podFactory.ts';
import { Store, type Write } from '../../engine/apiserver/store.ts';
import { Clock } from '../../engine/clock.ts';
import { POD_LIMIT } from '../../engine/setup.ts';
import type { WatchEvent } from '../../kubectl/process.ts';
import { jsonDifferences } from '../case.ts';
import type { Fixture, Inject, ScriptEvent } from './recording.ts';

const MINOR = 37;
/** Its random names all ended so. */
const SUFFIX = 'x7k2p';
const FIRST_VERSION = 1000;

function eventOf({ before, after }: Write): WatchEvent | undefined {
  const object = after ?? before;
  if (object === undefined) return undefined;
  return { type: after === undefined ? 'DELETED' : before === undefined ? 'ADDED' : 'MODIFIED', object };
}

/** Autoscalers are stored as autoscaling/v1 there; a server answers in the version that kubectl asks for, which is v2. */
function loaded(object: KubeObject): KubeObject {
  if (object.kind !== 'HorizontalPodAutoscaler' || object.apiVersion !== 'autoscaling/v1') return object;
  const { spec = {}, status = {} } = object as KubeObject & Readonly<Record<'spec' | 'status', Readonly<Record<string, unknown>>>>;
  const { targetCPUUtilizationPercentage: averageUtilization, ...restOfSpec } = spec;
  const { currentCPUUtilizationPercentage: current, ...restOfStatus } = status;
  const metric = (target: object): unknown => ({ type: 'Resource', resource: { name: 'cpu', ...target } });
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    spec: {
      ...restOfSpec,
      ...(averageUtilization === undefined ? {} : { metrics: [metric({ target: { type: 'Utilization', averageUtilization } })] }),
    },
    status: {
      ...restOfStatus,
      ...(current === undefined ? {} : { currentMetrics: [metric({ current: { averageUtilization: current } })] }),
    },
  } as KubeObject;
}

/**
 * How it numbered what it stored, and that it stored what it was sent: it did not decode, only the spec of Deployments got defaults (not their
 * templates), and no quota or limit range was looked at.
 */
class FakeStore extends Store {
  /** What is being created, as it was sent. */
  sent: KubeObject | undefined;
  /** While a request is being answered. */
  isAdmitting = false;

  override list(kind: Kind, options?: ListOptions): readonly KubeObject[] {
    return this.#isHidden(kind) ? [] : super.list(kind, options);
  }

  override all(kind: Kind, namespace?: string): Iterable<KubeObject> {
    return this.#isHidden(kind) ? [] : super.all(kind, namespace);
  }

  #isHidden(kind: Kind): boolean {
    return this.isAdmitting && (kind === 'ResourceQuota' || kind === 'LimitRange');
  }

  override put(key: ObjectKey, object: KubeObject): KubeObject {
    const before = this.get(key);
    if (before !== undefined) {
      const after = asSent(object, before);
      // Our server takes a template without its `null` for a change.
      return jsonDifferences(unnumbered(before), unnumbered(after)).length === 0 ? before : super.put(key, after);
    }
    const { generation = 1, ...metadata } = object.metadata;
    const uid = `00000000-0000-4000-8000-${String(this.resourceVersion + 1).padStart(12, '0')}`;
    const body = this.sent === undefined ? object : stored(this.sent, object);
    return super.put(key, { ...body, metadata: { ...metadata, generation, uid } });
  }
}

function stored(sent: KubeObject, defaulted: KubeObject): KubeObject {
  if (sent.kind !== 'Deployment') return sent;
  const { template } = (sent as Templated).spec ?? {};
  return { ...defaulted, spec: { ...(defaulted as Templated).spec, template } } as KubeObject;
}

function unnumbered({ metadata, ...object }: KubeObject): unknown {
  const { generation: _, resourceVersion: __, ...rest } = metadata;
  return { ...object, metadata: rest };
}

interface Templated extends KubeObject {
  readonly spec?: { readonly template?: { readonly metadata?: { readonly creationTimestamp?: null } } };
}

/** The fixtures' templates have `creationTimestamp: null`, which servers no longer write. */
function asSent(object: KubeObject, before: KubeObject): KubeObject {
  const { template } = (before as Templated).spec ?? {};
  const { spec } = object as Templated;
  if (template?.metadata?.creationTimestamp !== null || spec?.template === undefined) return object;
  const metadata = { creationTimestamp: null, ...spec.template.metadata };
  return { ...object, spec: { ...spec, template: { ...spec.template, metadata } } } as KubeObject;
}

export class FakeServer implements Client {
  readonly #store: FakeStore;
  readonly #server: ApiServer;
  readonly #clock: Clock;
  readonly #injects: readonly Inject[];
  #events: WatchEvent[] = [];

  constructor({ items }: Fixture, clock: string, injects: readonly Inject[] = []) {
    this.#injects = injects;
    this.#clock = new Clock(clock);
    const byKind = new Map<Kind, KubeObject[]>();
    for (const object of items.map(loaded)) {
      if (isKind(object.kind)) byKind.set(object.kind, [...(byKind.get(object.kind) ?? []), object]);
    }
    this.#store = new FakeStore(
      (write) => {
        const event = eventOf(write);
        if (event !== undefined) this.#events.push(event);
      },
      FIRST_VERSION,
      [...byKind],
    );
    const ordinals = new Map<string, number>();
    const peek = (key: string): number => (ordinals.get(key) ?? 0) + 1;
    this.#server = new ApiServer({
      store: this.#store,
      clock: this.#clock,
      seed: 1,
      minor: MINOR,
      podLimit: POD_LIMIT,
      admission: { withoutServiceAccounts: true },
      podFactory: new PodFactory(MINOR, true),
      ordinals: { peek, next: (key) => ordinals.set(key, peek(key)).get(key) ?? 1 },
    });
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#store.get(key);
  }

  list(kind: Kind, options?: ListOptions): readonly KubeObject[] {
    return this.#store.list(kind, options);
  }

  now(): string {
    return this.#clock.time(0);
  }

  forbids({ kind, name = '' }: Reading): Status | undefined {
    const resource = typeof kind === 'string' ? kindInfo(kind).resource : kind.resource;
    return this.#forced('GET', name === '' ? resource : `${resource}/${name}`)?.status;
  }

  request(request: Request): Answer {
    const forced = this.#forced(...addressOf(request));
    if (forced !== undefined) return answerOf(forced);
    if (request.verb === 'delete' || request.verb === 'evict') return this.#remove(request);
    const sent = request.verb === 'create' ? named(request.object) : undefined;
    this.#store.sent = sent;
    this.#store.isAdmitting = true;
    const answer = this.#server.handle(request.verb === 'create' ? { ...request, object: sent } : request, 0, false);
    this.#store.isAdmitting = false;
    return answer;
  }

  /** What has been written since the last call, as a watch tells it. */
  takeEvents(): readonly WatchEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  play({ resource, name, type, patch, object }: ScriptEvent): void {
    const kind = kinds.find((each) => each.resource === resource)?.kind;
    if (kind === undefined) throw new Error(`the script names a resource that is not modelled: ${resource}`);
    if (type === 'ADDED' && object !== undefined) this.#store.put(keyOf(object), object);
    const found = this.#store.list(kind).find(({ metadata }) => metadata.name === name);
    if (found === undefined) return;
    if (type === 'DELETED') this.#store.remove(keyOf(found));
    if (type === 'MODIFIED') this.#store.put(keyOf(found), applyMergePatch(found, patch) as KubeObject);
  }

  #forced(method: string, path: string): Inject | undefined {
    return this.#injects.find((each) => each.method === method && new RegExp(each.path).test(path));
  }

  /** What is deleted is gone at once: there are no controllers, no kubelets and no admission. */
  #remove(request: Extract<Request, { readonly verb: 'delete' | 'evict' }>): Answer {
    const object = this.#store.get(request.key);
    if (object === undefined) return this.#server.handle(request, 0, false);
    if (request.dryRun !== true) this.#store.remove(request.key);
    return ok({ object, warnings: [] });
  }
}

/** Method and path of the URL, without what stands before the resource. */
function addressOf(request: Request): [method: string, path: string] {
  switch (request.verb) {
    case 'create':
    case 'update': {
      const { kind, metadata } = request.object as Partial<KubeObject>;
      const resource = kind !== undefined && isKind(kind) ? kindInfo(kind).resource : '';
      return request.verb === 'create' ? ['POST', resource] : ['PUT', `${resource}/${metadata?.name ?? ''}`];
    }
    case 'deleteCollection':
      return ['DELETE', kindInfo(request.kind).resource];
    default: {
      const path = `${kindInfo(request.key.kind).resource}/${request.key.name}`;
      if (request.verb === 'patch') return ['PATCH', request.subresource === undefined ? path : `${path}/${request.subresource}`];
      return request.verb === 'delete' ? ['DELETE', path] : ['POST', `${path}/eviction`];
    }
  }
}

function answerOf({ status, headers }: Inject): Answer {
  const warning = headers?.Warning === undefined ? undefined : /^299 - "(.*)"$/.exec(headers.Warning)?.[1]?.replaceAll('\\"', '"');
  if ((status as { readonly kind?: string }).kind === 'Status') return err(status);
  return ok({ object: status as unknown as KubeObject, warnings: warning === undefined ? [] : [warning] });
}

function named(object: unknown): KubeObject {
  const { metadata } = object as Partial<KubeObject>;
  const { name, generateName } = (metadata ?? {}) as { readonly name?: string; readonly generateName?: string };
  return name !== undefined || generateName === undefined
    ? (object as KubeObject)
    : ({ ...(object as object), metadata: { ...metadata, name: `${generateName}${SUFFIX}` } } as KubeObject);
}
