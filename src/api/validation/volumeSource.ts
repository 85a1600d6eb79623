/** Rules for what volumes are made of. upstream: validateVolumeSource */
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts';
import { quantitySign } from '../quantity.ts';
import type { Report } from './report.ts';

/** A path below the volume's root. upstream: validateLocalDescendingPath */
export function validateDescendingPath(report: Report, field: string, path: string): void {
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

/** Several checks of one source. */
function all(...checks: readonly SourceCheck[]): SourceCheck {
  return (report, at, source) => {
    for (const check of checks) check(report, at, source);
  };
}

const requireList =
  (name: string): SourceCheck =>
  (report, at, source) => {
    if (listOf(source[name]).length === 0) report.required(`${at}.${name}`);
  };

const validatePartition =
  (name: string): SourceCheck =>
  (report, at, source) => {
    const value = Number(source[name] ?? 0);
    if (value < 0 || value > 255) report.invalid(`${at}.${name}`, value, 'must be between 0 and 255, inclusive');
  };

function validateGitRepo(report: Report, at: string, source: Fields): void {
  requireText('repository')(report, at, source);
  validateDescendingPath(report, `${at}.directory`, textOf(source['directory']));
}

function validateISCSI(report: Report, at: string, source: Fields): void {
  for (const name of ['targetPortal', 'iqn']) requireText(name)(report, at, source);
  const iqn = textOf(source['iqn']);
  if (iqn !== '' && !/^(iqn|eui|naa)/.test(iqn)) report.invalid(`${at}.iqn`, iqn, 'must be valid format starting with iqn, eui, or naa');
  validatePartition('lun')(report, at, source);
}

function validateFlocker(report: Report, at: string, source: Fields): void {
  const [name, uuid] = [textOf(source['datasetName']), textOf(source['datasetUUID'])];
  if (name === '' && uuid === '') report.required(at, 'one of datasetName and datasetUUID is required');
  if (name !== '' && uuid !== '') report.invalid(at, 'resource', 'datasetName and datasetUUID can not be specified simultaneously');
}

function validateFC(report: Report, at: string, source: Fields): void {
  const [names, ids] = [listOf(source['targetWWNs']), listOf(source['wwids'])];
  if (names.length === 0 && ids.length === 0) report.required(`${at}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both');
  if (names.length > 0 && ids.length > 0)
    report.invalid(`${at}.targetWWNs`, names, 'targetWWNs and wwids can not be specified simultaneously');
  if (names.length > 0 && source['lun'] === undefined) report.required(`${at}.lun`, 'lun is required if targetWWNs is specified');
}

/** A path in a volume of files: below its root, and not among the names that the volume itself uses. upstream: validateLocalNonReservedPath */
function validateFilePath(report: Report, field: string, path: string): void {
  validateDescendingPath(report, field, path);
  if (path.startsWith('..') && !path.startsWith('../') && path !== '..') report.invalid(field, path, "must not start with '..'");
}

function validateDownwardFiles(report: Report, at: string, files: readonly unknown[]): void {
  // The server's words really lack the position.
  for (const file of files.map(fieldsOf)) {
    const path = textOf(file['path']);
    if (path === '') report.required(`${at}.path`);
    else validateFilePath(report, `${at}.path`, path);
    const [hasField, hasResource] = [isFields(file['fieldRef']), isFields(file['resourceFieldRef'])];
    if (hasField && hasResource) report.invalid(at, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously');
    if (!hasField && !hasResource) report.required(at, 'one of fieldRef and resourceFieldRef is required');
    validateMode(report, `${at}.mode`, file['mode']);
  }
}

function validateDownwardAPI(report: Report, at: string, source: Fields): void {
  validateMode(report, `${at}.defaultMode`, source['defaultMode']);
  validateDownwardFiles(report, at, listOf(source['items']));
}

const TOKEN_SECONDS_MIN = 600;

function validateToken(report: Report, at: string, source: Fields): void {
  const seconds = Number(source['expirationSeconds'] ?? TOKEN_SECONDS_MIN);
  if (seconds < TOKEN_SECONDS_MIN) report.invalid(`${at}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes');
  if (seconds > 2 ** 32) report.invalid(`${at}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds');
  const path = textOf(source['path']);
  if (path === '') report.required(`${at}.path`);
  else validateFilePath(report, `${at}.path`, path);
}

const namedFiles: SourceCheck = (report, at, source) => {
  requireText('name')(report, at, source);
  validateItems(report, `${at}.items`, listOf(source['items']));
};

const projections: readonly (readonly [string, SourceCheck])[] = [
  ['secret', namedFiles],
  ['configMap', namedFiles],
  ['downwardAPI', (report, at, source) => validateDownwardFiles(report, at, listOf(source['items']))],
  ['serviceAccountToken', validateToken],
];

/** upstream: validateProjectionSources */
function validateProjected(report: Report, at: string, source: Fields): void {
  validateMode(report, `${at}.defaultMode`, source['defaultMode']);
  for (const [index, projection] of listOf(source['sources']).map(fieldsOf).entries()) {
    let count = 0;
    for (const [name, check] of projections) {
      if (projection[name] === undefined) continue;
      const field = `${at}.sources[${index}].${name}`;
      if (count > 0) report.forbidden(field, 'may not specify more than 1 volume type');
      else check(report, field, fieldsOf(projection[name]));
      count++;
    }
  }
}

/** In the order in which the API server looks at them: of two sources the later one is one too many. */
const sourceChecks: readonly (readonly [string, SourceCheck])[] = [
  ['emptyDir', validateEmptyDir],
  ['hostPath', validateHostPath],
  ['gitRepo', validateGitRepo],
  ['gcePersistentDisk', all(requireText('pdName'), validatePartition('partition'))],
  ['awsElasticBlockStore', all(requireText('volumeID'), validatePartition('partition'))],
  ['secret', fileSource('secretName')],
  ['nfs', validateNFS],
  ['iscsi', validateISCSI],
  ['glusterfs', all(requireText('endpoints'), requireText('path'))],
  ['flocker', validateFlocker],
  ['persistentVolumeClaim', requireText('claimName')],
  ['rbd', all(requireList('monitors'), requireText('image'))],
  ['cinder', requireText('volumeID')],
  ['cephfs', requireList('monitors')],
  ['quobyte', all(requireText('registry'), requireText('volume'))],
  ['downwardAPI', validateDownwardAPI],
  ['fc', validateFC],
  ['flexVolume', requireText('driver')],
  ['configMap', fileSource('name')],
  ['azureFile', all(requireText('secretName'), requireText('shareName'))],
  ['vsphereVolume', requireText('volumePath')],
  ['photonPersistentDisk', requireText('pdID')],
  ['portworxVolume', requireText('volumeID')],
  ['azureDisk', all(requireText('diskName'), requireText('diskURI'))],
  ['storageos', requireText('volumeName')],
  ['projected', validateProjected],
  ['scaleIO', all(requireText('gateway'), requireText('system'), requireText('volumeName'))],
  ['csi', requireText('driver')],
  [
    'ephemeral',
    (report, at, source) => (isFields(source['volumeClaimTemplate']) ? undefined : report.required(`${at}.volumeClaimTemplate`)),
  ],
  ['image', requireText('reference')],
];

/** The one source that a volume may have. */
export function validateVolumeSource(report: Report, at: string, volume: Fields): void {
  let count = 0;
  for (const [name, check] of sourceChecks) {
    if (volume[name] === undefined) continue;
    if (count > 0) report.forbidden(`${at}.${name}`, 'may not specify more than 1 volume type');
    else check(report, `${at}.${name}`, fieldsOf(volume[name]));
    count++;
  }
}
