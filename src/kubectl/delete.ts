/** `kubectl delete`. upstream: pkg/cmd/delete/delete.go */
import type { Client, ObjectKey, Propagation } from '../api/client.ts';
import { kindInfo } from '../api/key.ts';
import { addSource } from './errors.ts';
import { groupSingular, namespaceFlag } from './names.ts';
import { type Output, Printer } from './output.ts';

export interface DeleteOptions {
  /** Default `background`. */
  readonly cascade?: 'background' | 'foreground' | 'orphan';
  /** Seconds; absent: the object's own. */
  readonly gracePeriod?: number;
  readonly force?: boolean;
  readonly ignoreNotFound?: boolean;
}

const propagation: Readonly<Record<NonNullable<DeleteOptions['cascade']>, Propagation>> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
};

/** Grace 0 means at once, and only with force: else it becomes 1. upstream: DeleteOptions.Complete */
function gracePeriodSeconds({ gracePeriod, force = false }: DeleteOptions): number | undefined {
  if (gracePeriod === undefined) return force ? 0 : undefined;
  return gracePeriod === 0 && !force ? 1 : gracePeriod;
}

function deleteOne(client: Client, key: ObjectKey, options: DeleteOptions, source: string | undefined, printer: Printer): void {
  const grace = gracePeriodSeconds(options);
  const answer = client.request({
    verb: 'delete',
    key,
    propagationPolicy: propagation[options.cascade ?? 'background'],
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
  });
  if (!answer.ok) {
    if (answer.error.reason === 'NotFound' && options.ignoreNotFound === true) return;
    printer.fail(addSource('deleting', source, { status: answer.error }));
    return;
  }
  printer.serverWarnings(answer.value.warnings);
  const from = key.namespace === '' ? '' : ` from ${key.namespace} namespace`;
  const verb = options.force === true && grace === 0 ? 'force deleted' : 'deleted';
  printer.print(`${groupSingular(key.kind)} "${key.name}" ${verb}${from}`);
}

function flags({ cascade = 'background', gracePeriod, force = false }: DeleteOptions): string {
  const cascades = cascade === 'background' ? '' : ` --cascade=${cascade}`;
  const grace = gracePeriod === undefined ? '' : ` --grace-period=${gracePeriod}`;
  return `${cascades}${grace}${force ? ' --force' : ''}`;
}

function start(line: string, options: DeleteOptions): Printer {
  const printer = new Printer(line);
  if (options.force === true) {
    printer.warn(
      'Immediate deletion does not wait for confirmation that the running resource has been terminated. ' +
        'The resource may continue to run on the cluster indefinitely.',
    );
  }
  return printer;
}

/**
 * `kubectl delete deployment/web`. Returns at once: kubectl would then wait until the object is gone,
 * which is the matter of whoever runs the clock.
 */
export function deleteObject(client: Client, key: ObjectKey, options: DeleteOptions = {}): Output {
  const { singular } = kindInfo(key.kind);
  const printer = start(`kubectl delete ${singular}/${key.name}${flags(options)}${namespaceFlag(key)}`, options);
  deleteOne(client, key, options, undefined, printer);
  return printer.end();
}

/** `kubectl delete -f FILE`, of the objects that the file names. */
export function deleteObjects(client: Client, keys: readonly ObjectKey[], fileName: string, options: DeleteOptions = {}): Output {
  const printer = start(`kubectl delete -f ${fileName}${flags(options)}`, options);
  for (const key of keys) deleteOne(client, key, options, fileName, printer);
  return printer.end();
}
