/** The writes of recorded commands, as requests. What only looks is left to those who compare what is printed. */
import { parseAllDocuments } from 'yaml';
import type { Answer, Client, ObjectKey, Request } from '../../api/client.ts';
import { findKind, findResource } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import { applyObjects } from '../../kubectl/apply/apply.ts';

export interface Said {
  readonly ok: boolean;
  /** Everything that kubectl would print as the server's words. */
  readonly words: string;
}

/** A command line taken apart: words, then the values of options. */
interface Line {
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

const withValue = new Set(['-f', '-l', '-n', '-p', '--image', '--tcp', '--type', '--dry-run', '--wait']);

function lineOf(argv: readonly string[]): Line {
  const words: string[] = [];
  const options = new Map<string, string>();
  for (let i = 0; i < argv.length; i++) {
    const [name = '', ...value] = (argv[i] ?? '').split('=');
    if (!name.startsWith('-')) words.push(argv[i] ?? '');
    else if (value.length > 0 || !withValue.has(name)) options.set(name, value.join('='));
    else options.set(name, argv[++i] ?? '');
  }
  return { words, options };
}

function podSpec(name: string, image: string): object {
  return { containers: [{ name, image, resources: {} }] };
}

function createdBy({ words, options }: Line): object | undefined {
  const image = options.get('--image') ?? '';
  const [verb, what = '', third = '', fourth = ''] = words;
  const core = (kind: string, name: string, more: object = {}): object => ({ apiVersion: 'v1', kind, metadata: { name }, ...more });
  if (verb === 'run') return { ...core('Pod', what, { spec: podSpec(what, image) }), metadata: { name: what, labels: { run: what } } };
  if (verb !== 'create') return undefined;
  const app = { app: third };
  switch (what) {
    case 'deployment':
      return {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: third, labels: app },
        spec: { selector: { matchLabels: app }, template: { metadata: { labels: app }, spec: podSpec(image.split(':')[0] ?? '', image) } },
      };
    case 'service':
      return core('Service', fourth, {
        spec: { type: third === 'nodeport' ? 'NodePort' : 'ClusterIP', ports: [{ port: Number(options.get('--tcp')) }] },
      });
    case 'configmap':
      return core('ConfigMap', third);
    case 'secret':
      return core('Secret', fourth);
    case 'namespace':
      return core('Namespace', third);
    case 'quota':
      return core('ResourceQuota', third);
    case 'rolebinding':
      return bindingOf(third, options);
    default:
      return undefined;
  }
}

function bindingOf(name: string, options: ReadonlyMap<string, string>): object {
  const role = options.get('--role');
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name },
    subjects: [{ kind: 'User', name: options.get('--user') }],
    roleRef: role === undefined ? { kind: 'ClusterRole', name: options.get('--clusterrole') } : { kind: 'Role', name: role },
  };
}

/** Commands that patch one object, whatever they write there. */
const patching = new Set(['patch', 'scale', 'set', 'label', 'annotate', 'rollout']);
const looking = new Set(['status', 'history', 'undo']);

/** The key in `deploy web` or `deploy/web`, behind the words of the command itself. */
function targetOf({ words }: Line, namespace: string): ObjectKey | undefined {
  const rest = words.slice(words[0] === 'set' || words[0] === 'rollout' ? 2 : 1);
  const [resource = '', name = ''] = rest[0]?.includes('/') === true ? rest[0].split('/') : rest;
  const kind = findResource(resource);
  return kind === undefined || name === '' ? undefined : { kind, namespace: kind === 'Namespace' ? '' : namespace, name };
}

/** The request of an imperative command; undefined for one that only looks. */
function requestOf(line: Line, namespace: string): Request | undefined {
  const { words, options } = line;
  const object = createdBy(line);
  if (object !== undefined) return { verb: 'create', object, namespace, fieldValidation: 'Strict' };
  const [verb = '', second = ''] = words;
  if (verb === 'rollout' && looking.has(second)) return undefined;
  const key = targetOf(line, namespace);
  if (key === undefined) return undefined;
  if (verb === 'delete') return { verb, key };
  if (!patching.has(verb)) return undefined;
  const patchType = options.get('--type') === 'merge' ? 'merge' : 'strategic';
  const body: unknown = JSON.parse(options.get('-p') ?? '{}');
  return { verb: 'patch', key, patchType, body, ...(verb === 'scale' ? { subresource: 'scale' } : {}) };
}

function requestOfFile(verb: string | undefined, object: KubeObject, namespace: string): Request | undefined {
  if (verb === 'create') return { verb, object, namespace };
  if (verb === 'replace') return { verb: 'update', object };
  const kind = findKind(object.apiVersion, object.kind);
  return verb === 'delete' && kind !== undefined ? { verb, key: { kind, namespace, name: object.metadata.name } } : undefined;
}

function documentsOf(text: string): readonly unknown[] {
  return [...parseAllDocuments(text)].map((document) => (document as { toJS(): unknown }).toJS());
}

function said(answer: Answer): Said {
  return answer.ok ? { ok: true, words: '' } : { ok: false, words: answer.error.message };
}

/** Performs a command; undefined for one that only looks. */
export function perform(argv: readonly string[], files: ReadonlyMap<string, string>, client: Client): Said | undefined {
  const line = lineOf(argv);
  const namespace = line.options.get('-n') ?? 'default';
  if (line.words[0] === 'apply') {
    const name = line.options.get('-f') ?? '';
    const dry: Client = { ...bound(client), request: (request) => client.request({ ...request, dryRun: true }) };
    const file = { name, documents: documentsOf(files.get(name) ?? '') };
    const { exitCode, stderr } = applyObjects(line.options.has('--dry-run') ? dry : client, file, namespace);
    return { ok: exitCode === 0, words: stderr };
  }
  const file = line.options.get('-f');
  if (file !== undefined) {
    const [object] = documentsOf(files.get(file) ?? '');
    const request = requestOfFile(line.words[0], object as KubeObject, namespace);
    return request && said(client.request(request));
  }
  const request = requestOf(line, namespace);
  return request === undefined ? undefined : said(client.request(request));
}

function bound(client: Client): Client {
  return {
    get: (key) => client.get(key),
    list: (kind, options) => client.list(kind, options),
    request: (request) => client.request(request),
    now: () => client.now(),
  };
}
