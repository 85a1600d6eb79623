/** How kubectl words what went wrong: one rule set for every command. */
import type { Status, StatusCause } from '../api/client.ts';

/** A refusal by the API server keeps its nature; everything else is text. */
export type CommandError =
  | { readonly status: Status }
  /** `bare`: printed as it stands, without `error: `. */
  | { readonly text: string; readonly bare?: true };

/** Puts where an object came from in front of an error: `error when creating "web.yaml": …`. upstream: cmdutil.AddSourceToErr */
export function addSource(verb: string, source: string | undefined, error: CommandError): CommandError {
  if (source === undefined) return error;
  const prefix = `error when ${verb} "${source}": `;
  return 'status' in error ? { status: { ...error.status, message: prefix + error.status.message } } : { text: prefix + error.text };
}

/** The text of an error that a command wraps into its own words. */
export function errorMessage(error: CommandError): string {
  return 'status' in error ? error.status.message : error.text;
}

/** upstream: cmdutil.StandardErrorMessage; undefined for what is no answer of the server */
function standardErrorMessage(error: CommandError): string | undefined {
  if (!('status' in error)) return undefined;
  const { reason, message } = error.status;
  return reason === '' ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`;
}

function causeText({ field, message }: StatusCause): string {
  return field === undefined || field === '' ? message : `${field}: ${message}`;
}

/** upstream: cmdutil checkErr, case IsInvalid, and MultilineError */
function formatInvalid(status: Status): string {
  const { name = '', kind = '', causes = [] } = status.details ?? {};
  const named = name !== '' || kind !== '';
  const subject = named ? `The ${kind} "${name}" is invalid` : 'The request is invalid';
  const texts = [...new Set(causes.map(causeText))];
  const [first, ...more] = texts;
  if (first === undefined) return named ? `${subject}\n` : `${subject}: ${status.message}\n`;
  if (more.length === 0) return `${subject}: ${first}\n`;
  return `${subject}: \n${texts.map((text) => `* ${text}\n`).join('')}`;
}

/** One refusal alone, as kubectl prints it. */
export function printStatus(status: Status): string {
  return formatErrors([{ status }]);
}

/** Everything that a command failed with, for stderr. upstream: cmdutil checkErr */
export function formatErrors(errors: readonly CommandError[]): string {
  const [first, ...more] = errors;
  if (first === undefined) return '';
  // Several errors are printed one a line; only a single one gets its prefix, or the form for invalid objects.
  if (more.length > 0) return errors.map((error) => `${standardErrorMessage(error) ?? errorMessage(error)}\n`).join('');
  if ('status' in first && first.status.reason === 'Invalid') return formatInvalid(first.status);
  const message = standardErrorMessage(first) ?? errorMessage(first);
  const isWhole = 'status' in first || first.bare === true || message.startsWith('error: ');
  const text = isWhole ? message : `error: ${message}`;
  return text.endsWith('\n') ? text : `${text}\n`;
}
