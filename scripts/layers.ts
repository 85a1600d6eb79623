// What src/layers.test.ts needs to know about a source tree, as pure functions over `path → text`, so that they can be tried on a small fake tree.
import { posix } from 'node:path';
import { parseSync } from 'vite';

/** Paths relative to src (`engine/step.ts`) or, outside it, to the repository (`../bench/main.ts`), with their texts. */
export type Tree = ReadonlyMap<string, string>;

/**
 * How a file names another:
 * `value` runs it, `lazy` runs it later (`import()`), `type` needs its types only, `worker` starts it in another thread.
 */
export type EdgeKind = 'value' | 'lazy' | 'type' | 'worker';

export interface Edge {
  readonly from: string;
  readonly line: number;
  readonly kind: EdgeKind;
  /** A path as in Tree, or the name of a package (`@xyflow/react`, `node:fs`). */
  readonly to: string;
  readonly isPackage: boolean;
}

/** A row of the table: a folder of src, or a file without its extension; the longest row that fits a file counts. */
export interface Room {
  readonly room: string;
  /** Rooms or files (`worker/client`) that may be imported. */
  readonly imports?: readonly string[];
  /** Rooms or files of which only types may be imported. */
  readonly types?: readonly string[];
  /** Packages; `@scope/*` is every package of a scope. */
  readonly packages?: readonly string[];
}

/** A word that does not occur in pure rooms, and what stands in its place. */
export interface Ban {
  readonly word: string;
  readonly instead: string;
  /** Files that may use it, because they are the place that gives the replacement. */
  readonly except?: readonly string[];
}

type Node = { readonly type: string; readonly start: number; readonly [field: string]: unknown };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path);
/** What only tests use: `testing.ts`, or anything in a folder `testing`. */
const isSupport = (path: string) => /(^|\/)testing(\/|\.tsx?$)/.test(path);
/** Outside the page and its rooms: such files may import what they like. */
const isFree = (path: string) => path.startsWith('../') || isTest(path) || isSupport(path);
const stem = (path: string) => path.replace(/\.tsx?$/, '');
const within = (path: string, room: string) => stem(path) === room || path.startsWith(`${room}/`);

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) {
        yield* walk(child);
      }
    }
  }
}

function parse(path: string, text: string): Node {
  const { program, errors } = parseSync(path, text, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  if (errors.length > 0) {
    throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  }
  return program as unknown as Node;
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;
const textOf = (node: unknown) => (isNode(node) && typeof node.value === 'string' ? node.value : undefined);

/** The module that a node names and how, if it names one. `import { type A }` still runs the module: `import type { A }` does not. */
function reference(node: Node): { readonly kind: EdgeKind; readonly specifier: string } | undefined {
  const found = (kind: EdgeKind, source: unknown) => {
    const specifier = textOf(source);
    return specifier === undefined ? undefined : { kind, specifier };
  };
  switch (node.type) {
    case 'ImportDeclaration':
      return found(node.importKind === 'type' ? 'type' : 'value', node.source);
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return found(node.exportKind === 'type' ? 'type' : 'value', node.source);
    case 'ImportExpression':
      return found('lazy', node.source);
    case 'TSImportType':
      return found('type', node.source ?? node.argument);
    case 'NewExpression': {
      const isUrl = isNode(node.callee) && node.callee.name === 'URL';
      return isUrl ? found('worker', (node.arguments as readonly unknown[])[0]) : undefined;
    }
    default:
      return undefined;
  }
}

/** Everything that the files of a tree name, in the order of the files. */
export function edgesOf(tree: Tree): readonly Edge[] {
  return [...tree].flatMap(([from, text]) =>
    [...walk(parse(from, text))].flatMap((node): Edge[] => {
      const named = reference(node);
      if (named === undefined) {
        return [];
      }
      const isPackage = !named.specifier.startsWith('.');
      const scoped = named.specifier.startsWith('@') ? 2 : 1;
      const to = isPackage ? named.specifier.split('/').slice(0, scoped).join('/') : posix.join(posix.dirname(from), named.specifier);
      return [{ from, line: lineAt(text, node.start), kind: named.kind, to, isPackage }];
    }),
  );
}

function roomOf(path: string, table: readonly Room[]): Room | undefined {
  return table.filter(({ room }) => within(path, room)).sort((a, b) => b.room.length - a.room.length)[0];
}

function mayImport(room: Room, edge: Edge): boolean {
  if (edge.isPackage) {
    return (room.packages ?? []).some((name) => name === edge.to || (name.endsWith('/*') && edge.to.startsWith(name.slice(0, -1))));
  }
  const rooms = [room.room.split('/')[0] ?? '', ...(room.imports ?? []), ...(edge.kind === 'type' ? (room.types ?? []) : [])];
  return rooms.some((name) => within(edge.to, name));
}

/** Imports that the table does not allow. Tests, what only tests use, and what is outside src may import what they like. */
export function forbiddenImports(tree: Tree, edges: readonly Edge[], table: readonly Room[]): readonly string[] {
  const homeless = [...tree.keys()]
    .filter((path) => !isFree(path) && !roomOf(path, table))
    .map((path) => `${path} is in no room of the table at the top of src/layers.test.ts`);
  const forbidden = edges.flatMap((edge) => {
    const room = isFree(edge.from) ? undefined : roomOf(edge.from, table);
    if (room !== undefined && isSupport(edge.to)) {
      return [`${edge.from}:${edge.line} imports ${edge.to}, which is for tests`];
    }
    if (room === undefined || mayImport(room, edge)) {
      return [];
    }
    const list = (names: readonly string[] | undefined) => (names?.length ? names.join(', ') : 'nothing');
    const allowed = edge.isPackage
      ? `its packages are ${list(room.packages)}`
      : `it may import ${list(room.imports)}, and types of ${list(room.types)}`;
    return [`${edge.from}:${edge.line} ${edge.kind} import of ${edge.to}, which room ${room.room} may not have: ${allowed}`];
  });
  return [...homeless, ...forbidden];
}

/** Banned words in the given rooms. A word is an identifier (`async`), or a chain (`Date.now`, `new Date`, `Array.prototype`). */
export function bannedWords(tree: Tree, rooms: readonly string[], bans: readonly Ban[]): readonly string[] {
  const pure = [...tree].filter(([path]) => !isFree(path) && rooms.some((room) => within(path, room)));
  return pure.flatMap(([path, text]) =>
    [...walk(parse(path, text))].flatMap((node) =>
      wordsOf(node).flatMap((word) =>
        bans
          .filter((ban) => ban.word === word && !ban.except?.includes(path))
          .map((ban) => `${path}:${lineAt(text, node.start)} ${word} in a pure room: ${ban.instead}`),
      ),
    ),
  );
}

function wordsOf(node: Node): readonly string[] {
  const nameOf = (value: unknown) => (isNode(value) && value.type === 'Identifier' ? String(value.name) : undefined);
  switch (node.type) {
    case 'AwaitExpression':
      return ['await'];
    case 'NewExpression':
      return nameOf(node.callee) === undefined ? [] : [`new ${nameOf(node.callee)}`];
    case 'CallExpression':
      return nameOf(node.callee) === undefined ? [] : [`${nameOf(node.callee)}()`];
    case 'MemberExpression':
      return [`${nameOf(node.object) ?? ''}.${nameOf(node.property) ?? ''}`, `.${nameOf(node.property) ?? ''}`];
    case 'Identifier':
      return [String(node.name)];
    default:
      return node.async === true ? ['async'] : node.await === true ? ['await'] : [];
  }
}

/** Files with more lines than allowed; folders named data or generated hold facts and may be long. */
export function longFiles(tree: Tree, limit: number): readonly string[] {
  return [...tree].flatMap(([path, text]) => {
    const lines = text.split('\n').length - 1;
    return lines > limit && !/\/(data|generated)\//.test(path) ? [`${path} has ${lines} lines; ${limit} is the limit`] : [];
  });
}

function neighbours(edges: readonly Edge[], kinds: readonly EdgeKind[]): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const edge of edges.filter(({ kind, isPackage }) => !isPackage && kinds.includes(kind))) {
    map.set(edge.from, [...(map.get(edge.from) ?? []), edge.to]);
  }
  return map;
}

/** Circles of imports, types included: `a.ts → b.ts → a.ts`, each once, found from its first file in the order of the tree. */
export function cycles(tree: Tree, edges: readonly Edge[]): readonly string[] {
  const next = neighbours(edges, ['value', 'lazy', 'type']);
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    }
    if (state.has(path)) {
      return;
    }
    state.set(path, 'open');
    for (const to of next.get(path) ?? []) {
      visit(to, [...trail, path]);
    }
    state.set(path, 'done');
  };
  for (const path of tree.keys()) {
    visit(path, []);
  }
  return found;
}

/** The shortest way by which running one file runs another in the same thread, or undefined. */
export function runtimePath(edges: readonly Edge[], from: string, to: string): readonly string[] | undefined {
  const next = neighbours(edges, ['value', 'lazy']);
  const ways: (readonly string[])[] = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const last = way.at(-1) ?? from;
    if (last === to) {
      return way;
    }
    for (const path of next.get(last) ?? []) {
      if (!seen.has(path)) {
        seen.add(path);
        ways.push([...way, path]);
      }
    }
  }
  return undefined;
}

/** Files that no entry and no test reaches. A file's own test (`x.test.ts` of `x.ts`) does not keep it alive. */
export function deadFiles(tree: Tree, edges: readonly Edge[], entries: readonly string[]): readonly string[] {
  const own = (edge: Edge) => isTest(edge.from) && stem(edge.to) === edge.from.replace(/(\.fuzz)?\.(test|spec)\.tsx?$/, '');
  const next = neighbours(
    edges.filter((edge) => !own(edge)),
    ['value', 'lazy', 'type', 'worker'],
  );
  const alive = new Set<string>();
  const visit = (path: string) => {
    if (tree.has(path) && !alive.has(path)) {
      alive.add(path);
      next.get(path)?.forEach(visit);
    }
  };
  for (const path of tree.keys()) {
    if (isTest(path) || path.startsWith('../') || entries.includes(path)) {
      visit(path);
    }
  }
  return [...tree.keys()].filter((path) => !alive.has(path)).map((path) => `${path} is reached by no entry and no other file's test`);
}
