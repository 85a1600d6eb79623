/** Volumes as describe prints them. upstream: kubectl/pkg/describe/describe.go describeVolumes */
import type { Volume } from '../../api/core.ts';

/** Whatever a volume source may hold: only what is printed is looked at. */
interface Fields {
  readonly [field: string]: unknown;
}

const fieldsOf = (value: unknown): Fields | undefined => (typeof value === 'object' && value !== null ? (value as Fields) : undefined);
const text = (value: unknown, otherwise = ''): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : otherwise;
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf).filter((item) => item !== undefined) : []);

const row = (title: string, value: string): string => `    ${title}:\t${value}\n`;
const type = (name: string, what: string): string => row('Type', `${name} (${what})`);

function downwardItems(items: unknown): string {
  const lines = list(items).map((item) => {
    const source = text(fieldsOf(item['fieldRef'])?.['fieldPath'], text(fieldsOf(item['resourceFieldRef'])?.['resource']));
    return `      ${source} -> ${text(item['path'])}\n`;
  });
  return `    Items:\n${lines.join('')}`;
}

function projectedSource(source: Fields): string {
  const token = fieldsOf(source['serviceAccountToken']);
  const configMap = fieldsOf(source['configMap']);
  const secret = fieldsOf(source['secret']);
  if (token !== undefined) return row('TokenExpirationSeconds', text(token['expirationSeconds'], '3600'));
  if (configMap !== undefined) return row('ConfigMapName', text(configMap['name'])) + row('Optional', text(configMap['optional'], 'false'));
  if (secret !== undefined) return row('SecretName', text(secret['name'])) + row('Optional', text(secret['optional'], 'false'));
  return source['downwardAPI'] === undefined ? '' : row('DownwardAPI', 'true');
}

const printers: Readonly<Record<string, (source: Fields) => string>> = {
  emptyDir: (source) =>
    type('EmptyDir', "a temporary directory that shares a pod's lifetime") +
    row('Medium', text(source['medium'])) +
    row('SizeLimit', text(source['sizeLimit'], '<unset>')),
  configMap: (source) =>
    type('ConfigMap', 'a volume populated by a ConfigMap') +
    row('Name', text(source['name'])) +
    row('Optional', text(source['optional'], 'false')),
  secret: (source) =>
    type('Secret', 'a volume populated by a Secret') +
    row('SecretName', text(source['secretName'])) +
    row('Optional', text(source['optional'], 'false')),
  hostPath: (source) =>
    type('HostPath', 'bare host directory volume') +
    row('Path', text(source['path'])) +
    row('HostPathType', text(source['type'], '<none>')),
  persistentVolumeClaim: (source) =>
    type('PersistentVolumeClaim', 'a reference to a PersistentVolumeClaim in the same namespace') +
    row('ClaimName', text(source['claimName'])) +
    row('ReadOnly', text(source['readOnly'], 'false')),
  projected: (source) =>
    type('Projected', 'a volume that contains injected data from multiple sources') + list(source['sources']).map(projectedSource).join(''),
  nfs: (source) =>
    type('NFS', 'an NFS mount that lasts the lifetime of a pod') +
    row('Server', text(source['server'])) +
    row('Path', text(source['path'])) +
    row('ReadOnly', text(source['readOnly'], 'false')),
  gitRepo: (source) =>
    type('GitRepo', 'a volume that is pulled from git when the pod is created') +
    row('Repository', text(source['repository'])) +
    row('Revision', text(source['revision'])),
  image: (source) =>
    type('Image', 'a container image or OCI artifact') +
    row('Reference', text(source['reference'])) +
    row('PullPolicy', text(source['pullPolicy'])),
  csi,
  ephemeral,
  downwardAPI: (source) => type('DownwardAPI', 'a volume populated by information about the pod') + downwardItems(source['items']),
};

const maxAttributeLength = 140;

/** Entries below one another; upstream's writer indents each piece of a line by itself. */
function entries(title: string, map: Fields = {}, separator = '='): string {
  const pairs = Object.keys(map)
    .sort()
    .map((key) => `${key}${separator}${text(map[key])}`)
    .map((pair) => (pair.length > maxAttributeLength ? `${pair.slice(0, maxAttributeLength)}...` : pair));
  return row(title, pairs.length === 0 ? '<none>' : `    ${pairs.join('\n        \t    ')}`);
}

/** A volume of a driver, with what the driver is told. */
function csi(source: Fields): string {
  return [
    type('CSI', 'a Container Storage Interface (CSI) volume source'),
    row('Driver', text(source['driver'])),
    row('FSType', text(source['fsType'])),
    row('ReadOnly', text(source['readOnly'], 'false')),
    entries('VolumeAttributes', fieldsOf(source['volumeAttributes'])),
  ].join('');
}

/** A claim that is made for the pod. upstream: printPersistentVolumeClaim of a template */
function ephemeral(source: Fields): string {
  const title = type('EphemeralVolume', 'an inline specification for a volume that gets created and deleted with the pod');
  const claim = fieldsOf(source['volumeClaimTemplate']);
  if (claim === undefined) return title;
  const { labels, annotations } = fieldsOf(claim['metadata']) ?? {};
  const { storageClassName, volumeMode } = fieldsOf(claim['spec']) ?? {};
  return [
    title,
    row('StorageClass', text(storageClassName)),
    row('Volume', ''),
    entries('Labels', fieldsOf(labels)),
    entries('Annotations', fieldsOf(annotations), ': '),
    row('Capacity', ''),
    row('Access Modes', ''),
    volumeMode === undefined ? '' : row('VolumeMode', text(volumeMode)),
  ].join('');
}

function volumeFields(volume: Volume): string {
  for (const [name, print] of Object.entries(printers)) {
    const source = fieldsOf(volume[name]);
    if (source !== undefined) return print(source);
  }
  return '  <unknown>\n';
}

/** All volumes; those of a template lie one step deeper. upstream: describeVolumes */
export function volumesText(volumes: readonly Volume[], space: '' | '  '): string {
  if (volumes.length === 0) return `${space}Volumes:\t<none>\n`;
  const indent = space === '' ? '  ' : '   ';
  return `${space}Volumes:\n${volumes.map((volume) => `${indent}${volume.name}:\n${volumeFields(volume)}`).join('')}`;
}
