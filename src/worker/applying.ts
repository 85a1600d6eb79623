// What Apply does with the editor's text: kubectl's apply, and each complaint at its place in the text.
import type { Client } from '../api/client.ts';
import { decode } from '../api/decode.ts';
import { locate, type Manifest, parseManifest } from '../api/manifest.ts';
import { type ApplyOutput, applyObjects } from '../kubectl/apply/apply.ts';
import { type FieldProblem, fieldProblems } from '../kubectl/apply/problems.ts';
import { lineOf } from './gestures.ts';
import type { ApplyResult, ManifestProblem } from './protocol.ts';
import type { Run } from './run.ts';

type Failed = ApplyOutput['failed'][number];

export function applyText(run: Run, text: string, fileName: string): ApplyResult {
  const manifest = parseManifest(text);
  const [unreadable] = manifest.problems;
  const file = {
    name: fileName,
    documents: manifest.documents.map(({ value }) => value),
    ...(unreadable === undefined ? {} : { unreadable: unreadable.message }),
  };
  const act = (client: Client): ApplyOutput => applyObjects(client, file);
  const { line, stdout, stderr, exitCode, applied, failed } = run.perform('editor.apply', lineOf(run, act), act);
  return {
    line,
    stdout,
    stderr,
    exitCode,
    applied: applied.map(({ kind, namespace, name, outcome }) => ({ kind, namespace, name, outcome })),
    problems: failed.flatMap((failure) => problemsOf(manifest, failure, run.world.minor)),
  };
}

function problemsOf(manifest: Manifest, { document, error }: Failed, minor: number): readonly ManifestProblem[] {
  const source = manifest.documents[document];
  // Beyond the last document that could be read lies the one that could not.
  if (source === undefined) return manifest.problems;
  return fieldsBlamed(error, source.value, minor).map((problem) => ({ ...problem, document, ...locate(source, problem.field ?? '') }));
}

/** When the API server blames the whole patch, and not the field in it, reading the manifest by itself tells which field it is. */
function fieldsBlamed(error: Failed['error'], value: unknown, minor: number): readonly FieldProblem[] {
  const isPatchBlamed = 'status' in error && error.status.details?.causes?.some(({ field }) => field === 'patch') === true;
  const alone = isPatchBlamed ? decode(value, { fieldValidation: 'Strict', minor }) : undefined;
  return fieldProblems(alone === undefined || alone.ok ? error : { status: alone.error });
}
