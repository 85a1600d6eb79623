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
  downwardAPI: (source) => type('DownwardAPI', 'a volume populated by information about the pod') + downwardItems(source['items']),
};

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
