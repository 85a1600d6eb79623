/** Which fields an error is about, so that an editor can show it at its place. */
import type { CommandError } from '../errors.ts';

export interface FieldProblem {
  /** `spec.template.spec.containers[0].image`; absent when the error names none. Inside lists, decoding errors name no index. */
  readonly field?: string;
  readonly message: string;
}

const unknownField = /unknown field "((?:[^"\\]|\\.)*)"/g;
/** The type in front of the first dot is Go's: `DeploymentSpec.spec.replicas`. Embedded structs have capital letters. */
const goField = /into Go struct field \w+\.(\S+) of type/;

function withoutGoNames(path: string): string {
  return path
    .split('.')
    .filter((part) => !/^[A-Z]/.test(part))
    .join('.');
}

/** One entry for each cause; the message is the server's. */
export function fieldProblems(error: CommandError): readonly FieldProblem[] {
  const message = 'status' in error ? error.status.message : error.text;
  const causes = 'status' in error ? (error.status.details?.causes ?? []) : [];
  const named = causes.filter(({ field }) => field !== undefined && field !== '' && field !== 'patch');
  if (named.length > 0) return named.map(({ field = '', message: text }) => ({ field, message: text }));
  const unknown = [...message.matchAll(unknownField)].map(([text, field = '']) => ({ field, message: text }));
  if (unknown.length > 0) return unknown;
  const path = goField.exec(message)?.[1];
  return [{ message, ...(path === undefined ? {} : { field: withoutGoNames(path) }) }];
}
