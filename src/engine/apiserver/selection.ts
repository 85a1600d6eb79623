/** Which objects a list asks for: namespace, labels, fields. */
import type { ListOptions } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';

type Predicate = (object: KubeObject) => boolean;

/** The value of a dotted path as a field selector compares it: absent is ''. */
function fieldOf(object: unknown, path: string): string {
  let value = object;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return '';
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value === undefined || value === null ? '' : String(value);
}

/** One term `a.b=c`, `a.b==c` or `a.b!=c`. */
function term(text: string, fieldOfObject: (object: KubeObject, name: string) => string): Predicate {
  const [, name = '', operator = '=', value = ''] = /^([^!=]*)(!=|==?)(.*)$/.exec(text) ?? [];
  const wanted = operator !== '!=';
  return (object) => (fieldOfObject(object, name.trim()) === value.trim()) === wanted;
}

function terms(text: string | undefined, fieldOfObject: (object: KubeObject, name: string) => string): readonly Predicate[] {
  if (text === undefined || text === '') return [];
  return text.split(',').map((each) => term(each, fieldOfObject));
}

/** A test for the objects that a list with these options holds. */
export function selects(options: ListOptions): Predicate {
  const predicates = [
    ...terms(options.labelSelector, (object, name) => object.metadata.labels?.[name] ?? ''),
    ...terms(options.fieldSelector, fieldOf),
  ];
  const { namespace } = options;
  if (namespace !== undefined && namespace !== '') predicates.unshift((object) => object.metadata.namespace === namespace);
  return (object) => predicates.every((predicate) => predicate(object));
}
