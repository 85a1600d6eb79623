/** Rules for names and labels with their exact messages. upstream: apimachinery/pkg/util/validation */

const suffixLength = 5;
const maxNameLength = 63;
const maxGeneratedNameLength = maxNameLength - suffixLength;

/** The letters of random suffixes: no vowels, no digits that look like letters. */
export const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** The name that `generateName` becomes with this random suffix. upstream: names.SimpleNameGenerator */
export function generatedName(generateName: string, suffix: string): string {
  return `${generateName.slice(0, maxGeneratedNameLength)}${suffix}`;
}

/** Five letters out of the alphabet; `draw(n)` gives an integer in 0..n−1. */
export function randomSuffix(draw: (bound: number) => number): string {
  let suffix = '';
  for (let i = 0; i < suffixLength; i++) suffix += suffixAlphabet[draw(suffixAlphabet.length)];
  return suffix;
}

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualifiedPart = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValue = `(${qualifiedPart})?`;
const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`);
const labelRegex = whole(label);
const subdomainRegex = whole(subdomain);
const label1035Regex = whole(label1035);
const qualifiedPartRegex = whole(qualifiedPart);
const labelValueRegex = whole(labelValue);

function regexError(message: string, pattern: string, ...examples: readonly string[]): string {
  const list = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${list}regex used for validation is '${pattern}')`;
}

/** How many bytes a text has in UTF-8: limits of the API count bytes. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const tooLong = (max: number, unit = 'characters'): string => `must be no more than ${max} ${unit}`;

const subdomainMessage = regexError(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  subdomain,
  'example.com',
);
const labelMessage = regexError(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  label,
  'my-name',
  '123-abc',
);
const label1035Message = regexError(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  label1035,
  'my-name',
  'abc-123',
);
const qualifiedPartMessage = regexError(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  qualifiedPart,
  'MyName',
  'my.name',
  '123-abc',
);
const labelValueMessage = regexError(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  labelValue,
  'MyValue',
  'my_value',
  '12345',
);

/** What is wrong with a DNS-1123 subdomain (object names); empty if nothing. */
export function isDNS1123Subdomain(value: string): readonly string[] {
  const errors: string[] = [];
  if (utf8Length(value) > 253) errors.push(tooLong(253));
  if (!subdomainRegex.test(value)) errors.push(subdomainMessage);
  return errors;
}

/** What is wrong with a DNS-1123 label (container, volume and namespace names); empty if nothing. */
export function isDNS1123Label(value: string): readonly string[] {
  const errors: string[] = [];
  if (utf8Length(value) > maxNameLength) errors.push(tooLong(maxNameLength));
  if (!labelRegex.test(value)) errors.push(labelMessage);
  return errors;
}

/** What is wrong with a DNS-1035 label (Service names before 1.34); empty if nothing. */
export function isDNS1035Label(value: string): readonly string[] {
  const errors: string[] = [];
  if (utf8Length(value) > maxNameLength) errors.push(tooLong(maxNameLength));
  if (!label1035Regex.test(value)) errors.push(label1035Message);
  return errors;
}

/** From this minor version on label keys and values are measured in bytes, and a key is called a label key. */
const labelKeySince = 34;

/** What is wrong with a label or annotation key such as `example.com/tier`; empty if nothing. */
export function isQualifiedName(value: string, minor: number): readonly string[] {
  const unit = minor >= labelKeySince ? 'bytes' : 'characters';
  const parts = value.split('/');
  const errors: string[] = [];
  if (parts.length > 2) {
    const what = minor >= labelKeySince ? 'a valid label key' : 'a qualified name';
    return [`${what} ${qualifiedPartMessage} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = parts.at(-1) ?? '';
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') errors.push('prefix part must be non-empty');
    else errors.push(...prefixErrors(prefix, unit));
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (utf8Length(name) > maxNameLength) errors.push(`name part ${tooLong(maxNameLength, unit)}`);
  if (!qualifiedPartRegex.test(name)) errors.push(`name part ${qualifiedPartMessage}`);
  return errors;
}

function prefixErrors(prefix: string, unit: string): readonly string[] {
  const errors: string[] = [];
  if (utf8Length(prefix) > 253) errors.push(`prefix part ${tooLong(253, unit)}`);
  if (!subdomainRegex.test(prefix)) errors.push(`prefix part ${subdomainMessage}`);
  return errors;
}

/** What is wrong with a label value; empty if nothing. */
export function isValidLabelValue(value: string, minor: number): readonly string[] {
  const errors: string[] = [];
  if (utf8Length(value) > maxNameLength) errors.push(tooLong(maxNameLength, minor >= labelKeySince ? 'bytes' : 'characters'));
  if (!labelValueRegex.test(value)) errors.push(labelValueMessage);
  return errors;
}
