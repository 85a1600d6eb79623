/** `-o yaml`, `json`, `name`, `jsonpath`, `custom-columns`: objects as data. upstream: cli-runtime/pkg/printers, pkg/cmd/get/customcolumn.go */
import { type Fields, fieldsOf, isFields, replace, textOf } from '../../api/fields.ts';
import { stringifyManifest } from '../../api/manifest.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { goJsonIndented } from '../goJson.ts';
import { findPath, goText, printJsonPath, relaxedPath } from './jsonpath/jsonpath.ts';
import { getStyle, layOut } from './tabs.ts';

/** Prints one object, or a List; what it printed before may matter. The error stands behind `error: `. */
export type ObjectPrinter = (object: unknown) => Result<string, string>;

export interface ObjectFormat {
  /** What stands behind `-o`: `yaml`, `jsonpath={.metadata.name}`. */
  readonly output: string;
  /** `--template` */
  readonly template?: string;
  readonly allowMissing?: boolean;
  readonly noHeaders?: boolean;
  readonly showManagedFields?: boolean;
  /** Keys of JSON in the order in which the object has them, as of objects that kubectl has decoded into its own types. */
  readonly isTyped?: boolean;
  /** Which formats the command has beside the common ones. */
  readonly isGet?: boolean;
  readonly readFile?: (name: string) => string | undefined;
}

const common = ['go-template', 'go-template-file', 'json', 'jsonpath', 'jsonpath-as-json', 'jsonpath-file', 'kyaml', 'name', 'template'];
const commonFormats = [...common, 'templatefile', 'yaml'];
const getFormats = ['custom-columns', 'custom-columns-file', ...common, 'templatefile', 'wide', 'yaml'];

/** The objects of a List, or the object itself. */
export function itemsOf(object: unknown): readonly unknown[] {
  const fields = fieldsOf(object);
  return textOf(fields['kind']).endsWith('List') && Array.isArray(fields['items']) ? fields['items'] : [object];
}

/** `v1 List` of objects, as kubectl wraps what it prints together. */
export function listOfObjects(items: readonly unknown[], metadata: Fields = { resourceVersion: '' }): Fields {
  return { apiVersion: 'v1', items, kind: 'List', metadata };
}

function withoutManagedFields(object: unknown): unknown {
  if (!isFields(object)) return object;
  const { metadata, items } = object;
  const lean =
    isFields(metadata) && 'managedFields' in metadata ? { ...object, metadata: replace(metadata, { managedFields: undefined }) } : object;
  return Array.isArray(items) ? { ...lean, items: items.map(withoutManagedFields) } : lean;
}

/** upstream: printers.NamePrinter */
export function nameOf(object: unknown): string {
  const fields = fieldsOf(object);
  const [group = ''] = textOf(fields['apiVersion']).includes('/') ? textOf(fields['apiVersion']).split('/') : [''];
  const kind = textOf(fields['kind']).toLowerCase();
  return `${kind}${group === '' ? '' : `.${group}`}/${textOf(fieldsOf(fields['metadata'])['name'])}`;
}

/** JSON with four blanks, as kubectl prints it. `isTyped`: keys stay in their order. */
export function jsonText(object: unknown, isTyped = false): string {
  return `${goJsonIndented(object, isTyped)}\n`;
}

interface CustomColumn {
  readonly header: string;
  readonly path: string;
}

function columnsOf(pairs: readonly (readonly [header: string, path: string])[]): Result<readonly CustomColumn[], string> {
  const found: CustomColumn[] = [];
  for (const [header, text] of pairs) {
    const path = relaxedPath(text);
    if (!path.ok) return path;
    found.push({ header, path: path.value });
  }
  return ok(found);
}

/** `NAME:.metadata.name,…`. upstream: NewCustomColumnsPrinterFromSpec */
function columnsOfSpec(spec: string): Result<readonly CustomColumn[], string> {
  if (spec === '') return err('custom-columns format specified but no custom columns given');
  const pairs: [string, string][] = [];
  for (const part of spec.split(',')) {
    const colon = part.indexOf(':');
    if (colon === -1) return err(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    pairs.push([part.slice(0, colon), part.slice(colon + 1)]);
  }
  return columnsOf(pairs);
}

/** A line of headers, a line of paths. upstream: NewCustomColumnsPrinterFromTemplate */
function columnsOfFile(text: string): Result<readonly CustomColumn[], string> {
  const [headers = [], paths = []] = text.split('\n').map((line) =>
    line
      .trim()
      .split(/\s+/)
      .filter((word) => word !== ''),
  );
  if (headers.length !== paths.length) {
    return err(`number of headers (${headers.length}) and field specifications (${paths.length}) don't match`);
  }
  return columnsOf(headers.map((header, index) => [header, paths[index] ?? '']));
}

function customColumns(columns: readonly CustomColumn[], noHeaders: boolean): ObjectPrinter {
  let hasHeader = noHeaders;
  return (object) => {
    const lines = hasHeader ? [] : [columns.map(({ header }) => header)];
    hasHeader = true;
    for (const item of itemsOf(object)) {
      const cells: string[] = [];
      for (const { path } of columns) {
        const found = findPath(path, item);
        if (!found.ok) return found;
        const texts = found.value.map((value) => goText(value).replaceAll('\x1b', '^[').replaceAll('\r', '\\r'));
        cells.push(texts.length === 0 ? '<none>' : texts.join(','));
      }
      lines.push(cells);
    }
    return ok(layOut(lines.map((cells) => `${cells.join('\t')}\n`).join(''), getStyle));
  };
}

const notModelled = (format: string): Result<never, string> => err(`-o ${format} is not modelled here; use yaml, json or jsonpath`);

/** The word before `=`, and what stands behind it or in `--template`. */
function splitFormat({ output, template = '' }: ObjectFormat): readonly [name: string, argument: string] {
  const equals = output.indexOf('=');
  if (equals === -1) return [output, template];
  return [output.slice(0, equals), output.slice(equals + 1)];
}

function readArgument(format: ObjectFormat, name: string, what: string): Result<string, string> {
  const text = format.readFile?.(name);
  return text === undefined ? err(`error reading ${what} ${name}, open ${name}: no such file or directory\n`) : ok(text);
}

function jsonPathPrinter(format: ObjectFormat, name: string, argument: string): Result<ObjectPrinter, string> {
  if (argument === '') return err('template format specified but no template given');
  const template = name === 'jsonpath-file' ? readArgument(format, argument, '--template') : ok(argument);
  if (!template.ok) return template;
  const options = { allowMissing: format.allowMissing ?? true, asJson: name === 'jsonpath-as-json' };
  const parsed = printJsonPath(template.value, {}, { allowMissing: true });
  if (!parsed.ok && parsed.error.startsWith('error parsing')) return parsed;
  return ok((object) => printJsonPath(template.value, object, options));
}

/** The printer of a format; the error is kubectl's for one that it does not have. */
export function objectPrinter(format: ObjectFormat): Result<ObjectPrinter, string> {
  const { isGet = false, showManagedFields = false, isTyped = false, noHeaders = false } = format;
  const [name, argument] = splitFormat(format);
  const lean = (object: unknown): unknown => (showManagedFields ? object : withoutManagedFields(object));
  let isFirst = true;
  switch (name) {
    case 'yaml':
      return ok((object) => {
        const separator = isFirst ? '' : '---\n';
        isFirst = false;
        return ok(`${separator}${stringifyManifest(lean(object))}`);
      });
    case 'json':
      return ok((object) => ok(jsonText(lean(object), isTyped)));
    case 'name':
      return ok((object) =>
        ok(
          itemsOf(object)
            .map((item) => `${nameOf(item)}\n`)
            .join(''),
        ),
      );
    case 'jsonpath':
    case 'jsonpath-as-json':
    case 'jsonpath-file':
      return jsonPathPrinter(format, name, argument);
    case 'custom-columns': {
      if (!isGet) break;
      const columns = columnsOfSpec(argument);
      return columns.ok ? ok(customColumns(columns.value, noHeaders)) : columns;
    }
    case 'custom-columns-file': {
      if (!isGet) break;
      const text = readArgument(format, argument, 'template');
      const columns = text.ok ? columnsOfFile(text.value) : text;
      return columns.ok ? ok(customColumns(columns.value, noHeaders)) : columns;
    }
    case 'kyaml':
    case 'go-template':
    case 'go-template-file':
    case 'template':
    case 'templatefile':
      return notModelled(name);
    default:
  }
  const allowed = (isGet ? getFormats : commonFormats).join(',');
  return err(`unable to match a printer suitable for the output format "${format.output}", allowed formats are: ${allowed}`);
}
