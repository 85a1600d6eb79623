/** `kubectl rollout history`. upstream: polymorphichelpers/history.go */
import type { ReplicaSet } from '../../api/apps.ts';
import type { Client } from '../../api/client.ts';
import { namespaceFlag, objectName } from '../names.ts';
import { type Output, Printer } from '../output.ts';
import { podTemplateText } from '../print/podTemplate.ts';
import { deploymentKey, getDeployment, type Target } from '../target.ts';
import { changeCauseAnnotation, revisions } from './revisions.ts';

const columnGap = 2;

/** upstream: tabwriter with min width 0 and padding 2; the last column is not padded. */
function table(rows: readonly (readonly [revision: string, cause: string])[]): string {
  const width = Math.max(...rows.map(([revision]) => revision.length)) + columnGap;
  return rows.map(([revision, cause]) => `${revision.padEnd(width)}${cause}\n`).join('');
}

/** The table of revisions behind the name of the object. */
export function historyText(history: ReadonlyMap<number, ReplicaSet>): string {
  const rows = [...history].map(([number, rs]): [string, string] => {
    const cause = changeCause(rs);
    return [`${number}`, cause === '' ? '<none>' : cause];
  });
  return rows.length === 0 ? 'No rollout history found.' : table([['REVISION', 'CHANGE-CAUSE'], ...rows]);
}

/** The template of one revision behind the name of the object. */
export function revisionText(rs: ReplicaSet, revision: number): string {
  return `with revision #${revision}\n${podTemplateText(rs.spec.template, changeCause(rs))}`;
}

/** Of the ReplicaSet, or of its template. */
function changeCause(rs: ReplicaSet): string {
  const own = rs.metadata.annotations?.[changeCauseAnnotation] ?? '';
  return own === '' ? (rs.spec.template.metadata?.annotations?.[changeCauseAnnotation] ?? '') : own;
}

/** Lists the revisions, or with `revision` > 0 shows the pod template of one. */
export function rolloutHistory(client: Client, target: Target, revision = 0): Output {
  const key = deploymentKey(target);
  const flag = revision === 0 ? '' : ` --revision=${revision}`;
  const printer = new Printer(`kubectl rollout history deployment/${target.name}${flag}${namespaceFlag(key)}`);
  if (revision < 0) {
    printer.fail({ text: `revision must be a positive integer: ${revision}` });
    return printer.end();
  }
  const deployment = getDeployment(client, target, printer);
  if (deployment === undefined) return printer.end();
  const history = revisions(client, deployment);
  if (revision > 0) {
    const rs = history.get(revision);
    if (rs === undefined) {
      printer.fail({ text: 'unable to find the specified revision' });
      return printer.end();
    }
    printer.print(`${objectName(key)} ${revisionText(rs, revision)}`);
    return printer.end();
  }
  printer.print(`${objectName(key)} \n${historyText(history)}`);
  return printer.end();
}
