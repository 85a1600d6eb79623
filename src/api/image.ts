/** Image references. upstream: distribution/reference, pkg/util/parsers */

const domainComponent = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const domain = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?`;
const pathComponent = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const tagPattern = '[\\w][\\w.-]{0,127}';
const digestPattern = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const referencePattern = new RegExp(
  `^((?:${domain}/)?${pathComponent}(?:/${pathComponent})*)(?::(${tagPattern}))?(?:@(${digestPattern}))?$`,
);

export interface ImageReference {
  /** As written, without tag and digest. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes an image reference apart; undefined if it is none. */
export function parseImage(image: string): ImageReference | undefined {
  const match = referencePattern.exec(image);
  if (match === null || (match[1] ?? '').length > 255) return undefined;
  const [, repository = '', tag, digest] = match;
  return { repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** The tag that decides about the pull policy: `latest` if there is neither tag nor digest, '' if there is only a digest or nothing to read. */
export function parseImageTag(image: string): string {
  const reference = parseImage(image);
  if (reference === undefined) return '';
  return reference.tag ?? (reference.digest === undefined ? 'latest' : '');
}
