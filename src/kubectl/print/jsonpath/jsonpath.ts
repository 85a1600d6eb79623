/** `-o jsonpath=…`, and paths as `--sort-by` and custom columns take them. upstream: cli-runtime/pkg/printers/jsonpath.go */
import { err, ok, type Result } from '../../../base/result.ts';
import { goJson, goJsonIndented } from '../../goJson.ts';
import { evaluate, goText } from './evaluate.ts';
import { parseTemplate } from './parse.ts';

export interface JsonPathOptions {
  /** Default true: what is not there prints nothing. */
  readonly allowMissing?: boolean;
  /** `jsonpath-as-json`: all results as one JSON array. */
  readonly asJson?: boolean;
}

/** Prints data through a template; the error is the text behind `error: `. */
export function printJsonPath(
  template: string,
  data: unknown,
  { allowMissing = true, asJson = false }: JsonPathOptions = {},
): Result<string, string> {
  const nodes = parseTemplate(template);
  if (!nodes.ok) return err(`error parsing jsonpath ${template}, ${nodes.error}`);
  const found = evaluate(nodes.value, data, allowMissing);
  if (!found.ok) return err(executionProblem(template, data, found.error));
  if (asJson) return ok(`${goJsonIndented(found.value.flat())}\n`);
  return ok(found.value.map((results) => results.map(printed).join(' ')).join(''));
}

/** The values that one path finds; the error tells what is wrong with the path or the data. */
export function findPath(path: string, data: unknown): Result<readonly unknown[], string> {
  const nodes = parseTemplate(path);
  if (!nodes.ok) return nodes;
  const found = evaluate(nodes.value, data, true);
  return found.ok ? ok(found.value.flat()) : found;
}

/** `.a.b`, `a.b`, `{a.b}` and `{.a.b}` all mean `{.a.b}`. upstream: get.RelaxedJSONPathExpression */
export function relaxedPath(text: string): Result<string, string> {
  if (text === '') return ok('');
  const [, inBraces, bare] = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text) ?? [];
  const path = inBraces ?? bare;
  if (path === undefined) {
    return err("unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'");
  }
  return ok(`{.${path}}`);
}

function printed(value: unknown): string {
  return typeof value === 'object' ? goJson(value) : String(value);
}

function executionProblem(template: string, data: unknown, problem: string): string {
  const more = `Error executing template: ${problem}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(data)}\n\n`;
  return `error executing jsonpath ${JSON.stringify(template)}: ${more}\n`;
}

/** A value as Go's `%#v` prints it. */
function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value !== 'object') return String(value);
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${goSyntax((value as Readonly<Record<string, unknown>>)[key])}`);
  return `map[string]interface {}{${fields.join(', ')}}`;
}

export { goText };
