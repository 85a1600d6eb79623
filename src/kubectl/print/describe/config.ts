/** What configures pods. upstream: ConfigMapDescriber, describeSecret, describeServiceAccount, describePriorityClass */
import { base64Length } from '../../../api/bytes.ts';
import type { ConfigMap, PriorityClass, Secret, ServiceAccount } from '../../../api/core.ts';
import { fieldsOf, listOf, textOf } from '../../../api/fields.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { labelsText } from '../table/print.ts';
import { field, heading, type Surroundings, sortedKeys } from './text.ts';

const bytesOf = (encoded: string): number => {
  const length = base64Length(encoded);
  return length.ok ? length.value : 0;
};

/** Go's maps have no order; here the keys have one. */
export function describeConfigMap(map: ConfigMap): string {
  const { data = {}, binaryData = {} } = map;
  return [
    heading(map),
    '\nData\n====\n',
    ...sortedKeys(data).map((key) => `${key}:\n----\n${data[key] ?? ''}\n\n`),
    '\nBinaryData\n====\n',
    ...sortedKeys(binaryData).map((key) => `${key}: ${bytesOf(binaryData[key] ?? '')} bytes\n`),
    '\n',
  ].join('');
}

const tokenType = 'kubernetes.io/service-account-token';

export function describeSecret(secret: Secret): string {
  const { data = {}, type = '' } = secret;
  const lines = sortedKeys(data).map((key) => field(key, `${bytesOf(data[key] ?? '')} bytes`));
  return [heading(secret), `\n${field('Type', type)}`, '\nData\n====\n', ...lines].join('');
}

const namesOf = (list: unknown): readonly string[] => listOf(list).map((item) => textOf(fieldsOf(item)['name']));

function belongsTo(secret: KubeObject, { metadata }: ServiceAccount): boolean {
  const { annotations = {} } = secret.metadata;
  return (
    fieldsOf(secret)['type'] === tokenType &&
    annotations['kubernetes.io/service-account.name'] === metadata.name &&
    annotations['kubernetes.io/service-account.uid'] === metadata.uid
  );
}

export function describeServiceAccount(account: ServiceAccount, { list }: Surroundings): string {
  const found = list('Secret', account.metadata.namespace ?? '');
  const secrets = found.ok ? found.value : [];
  const existing = new Set(secrets.map(({ metadata }) => metadata.name));
  // Titles are as wide as one another, and further names stand below under blanks.
  const row = (title: string, names: readonly string[]): string => {
    if (names.length === 0) return `${title}\t<none>\n`;
    const told = names.map((name) => (!found.ok || existing.has(name) ? name : `${name} (not found)`));
    return told.map((name, index) => `${index === 0 ? title : ' '.repeat(title.length)}\t${name}\n`).join('');
  };
  return [
    heading(account),
    row('Image pull secrets:', namesOf(account.imagePullSecrets)),
    row('Mountable secrets: ', namesOf(fieldsOf(account)['secrets'])),
    row(
      'Tokens:            ',
      secrets.filter((secret) => belongsTo(secret, account)).map(({ metadata }) => metadata.name),
    ),
  ].join('');
}

export function describePriorityClass(priority: PriorityClass): string {
  return [
    field('Name', priority.metadata.name),
    field('Value', priority.value ?? 0),
    field('GlobalDefault', priority.globalDefault ?? false),
    field('PreemptionPolicy', priority.preemptionPolicy ?? ''),
    field('Description', textOf(fieldsOf(priority)['description'])),
    field('Annotations', labelsText(priority.metadata.annotations)),
  ].join('');
}
