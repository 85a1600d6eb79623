/** Rules for volumes and their mounts. upstream: ValidateVolumes, validateVolumeSource, ValidateVolumeMounts */
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import { isDNS1123Label } from '../names.ts';
import { quantitySign } from '../quantity.ts';
import type { Report } from './report.ts';

/** A path below the volume's root. upstream: validateLocalDescendingPath */
function validateDescendingPath(report: Report, field: string, path: string): void {
  if (path.startsWith('/')) report.invalid(field, path, 'must be a relative path');
  if (path.split('/').includes('..')) report.invalid(field, path, "must not contain '..'");
}

function validateMode(report: Report, field: string, mode: unknown): void {
  if (mode !== undefined && (Number(mode) < 0 || Number(mode) > 0o777)) {
    report.invalid(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive');
  }
}

function validateItems(report: Report, field: string, items: readonly unknown[]): void {
  for (const [index, item] of items.map(fieldsOf).entries()) {
    const at = `${field}[${index}]`;
    const path = textOf(item['path']);
    if (textOf(item['key']) === '') report.required(`${at}.key`);
    if (path === '') report.required(`${at}.path`);
    else {
      validateDescendingPath(report, `${at}.path`, path);
      if (path.startsWith('..') && !path.startsWith('../') && path !== '..') report.invalid(`${at}.path`, path, "must not start with '..'");
    }
    validateMode(report, `${at}.mode`, item['mode']);
  }
}

type SourceCheck = (report: Report, at: string, source: Fields) => void;

const requireText =
  (name: string): SourceCheck =>
  (report, at, source) => {
    if (textOf(source[name]) === '') report.required(`${at}.${name}`);
  };

const fileSource =
  (name: string): SourceCheck =>
  (report, at, source) => {
    requireText(name)(report, at, source);
    validateMode(report, `${at}.defaultMode`, source['defaultMode']);
    validateItems(report, `${at}.items`, listOf(source['items']));
  };

const hostPathTypes = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];

function validateHostPath(report: Report, at: string, source: Fields): void {
  const path = textOf(source['path']);
  if (path === '') {
    report.required(`${at}.path`);
    return;
  }
  if (path.split('/').includes('..')) report.invalid(`${at}.path`, path, "must not contain '..'");
  if (source['type'] !== undefined && !hostPathTypes.includes(textOf(source['type'])))
    report.notSupported(`${at}.type`, source['type'], hostPathTypes);
}

function validateEmptyDir(report: Report, at: string, source: Fields): void {
  if (typeof source['sizeLimit'] === 'string' && quantitySign(source['sizeLimit']) < 0) {
    report.forbidden(`${at}.sizeLimit`, 'SizeLimit field must be a valid resource quantity');
  }
}

function validateNFS(report: Report, at: string, source: Fields): void {
  for (const name of ['server', 'path']) requireText(name)(report, at, source);
}

/** In the order in which the API server looks at them: of two sources the later one is one too many. */
const sourceChecks: readonly (readonly [string, SourceCheck])[] = [
  ['emptyDir', validateEmptyDir],
  ['hostPath', validateHostPath],
  ['secret', fileSource('secretName')],
  ['nfs', validateNFS],
  ['persistentVolumeClaim', requireText('claimName')],
  ['downwardAPI', (report, at, source) => validateMode(report, `${at}.defaultMode`, source['defaultMode'])],
  ['configMap', fileSource('name')],
  ['projected', (report, at, source) => validateMode(report, `${at}.defaultMode`, source['defaultMode'])],
  ['csi', requireText('driver')],
  ['ephemeral', () => undefined],
  ['image', requireText('reference')],
];

function validateSource(report: Report, at: string, volume: Fields): void {
  let count = 0;
  for (const [name, check] of sourceChecks) {
    if (volume[name] === undefined) continue;
    if (count > 0) report.forbidden(`${at}.${name}`, 'may not specify more than 1 volume type');
    else check(report, `${at}.${name}`, fieldsOf(volume[name]));
    count++;
  }
}

/** Gives back the names of the volumes that are right: only those can be mounted. */
export function validateVolumes(report: Report, field: string, volumes: readonly unknown[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [index, volume] of volumes.map(fieldsOf).entries()) {
    const at = `${field}[${index}]`;
    const name = textOf(volume['name']);
    const before = report.errors.length;
    validateSource(report, at, volume);
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
