/** Rules for volumes and their mounts. upstream: ValidateVolumes, ValidateVolumeMounts */
import { fieldsOf, textOf } from '../fields.ts';
import { isDNS1123Label } from '../names.ts';
import type { Report } from './report.ts';
import { validateDescendingPath, validateVolumeSource } from './volumeSource.ts';

/** Gives back the names of the volumes that are right: only those can be mounted. */
export function validateVolumes(report: Report, field: string, volumes: readonly unknown[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [index, volume] of volumes.map(fieldsOf).entries()) {
    const at = `${field}[${index}]`;
    const name = textOf(volume['name']);
    const before = report.errors.length;
    validateVolumeSource(report, at, volume);
    if (name === '') report.required(`${at}.name`);
    else report.invalidAll(`${at}.name`, name, isDNS1123Label(name));
    if (names.has(name)) report.duplicate(`${at}.name`, name);
    if (report.errors.length === before) names.add(name);
  }
  return names;
}

/** upstream: ValidateVolumeMounts */
export function validateVolumeMounts(report: Report, field: string, mounts: readonly unknown[], volumes: ReadonlySet<string>): void {
  const paths = new Set<string>();
  for (const [index, mount] of mounts.map(fieldsOf).entries()) {
    const at = `${field}[${index}]`;
    const [name, path] = [textOf(mount['name']), textOf(mount['mountPath'])];
    if (name === '') report.required(`${at}.name`);
    else if (!volumes.has(name)) report.notFound(`${at}.name`, name);
    if (path === '') report.required(`${at}.mountPath`);
    if (paths.has(path)) report.invalid(`${at}.mountPath`, path, 'must be unique');
    paths.add(path);
    // These two paths really lack the position.
    if (textOf(mount['subPath']) !== '') validateDescendingPath(report, `${field}.subPath`, textOf(mount['subPath']));
    if (textOf(mount['subPathExpr']) !== '') {
      if (textOf(mount['subPath']) !== '')
        report.invalid(`${field}.subPathExpr`, mount['subPathExpr'], 'subPathExpr and subPath are mutually exclusive');
      validateDescendingPath(report, `${field}.subPathExpr`, textOf(mount['subPathExpr']));
    }
  }
}
