/** What the fields of a pod are worth to its containers. upstream: kubectl/pkg/util/fieldpath ExtractFieldPathAsString */
import { goQuote } from '../../api/goText.ts';
import type { KubeObject, Labels } from '../../api/meta.ts';

const mapText = (map: Labels = {}): string =>
  Object.keys(map)
    .sort()
    .map((key) => `${key}=${goQuote(map[key] ?? '')}`)
    .join('\n');

/** '' for a path that kubectl does not resolve: it knows the metadata alone. */
export function podFieldValue({ metadata }: KubeObject, path: string): string {
  const [, map, key = ''] = /^metadata\.(annotations|labels)\['(.*)'\]$/.exec(path) ?? [];
  if (map === 'annotations') return metadata.annotations?.[key] ?? '';
  if (map === 'labels') return metadata.labels?.[key] ?? '';
  switch (path) {
    case 'metadata.annotations':
      return mapText(metadata.annotations);
    case 'metadata.labels':
      return mapText(metadata.labels);
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    default:
      return '';
  }
}
