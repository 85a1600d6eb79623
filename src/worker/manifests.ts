// A live object as somebody would write it down.
import type { Deployment } from '../api/apps.ts';
import { applyDefaults } from '../api/defaults.ts';
import { isFields } from '../api/fields.ts';
import { locate, parseManifest, stringifyManifest } from '../api/manifest.ts';
import type { Labels } from '../api/meta.ts';
import { deepEqual } from '../base/equal.ts';
import type { World } from '../picture/world.ts';
import type { Target } from './protocol.ts';

/** The live Deployment as a manifest: without its status, what the cluster keeps for itself, and what it would fill in anyway. */
export function manifestOf(world: World, { namespace, name }: Target): string | undefined {
  const object = world.get({ kind: 'Deployment', namespace, name }) as Deployment | undefined;
  if (object === undefined) return undefined;
  const { apiVersion, kind, metadata, spec } = object;
  const annotations = ownAnnotations(metadata.annotations ?? {});
  const bare: Deployment = {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === 'default' ? {} : { namespace }),
      ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec,
  };
  return stringifyManifest(withoutDefaults(bare, world.minor));
}

/** Where the field of an object stands in a text, counted from 1; empty when the text holds no such object. */
export function placeIn(text: string, kind: string, name: string, field: string): { readonly line?: number; readonly column?: number } {
  const document = parseManifest(text).documents.find((each) => each.kind === kind && each.name === name);
  if (document === undefined) return {};
  const { line, column } = locate(document, field);
  return { line, column };
}

/** What kubectl and the controllers write is theirs. */
function ownAnnotations(annotations: Labels): Labels {
  return Object.fromEntries(
    Object.entries(annotations).filter(
      ([key]) => !key.startsWith('kubectl.kubernetes.io/') && !key.startsWith('deployment.kubernetes.io/'),
    ),
  );
}

/** Fields that a reader looks for, whatever their value. */
const SHOWN = new Set(['replicas', 'strategy']);

/** Leaves out each field without which the API server would store the same. */
function withoutDefaults(deployment: Deployment, minor: number): Deployment {
  const meaning = applyDefaults(deployment, minor);
  const isSame = (spec: unknown): boolean => deepEqual(applyDefaults({ ...deployment, spec: spec as Deployment['spec'] }, minor), meaning);
  return { ...deployment, spec: prune(deployment.spec, isSame) as Deployment['spec'] };
}

function prune(value: unknown, isSame: (candidate: unknown) => boolean): unknown {
  if (Array.isArray(value)) {
    let items: readonly unknown[] = value;
    for (const [index, item] of value.entries())
      items = items.with(
        index,
        prune(item, (candidate) => isSame(items.with(index, candidate))),
      );
    return items;
  }
  if (!isFields(value)) return value;
  let fields: Readonly<Record<string, unknown>> = value;
  for (const [name, field] of Object.entries(value)) {
    if (SHOWN.has(name)) continue;
    const { [name]: _, ...others } = fields;
    fields = isSame(others) ? others : { ...fields, [name]: prune(field, (candidate) => isSame({ ...fields, [name]: candidate })) };
  }
  return fields;
}
