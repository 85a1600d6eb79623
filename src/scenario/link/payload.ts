/**
 * The JSON inside a link. FROZEN: links that people have sent must open for ever, so nothing here may change its meaning.
 * A new form gets a new format number beside these (see `link.ts`).
 *
 * Small on purpose: actions are rows of differences to the row before, and JSON inside strings (the last-applied annotation
 * repeats the whole manifest) is unfolded, so that the second occurrence costs a few bytes.
 */

import { isPlainJson, parseJson } from '../plainJson.ts';
import type { Recorded, Scenario } from '../scenario.ts';

/** Stands for a string: the compact JSON of its only value, and a newline. */
const embedded = '$j';
const looksEmbedded = /^\$+j$/;

function onlyKey(value: object): string | undefined {
  const keys = Object.keys(value);
  return keys.length === 1 ? keys[0] : undefined;
}

/** `strings`: whether JSON inside strings is unfolded; not a second time inside what was unfolded. */
function fold(value: unknown, strings = true): unknown {
  if (typeof value === 'string') {
    if (!strings || !value.startsWith('{') || !value.endsWith('}\n')) return value;
    const inner = parseJson(value);
    const same = isPlainJson(inner) && `${JSON.stringify(inner)}\n` === value;
    return same ? { [embedded]: fold(inner, false) } : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => fold(item, strings));
  const key = onlyKey(value);
  // An object that could be taken for one of ours gets one more `$`.
  const escaped = key !== undefined && looksEmbedded.test(key) ? `$${key}` : undefined;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [escaped ?? name, fold(inner, strings)]));
}

function unfold(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(unfold);
  const key = onlyKey(value);
  const inner = Object.entries(value).map(([name, child]): [string, unknown] => [name, unfold(child)]);
  if (key === embedded) return `${JSON.stringify(inner[0]?.[1])}\n`;
  const escaped = key !== undefined && looksEmbedded.test(key) ? key.slice(1) : undefined;
  return Object.fromEntries(inner.map(([name, child]) => [escaped ?? name, child]));
}

type Packed = { readonly [name in 'e' | 'b' | 'o' | 'f' | 'k' | 's' | 't' | 'n' | 'i' | 'j' | 'l' | 'a']?: unknown };

type Row = readonly [at: number, afterStep: number | null, gesture: number, userEvent: string, line: string | 0, request: unknown];

/** A request as it is; a fault under a name that no request has. Every request has a verb. */
function deedOf(action: Recorded): unknown {
  if ('request' in action) return action.request;
  return 'inject' in action ? { inject: action.inject } : { clear: action.clear };
}

function asDeed(value: unknown): { readonly [name in 'request' | 'inject' | 'clear']?: unknown } {
  if (typeof value === 'object' && value !== null && !('verb' in value)) {
    if ('inject' in value) return { inject: value.inject };
    if ('clear' in value) return { clear: value.clear };
  }
  return { request: value };
}

/** A scenario as the JSON that a link holds. Fields that are absent stay absent. */
export function packScenario(scenario: Scenario): Packed {
  const { setup } = scenario;
  let at = 0;
  let step = 0;
  let gesture = 0;
  const rows = scenario.actions.map((action): Row => {
    const row: Row = [
      action.at - at,
      action.afterStep === undefined ? null : action.afterStep - step,
      action.gesture - gesture,
      action.userEvent,
      action.line ?? 0,
      fold(deedOf(action)),
    ];
    at = action.at;
    step = action.afterStep ?? step;
    gesture = action.gesture;
    return row;
  });
  return {
    e: scenario.engine,
    b: scenario.builtin,
    o: scenario.opening && [scenario.opening.gestures, scenario.opening.moment.at, scenario.opening.moment.step],
    f: scenario.draft && [scenario.draft.fileName, scenario.draft.text],
    k: setup.kubernetes,
    s: setup.seed,
    t: setup.startTime,
    n: setup.nodes,
    i: setup.images,
    j: setup.objects && fold(setup.objects),
    l: setup.clientRateLimits,
    a: rows,
  };
}

const isPacked = (value: unknown): value is Packed => typeof value === 'object' && value !== null && !Array.isArray(value);
const field = <K extends string>(name: K, value: unknown): { [name in K]?: unknown } =>
  value === undefined ? {} : ({ [name]: value } as { [name in K]?: unknown });
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function unpackActions(rows: unknown): unknown {
  if (!Array.isArray(rows)) return rows;
  let at = 0;
  let step = 0;
  let gesture = 0;
  return rows.map((row: unknown) => {
    const [dAt, dStep, dGesture, userEvent, line, request] = list(row);
    at += Number(dAt);
    gesture += Number(dGesture);
    if (dStep !== null) step += Number(dStep);
    return {
      at,
      ...field('afterStep', dStep === null ? undefined : step),
      gesture,
      userEvent,
      ...field('line', line === 0 ? undefined : line),
      ...asDeed(unfold(request)),
    };
  });
}

/** What `packScenario` wrote, as a scenario that still has to pass the schema: anything may stand in a stranger's link. */
export function unpackScenario(packed: unknown): unknown {
  if (!isPacked(packed)) return undefined;
  const [gestures, at, step] = list(packed.o);
  const [fileName, text] = list(packed.f);
  return {
    version: 1,
    engine: packed.e,
    ...field('builtin', packed.b),
    ...field('opening', packed.o === undefined ? undefined : { gestures, moment: { at, step } }),
    ...field('draft', packed.f === undefined ? undefined : { fileName, text }),
    setup: {
      kubernetes: packed.k,
      seed: packed.s,
      startTime: packed.t,
      nodes: packed.n,
      images: packed.i,
      ...field('clientRateLimits', packed.l),
      ...field('objects', packed.j === undefined ? undefined : unfold(packed.j)),
    },
    actions: unpackActions(packed.a),
  };
}
