// Names in what kubectl prints, as ways to the objects that they name.
import type { Selection } from '../../store/index.ts';

export interface Named {
  readonly name: string;
  readonly selection: Selection;
}

/** The objects that can be shown, by name. A ReplicaSet or a Deployment never has a pod's name. */
export type Names = ReadonlyMap<string, Selection>;

export type Part = { readonly text: string; readonly selection?: Selection };

const NAME = /[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/g;

/**
 * A line in parts. The names of pods and ReplicaSets are made up by the cluster: wherever they stand, they are meant. A Deployment's may be any
 * word: it is meant behind a slash, in quotes, and at the beginning of a table's row or after `Name:`.
 */
export function partsOf(line: string, names: Names): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const found of line.matchAll(NAME)) {
    const { 0: name, index } = found;
    const selection = names.get(name);
    if (selection === undefined || !isMeant(line, index, name, selection)) continue;
    if (index > end) parts.push({ text: line.slice(end, index) });
    parts.push({ text: name, selection });
    end = index + name.length;
  }
  if (end < line.length || parts.length === 0) parts.push({ text: line.slice(end) });
  return parts;
}

function isMeant(line: string, index: number, name: string, { kind }: Selection): boolean {
  const [before, after] = [line.slice(0, index), line[index + name.length] ?? ''];
  if (/[\w.-]$/.test(before) || /[:=]$/.test(after)) return false;
  if (kind !== 'Deployment') return true;
  if (/["/]$/.test(before)) return after === '' || /[\s"]/.test(after);
  return (before === '' && /^\s/.test(after)) || /^(Name|Controlled By):\s+$/.test(before);
}
