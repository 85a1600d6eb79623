/**
 * What may stand in a scenario. A scenario can come from a stranger's link, so every field has a limit;
 * fields that this release does not know are dropped, so that links from later releases still open.
 */
import * as v from 'valibot';
import type { Kind, Request } from '../api/client.ts';
import { isKind } from '../api/key.ts';
import type { KubeObject } from '../api/meta.ts';
import { isDNS1123Subdomain } from '../api/names.ts';
import { parseTime } from '../api/time.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Fault, FaultKind } from '../engine/faults/fault.ts';
import { FAULT_KINDS } from '../engine/index.ts';
import { isPlainJson } from './plainJson.ts';
import type { Moment, Recorded, Scenario } from './scenario.ts';

export const limits = {
  actions: 2_000,
  /** Characters of the editor's text. */
  draft: 262_144,
  /** Characters of a kubectl line. */
  line: 4_096,
  nodes: 100,
  images: 200,
  objects: 1_000,
  /** Ten years of virtual time. */
  at: 315_360_000_000,
  /** A day. */
  spanMs: 86_400_000,
} as const;

const count = (max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(max));
const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const name = v.pipe(
  text(253),
  v.check((value) => isDNS1123Subdomain(value).length === 0),
);
const json = v.pipe(v.unknown(), v.check(isPlainJson));
const at = count(limits.at);
const step = count(Number.MAX_SAFE_INTEGER);

const span = v.pipe(
  v.object({ minMs: count(limits.spanMs), maxMs: count(limits.spanMs) }),
  v.check(({ minMs, maxMs }) => minMs <= maxMs),
);

const quantity = v.pipe(text(32), v.regex(/^\d+(\.\d+)?[A-Za-z]{0,2}$/));
const address = /^\d{1,3}(\.\d{1,3}){3}$/;

const node = v.object({
  name,
  cpu: v.exactOptional(quantity),
  memory: v.exactOptional(quantity),
  pods: v.exactOptional(count(10_000)),
  podCIDR: v.exactOptional(v.pipe(text(18), v.regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/))),
  internalIP: v.exactOptional(v.pipe(text(15), v.regex(address))),
  zone: v.exactOptional(v.pipe(text(63), v.regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/))),
});

// Each `*` multiplies the work of matching: a handful is all that anybody needs.
const imagePattern = v.pipe(
  text(512),
  v.check((value) => value.split('*').length <= 5),
);

const image = v.object({
  image: imagePattern,
  where: v.exactOptional(v.picklist(['node', 'registry', 'missing', 'denied'])),
  pull: v.exactOptional(span),
  startUp: v.exactOptional(span),
  shutDown: v.exactOptional(span),
  ignoreTerm: v.exactOptional(v.boolean()),
  exit: v.exactOptional(
    v.object({ after: span, code: count(255), reason: v.exactOptional(v.picklist(['Error', 'Completed', 'OOMKilled'])) }),
  ),
  neverReady: v.exactOptional(v.boolean()),
  livenessFailsAfter: v.exactOptional(span),
  sizeBytes: v.exactOptional(count(1_000_000_000_000)),
});

const kubeObject = v.pipe(
  v.custom<KubeObject>(isPlainJson),
  v.check((object) => {
    const { apiVersion, kind, metadata } = object;
    return typeof apiVersion === 'string' && typeof kind === 'string' && isKind(kind) && typeof metadata?.name === 'string';
  }),
);

const startTime = v.pipe(
  v.string(),
  v.regex(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  v.check((value) => parseTime(value) !== undefined),
);

const setup = v.object({
  kubernetes: v.pipe(v.string(), v.regex(/^1\.(2[2-9]|3[0-7])$/)),
  seed: count(2 ** 32 - 1),
  startTime,
  nodes: v.pipe(
    v.array(node),
    v.maxLength(limits.nodes),
    v.check((nodes) => new Set(nodes.map((entry) => entry.name)).size === nodes.length),
  ),
  images: v.pipe(v.array(image), v.maxLength(limits.images)),
  clientRateLimits: v.exactOptional(v.boolean()),
  objects: v.exactOptional(v.pipe(v.array(kubeObject), v.maxLength(limits.objects))),
});

const kind = v.custom<Kind>((value) => typeof value === 'string' && isKind(value));
const key = v.object({ kind, namespace: text(253), name: text(253) });
const options = {
  dryRun: v.exactOptional(v.boolean()),
  fieldValidation: v.exactOptional(v.picklist(['Strict', 'Warn', 'Ignore'])),
  fieldManager: v.exactOptional(text(128)),
  user: v.exactOptional(text(128)),
};

const request: v.GenericSchema<unknown, Request> = v.variant('verb', [
  v.object({
    verb: v.literal('create'),
    object: json,
    namespace: v.exactOptional(text(253)),
    subresource: v.exactOptional(v.literal('binding')),
    ...options,
  }),
  v.object({
    verb: v.literal('update'),
    object: json,
    subresource: v.exactOptional(v.picklist(['status', 'scale', 'binding'])),
    ...options,
  }),
  v.object({
    verb: v.literal('patch'),
    key,
    patchType: v.picklist(['strategic', 'merge', 'json']),
    body: json,
    subresource: v.exactOptional(v.picklist(['status', 'scale', 'binding'])),
    ...options,
  }),
  v.object({
    verb: v.literal('delete'),
    key,
    propagationPolicy: v.exactOptional(v.picklist(['Background', 'Foreground', 'Orphan'])),
    gracePeriodSeconds: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(-1), v.maxValue(2 ** 31))),
    preconditions: v.exactOptional(v.object({ uid: v.exactOptional(text(64)), resourceVersion: v.exactOptional(text(64)) })),
    ...options,
  }),
  v.object({
    verb: v.literal('deleteCollection'),
    kind,
    namespace: text(253),
    labelSelector: v.exactOptional(text(4_096)),
    fieldSelector: v.exactOptional(text(4_096)),
    ...options,
  }),
  v.object({ verb: v.literal('evict'), key, ...options }),
]);

const target = v.pipe(
  v.object({
    namespace: v.exactOptional(name),
    revision: v.exactOptional(count(1_000_000)),
    deployment: v.exactOptional(name),
    image: v.exactOptional(imagePattern),
    pod: v.exactOptional(name),
    node: v.exactOptional(name),
    container: v.exactOptional(name),
  }),
  v.check(
    ({ revision, image: pattern, pod, node: machine }) =>
      [revision, pattern, pod, machine].filter((each) => each !== undefined).length <= 1,
  ),
);

/** Names and small texts by name. */
const few = (value: v.GenericSchema<unknown, string>) =>
  v.pipe(
    v.record(text(253), value),
    v.check((entries) => Object.keys(entries).length <= 50),
  );

const parameters = v.object({
  after: v.exactOptional(span),
  code: v.exactOptional(count(255)),
  takes: v.exactOptional(span),
  passesMs: v.exactOptional(v.pipe(count(limits.spanMs), v.minValue(1))),
  failsMs: v.exactOptional(v.pipe(count(limits.spanMs), v.minValue(1))),
  name: v.exactOptional(name),
  data: v.exactOptional(few(text(4_096))),
  hard: v.exactOptional(few(text(64))),
  pods: v.exactOptional(count(10_000)),
  user: v.exactOptional(text(128)),
});

const NODE_KINDS: ReadonlySet<FaultKind> = new Set(['nodeFull', 'nodeCordoned', 'nodeLost']);
const NAMED_KINDS: ReadonlySet<FaultKind> = new Set(['configMapMissing', 'secretMissing', 'serviceAccountMissing']);

const fault: v.GenericSchema<unknown, Fault> = v.pipe(
  v.object({
    id: name,
    kind: v.picklist(FAULT_KINDS),
    target,
    parameters: v.exactOptional(parameters),
  }),
  v.check((value) => !NODE_KINDS.has(value.kind) || value.target.node !== undefined, 'a fault of a node names the node'),
  v.check((value) => !NAMED_KINDS.has(value.kind) || value.parameters?.name !== undefined, 'a fault of a missing object names the object'),
);

const action = {
  at,
  afterStep: v.exactOptional(step),
  gesture: count(1_000_000),
  userEvent: v.pipe(text(64), v.regex(/^[A-Za-z][A-Za-z0-9.]*$/)),
  line: v.exactOptional(text(limits.line)),
};
const asked = v.object({ ...action, request });
const injection = v.object({ ...action, inject: fault });
const cure = v.object({ ...action, clear: name });

/** One of three, told apart by its field, so that a problem names its own place. */
const recorded: v.GenericSchema<unknown, Recorded> = v.lazy((value) => {
  const has = (field: string): boolean => typeof value === 'object' && value !== null && field in value;
  if (has('request')) return asked;
  return has('inject') ? injection : has('clear') ? cure : asked;
});

const inOrder = (actions: Recorded[]): boolean =>
  actions.every((action, i) => {
    const before = actions[i - 1];
    return before === undefined || (before.at <= action.at && before.gesture <= action.gesture);
  });

const scenario: v.GenericSchema<unknown, Scenario> = v.object({
  version: v.literal(1),
  engine: v.pipe(v.string(), v.regex(/^[\w.+-]{1,32}$/)),
  builtin: v.exactOptional(v.pipe(text(64), v.regex(/^[a-z0-9-]+$/))),
  opening: v.exactOptional(v.object({ gestures: count(1_000_000), moment: v.object({ at, step }) })),
  draft: v.exactOptional(v.object({ fileName: text(255), text: text(limits.draft) })),
  setup,
  actions: v.pipe(v.array(recorded), v.maxLength(limits.actions), v.check(inOrder)),
});

const moment: v.GenericSchema<unknown, Moment> = v.object({ at, step });

/** Where and why a value was refused: `setup.nodes.3.name`. */
export interface SchemaProblem {
  readonly path: string;
  readonly message: string;
}

function check<T>(schema: v.GenericSchema<unknown, T>, value: unknown): Result<T, SchemaProblem> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return ok(result.output);
  const [issue] = result.issues;
  return err({ path: v.getDotPath(issue) ?? '', message: issue.message });
}

/** Checks a scenario from outside. The result shares the JSON of requests and objects with `value`. */
export function parseScenario(value: unknown): Result<Scenario, SchemaProblem> {
  return check(scenario, value);
}

/** Checks a request that is to be recorded: what passes will pass again when a link or a reload brings it back. */
export function parseRequest(value: unknown): Result<Request, SchemaProblem> {
  return check(request, value);
}

/** Checks a fault that is to be recorded. */
export function parseFault(value: unknown): Result<Fault, SchemaProblem> {
  return check(fault, value);
}

/** Checks a moment from outside. */
export function parseMoment(value: unknown): Result<Moment, SchemaProblem> {
  return check(moment, value);
}
