import type { Entry, Node } from './node.ts';
import type { Range } from './place.ts';

/** `spec.containers[0].image` → spec, containers, 0, image; what stands between brackets may hold dots. */
function segmentsOf(fieldPath: string): readonly string[] {
  return [...fieldPath.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map((match) => match[1] ?? match[0]);
}

function followed(node: Node): Node {
  return node.form === 'alias' ? (node.target() ?? node) : node;
}

function entryOf(node: Node, name: string): Entry | undefined {
  return node.form === 'map' ? node.entries.findLast(({ key }) => key.form === 'scalar' && key.text === name) : undefined;
}

/** Where the first word of the document stands. */
function firstWord(root: Node): Range {
  const first = root.form === 'map' ? root.entries[0]?.key : root.form === 'list' ? root.items[0] : undefined;
  return first?.range ?? root.range;
}

/**
 * The place of a field that the API server names: a single value's own, else the key of the field; of a field that is not there
 * the key of the nearest one around it.
 */
export function locateField(root: Node, fieldPath: string): Range {
  let range = firstWord(root);
  let node = followed(root);
  for (const name of segmentsOf(fieldPath)) {
    // The API server leaves `metadata` out of some paths: spec.template.labels.
    const metadata = entryOf(node, 'metadata')?.value;
    const entry = entryOf(node, name) ?? (metadata === undefined ? undefined : entryOf(followed(metadata), name));
    const item = node.form === 'list' && /^\d+$/.test(name) ? node.items[Number(name)] : undefined;
    const next = entry?.value ?? item;
    if (next === undefined) return range;
    node = followed(next);
    const isValue = next.form !== 'map' && next.form !== 'list' && next.range.start.offset < next.range.end.offset;
    if (isValue) range = next.range;
    else if (entry !== undefined) range = entry.key.range;
    else range = firstWord(next);
  }
  return range;
}
