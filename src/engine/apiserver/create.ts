/** Creating objects. upstream: k8s.io/apiserver/pkg/registry/rest/create.go and the strategies of each kind */
import type { Answer, Kind, ObjectKey, Request, Status } from '../../api/client.ts';
import type { Pod, PodSpec } from '../../api/core.ts';
import { fieldsOf } from '../../api/fields.ts';
import { kindInfo } from '../../api/key.ts';
import type { ObjectMeta } from '../../api/meta.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { randomLetters, randomUUID } from '../random.ts';
import { chargeQuotas, storeCharges } from './admission/resourceQuota.ts';
import { mutate, validate } from './admission.ts';
import { granted, refused } from './answer.ts';
import { escalation } from './authorization/escalation.ts';
import type { Call, ServerContext } from './context.ts';
import { namespaceContent } from './namespaceContent.ts';
import { withTokenLetters } from './podAdmission.ts';
import { preparePod } from './podStrategy.ts';
import { alreadyExists, badRequest, forbidden, notFound } from './refusals.ts';
import { checkCreate, type Decoded, decodeObject } from './schema.ts';
import { allocateService, allocationRefusal } from './serviceStrategy.ts';
import type { Own } from './store.ts';
import { type Stored, withStatus } from './stored.ts';

/** A made-up name keeps this much of its prefix, so that it stays a valid name with five letters more. */
const GENERATE_NAME_MAX = 58;
const LETTERS = 5;

/** The status of a budget that nobody has looked at yet. */
const NO_BUDGET = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };

/** Answers a `create` of an object (not of a binding). */
export function create(request: Extract<Request, { verb: 'create' }>, call: Call, context: ServerContext): Answer {
  const template = podSpecOf(request.object);
  const decoded: Result<Decoded, Status> =
    call.trusted && template !== undefined && context.podFactory.knows(template)
      ? ok({ kind: 'Pod', object: request.object as Stored, warnings: [] })
      : decodeObject(request.object, call, context);
  if (!decoded.ok) return refused(decoded.error);
  const whole = withContainers(decoded.value);
  const placed = place(whole, request.namespace, context);
  if (!placed.ok) return refused(placed.error);
  const greed = escalation(placed.value, whole.object, undefined, call, context);
  if (greed !== undefined) return refused(greed);
  return store(placed.value, whole, template, call, context);
}

/** Admission looks at a pod before anybody has said that it needs containers: to Go no list and an empty one are the same. */
function withContainers(decoded: Decoded): Decoded {
  const { kind, object } = decoded;
  if (kind !== 'Pod') return decoded;
  const spec = fieldsOf(object['spec']);
  return Array.isArray(spec['containers']) ? decoded : { ...decoded, object: { ...object, spec: { ...spec, containers: [] } } };
}

/** Where the object will live. Its name may still be missing. */
function place({ kind, object }: Decoded, requested: string | undefined, context: ServerContext): Result<ObjectKey, Status> {
  const name = object.metadata.name || object.metadata.generateName || '';
  if (!kindInfo(kind).namespaced) return ok({ kind, namespace: '', name });
  const own = object.metadata.namespace ?? '';
  if (own !== '' && requested !== undefined && requested !== '' && own !== requested) {
    return err(badRequest(`the namespace of the provided object does not match the namespace sent on the request`));
  }
  const namespace = own || requested || 'default';
  const refusal = namespaceRefusal({ kind, namespace, name }, context);
  return refusal === undefined ? ok({ kind, namespace, name }) : err(refusal);
}

/** upstream: plugin/pkg/admission/namespace/lifecycle */
export function namespaceRefusal(key: ObjectKey, context: ServerContext): Status | undefined {
  const namespaceKey: ObjectKey = { kind: 'Namespace', namespace: '', name: key.namespace };
  const found = context.store.get(namespaceKey);
  if (found === undefined) return notFound(namespaceKey);
  if (found.metadata.deletionTimestamp === undefined) return undefined;
  const why = `unable to create new content in namespace ${key.namespace} because it is being terminated`;
  return {
    ...forbidden(key, why),
    details: {
      name: key.name,
      kind: kindInfo(key.kind).resource,
      causes: [{ reason: 'NamespaceTerminating', message: `namespace ${key.namespace} is being terminated`, field: 'metadata.namespace' }],
    },
  };
}

function podSpecOf(sent: unknown): PodSpec | undefined {
  const object = sent as { readonly kind?: string; readonly spec?: PodSpec } | undefined;
  return object?.kind === 'Pod' ? object.spec : undefined;
}

function store(
  place: ObjectKey,
  { kind, object, warnings }: Decoded,
  template: PodSpec | undefined,
  call: Call,
  context: ServerContext,
): Answer {
  // Without either name it stays nameless, and validation says so.
  const generated = (object.metadata.name ?? '') === '' && (object.metadata.generateName ?? '') !== '';
  const attributes = { operation: 'create', key: place, kind, call, context } as const;
  const known =
    call.trusted && kind === 'Pod' ? context.podFactory.make(object as unknown as Pod, place.namespace, context.store) : undefined;
  const admitted = known === undefined ? mutate({ ...attributes, object: prepare(kind, object, context) }) : ok(known as unknown as Stored);
  if (!admitted.ok) return refused(admitted.error);
  const named = generated ? generateName(place, call, context) : place;
  if (named === undefined) return refused(alreadyExists(place));
  const born = birth(admitted.value, named, generated ? object.metadata.generateName : undefined, call, context);
  // A component's objects are right, but defaults of a LimitRange may have made a pod of its template wrong.
  const isRight = call.trusted && (kind !== 'Pod' || known !== undefined || context.store.count('LimitRange') === 0);
  const refusal =
    (isRight ? undefined : checkCreate(born, kind, context)) ??
    (kind === 'Service' ? allocationRefusal(named, born, context) : undefined) ??
    validate({ ...attributes, key: named, object: born });
  if (refusal !== undefined) return refused(refusal);
  if (call.trusted && known === undefined && template !== undefined)
    context.podFactory.learn(template, admitted.value as unknown as Pod, place.namespace, context.store);
  const charges = chargeQuotas({ ...attributes, key: named, object: born });
  if (!charges.ok) return refused(charges.error);
  if (context.store.get(named) !== undefined) return refused(alreadyExists(named));
  if (call.dryRun) return granted(born, warnings);
  storeCharges(charges.value, context.store);
  // Nobody else holds it by now. What people send goes the common way, where a test's server can look at it.
  const stored = call.trusted ? context.store.putNew(named, born, born.metadata) : context.store.put(named, born);
  // In life two controllers do this a moment later.
  if (kind === 'Namespace')
    for (const content of namespaceContent(named.name)) create({ verb: 'create', object: content }, { ...call, trusted: true }, context);
  return granted(stored, warnings);
}

/** What the strategy of the kind does before admission: status begins empty, generation at 1. */
function prepare(kind: Kind, object: Stored, context: ServerContext): Stored {
  switch (kind) {
    case 'Pod':
      return preparePod(object as unknown as Pod, context.minor) as unknown as Stored;
    case 'Deployment':
    case 'ReplicaSet':
      return { ...withStatus(object, kind === 'ReplicaSet' ? { replicas: 0 } : {}), metadata: { ...object.metadata, generation: 1 } };
    case 'Service':
      return allocateService(object, context);
    case 'HorizontalPodAutoscaler':
      // upstream: the lists of this status are written even when there are none
      return { ...withStatus(object, { currentMetrics: null, desiredReplicas: 0 }), metadata: { ...object.metadata, generation: 1 } };
    case 'PodDisruptionBudget':
      return { ...withStatus(object, NO_BUDGET), metadata: { ...object.metadata, generation: 1 } };
    case 'EndpointSlice':
      return { ...object, metadata: { ...object.metadata, generation: 1 } };
    case 'ResourceQuota':
      return withStatus(object, {});
    default:
      return object;
  }
}

/** A free name under the prefix; undefined if eight tries (one before 1.31) hit taken ones. */
export function generateName(place: ObjectKey, call: Call, context: ServerContext): ObjectKey | undefined {
  const prefix = place.name.slice(0, GENERATE_NAME_MAX);
  const word = `${place.kind}/${place.namespace}/${prefix}`;
  for (let tries = context.minor >= 31 ? 8 : 1; tries > 0; tries--) {
    const ordinal = call.dryRun ? context.ordinals.peek(word) : context.ordinals.next(word);
    const key = { ...place, name: prefix + randomLetters(LETTERS, context.seed, 'name', word, ordinal) };
    if (context.store.get(key) === undefined) return key;
  }
  return undefined;
}

/** Metadata that every object gets when it is born; what the client wrote there is not believed. */
export function bornMeta(meta: ObjectMeta, key: ObjectKey, uidWord: string, call: Call, context: ServerContext): ObjectMeta {
  const { generateName, generation, labels, annotations, ownerReferences, finalizers } = meta;
  // Set one by one, which costs a fraction of a literal of spreads: every pod is born here.
  const born: Own<ObjectMeta> = { name: key.name };
  if (generateName !== undefined) born.generateName = generateName;
  if (key.namespace !== '') born.namespace = key.namespace;
  born.uid = randomUUID(context.seed, 'uid', uidWord);
  if (generation !== undefined) born.generation = generation;
  born.creationTimestamp = call.time;
  if (labels !== undefined) born.labels = labels;
  if (annotations !== undefined) born.annotations = annotations;
  if (ownerReferences !== undefined) born.ownerReferences = ownerReferences;
  if (finalizers !== undefined) born.finalizers = finalizers;
  return born;
}

function birth(object: Stored, key: ObjectKey, generated: string | undefined, call: Call, context: ServerContext): Stored {
  const path = `${key.kind}/${key.namespace}/${key.name}`;
  // A made-up name is nearly always new; a name of one's own may be born many times. Either way the word is a new one each time.
  const word =
    generated === undefined ? `${path}#${call.dryRun ? context.ordinals.peek(path) : context.ordinals.next(path)}` : `${path}@${call.now}`;
  // Set afterwards: a literal that spreads a field and then names it again leaves the engine's fast path.
  const born: Own<Stored> = { ...object };
  born.metadata = bornMeta(object.metadata, key, word, call, context);
  return key.kind === 'Pod' ? (withTokenLetters(born as unknown as Pod, context.seed, word) as unknown as Stored) : born;
}
