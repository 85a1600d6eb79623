/** `kubectl diff`. upstream: pkg/cmd/diff/diff.go, and the `diff -u -N` that it runs over two directories */
import { type Fields, fieldsOf, isFields, replace, textOf } from '../../api/fields.ts';
import { stringifyManifest } from '../../api/manifest.ts';
import type { KubeObject } from '../../api/meta.ts';
import { createThreeWayMergePatch } from '../../api/patch/threeWay.ts';
import { formatTime } from '../../api/time.ts';
import { originalConfiguration } from '../apply/lastApplied.ts';
import { endIfFailed, type Info, select } from '../builder.ts';
import { keyOfInfo } from '../change.ts';
import { type Call, type Command, Exit, fail, failUsage } from '../command.ts';
import { fieldManagerFlag, filenameFlags, int, selectorFlag } from '../commonFlags.ts';
import { bool } from '../flags.ts';
import { groupVersionOf } from '../resources.ts';
import { unifiedHunks } from '../unifiedDiff.ts';

/** Exit codes: 0 the same, 1 differences, more: trouble. */
const TROUBLE = 2;
const DIGITS = 1e9;

interface Pair {
  /** `apps.v1.Deployment.default.web` */
  readonly file: string;
  readonly live: string;
  readonly merged: string;
}

function parsed(annotation: string | undefined): unknown {
  try {
    return annotation === undefined ? undefined : JSON.parse(annotation);
  } catch {
    return undefined;
  }
}

/** What the cluster would hold, asked of the server without storing it. upstream: InfoObject.Merged */
function mergedOf(call: Call, info: Info, live: KubeObject | undefined): KubeObject {
  const { client } = call.environment;
  const options = { dryRun: true, fieldManager: call.flags.text('field-manager') };
  const local = info.object ?? fail('an object of a file has no content');
  if (live === undefined) {
    const created = client.request({ verb: 'create', object: local, ...options });
    if (created.ok) return created.value.object;
    throw new Exit([{ status: created.error }], TROUBLE);
  }
  const key = keyOfInfo(info);
  const before = parsed(originalConfiguration(live));
  const patch = createThreeWayMergePatch(key.kind, before, withoutNull(local, before), live);
  if (!patch.ok) throw new Exit([{ text: patch.error }], TROUBLE);
  if (Object.keys(patch.value).length === 0) return live;
  const patched = client.request({ verb: 'patch', key, patchType: 'strategic', body: patch.value, ...options });
  if (patched.ok) return patched.value.object;
  throw new Exit([{ status: patched.error }], TROUBLE);
}

/** The last-applied annotation says `annotations: {}` where a manifest says nothing: that is no deletion. */
function withoutNull(local: KubeObject, before: unknown): unknown {
  const hadAnnotations = isFields(fieldsOf(fieldsOf(before)['metadata'])['annotations']);
  const { metadata } = local;
  return hadAnnotations && metadata.annotations === undefined ? { ...local, metadata: { ...metadata, annotations: {} } } : local;
}

const HIDDEN = '***';

/** Values of Secrets are not shown, only that they differ. upstream: Masker */
function masked(object: Fields, other: Fields, side: 'before' | 'after'): Fields {
  if (object['kind'] !== 'Secret') return object;
  const theirs = fieldsOf(other['data']);
  const data = Object.entries(fieldsOf(object['data'])).map(([key, value]) => {
    const differs = key in theirs && theirs[key] !== value;
    return [key, differs ? `${HIDDEN} (${side})` : HIDDEN];
  });
  return data.length === 0 ? object : { ...object, data: Object.fromEntries(data) };
}

function printed(object: KubeObject | undefined, other: KubeObject | undefined, side: 'before' | 'after'): string {
  if (object === undefined) return '';
  const { managedFields: _, ...metadata } = fieldsOf(object.metadata);
  const shown = replace({ ...object }, { metadata });
  return stringifyManifest(masked(shown, fieldsOf(other), side));
}

function pairOf(call: Call, info: Info): Pair {
  const { resource, namespace, name } = info;
  const live = call.environment.client.get(keyOfInfo(info));
  const merged = mergedOf(call, info, live);
  const place = namespace === '' ? '' : `${namespace}`;
  return {
    file: `${groupVersionOf(resource).replace('/', '.')}.${resource.kind}.${place}.${textOf(merged.metadata.name) || name}`,
    live: printed(live, merged, 'before'),
    merged: printed(merged, live, 'after'),
  };
}

/** How a file's time stands in the head of a diff. */
function fileTime(ms: number): string {
  return `${formatTime(ms).replace('T', ' ').replace('Z', '')}.000000000 +0000`;
}

export const diff: Command = {
  name: 'diff',
  use: '-f FILENAME',
  short: 'Diff the live version against a would-be applied version',
  examples: ['# What apply would change', 'kubectl diff -f web.yaml'],
  flags: [
    ...filenameFlags('A file, a directory, or - for standard input, with the objects.'),
    selectorFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    bool('server-side', 'Not modelled: fields have no owners here.'),
    bool('force-conflicts', 'Not modelled: fields have no owners here.'),
    bool('prune', 'Not modelled: what the file lacks is not looked for.'),
    bool('show-managed-fields', 'Accepted, and shows nothing: fields have no owners here.'),
    int('concurrency', 'Accepted, and makes no difference here.', 1),
  ],
  *run(call) {
    const { flags, environment, args, path } = call;
    if (args.length > 0) failUsage(path, `Unexpected args: [${args.join(' ')}]`);
    for (const flag of ['server-side', 'force-conflicts', 'prune']) {
      if (flags.bool(flag)) throw new Exit([{ text: `diff --${flag} is not modelled here` }], TROUBLE);
    }
    if (flags.list('filename').length === 0) fail('must specify one of -f and -k');
    const { infos, errors } = select(call);
    const pairs = infos.map((info) => pairOf(call, info));
    endIfFailed(errors);
    const now = environment.nowMs();
    const [live, merged] = ['LIVE', 'MERGED'].map(
      (name) => `/tmp/${name}-${Math.floor(environment.random('kubectl diff', name, now) * DIGITS)}`,
    );
    let differs = false;
    for (const { file, live: before, merged: after } of pairs.toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
      const hunks = unifiedHunks(before, after);
      if (hunks === '') continue;
      differs = true;
      const time = fileTime(now);
      environment.stdout(
        `diff -u -N ${live}/${file} ${merged}/${file}\n--- ${live}/${file}\t${time}\n+++ ${merged}/${file}\t${time}\n${hunks}`,
      );
    }
    return differs ? 1 : 0;
  },
};
