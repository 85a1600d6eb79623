/** `validate FILE.yaml`: the API server's words, each at its place in the file. */
import { locate, type Manifest } from '../api/manifest.ts';
import { fieldProblems } from '../kubectl/apply/problems.ts';
import { errorMessage } from '../kubectl/errors.ts';
import { objectName } from '../kubectl/names.ts';
import { type AppliedFile, applyToFresh, textOf } from './cluster.ts';
import { kubernetesFlag, oneFile, parseFlags } from './flags.ts';
import { help } from './help.ts';
import type { ExitCode, Io } from './io.ts';

/** `web.yaml:12:5: spec.replicas: Invalid value: …` for each thing that is wrong with one document. */
function linesOf(path: string, manifest: Manifest, { document, error }: AppliedFile['output']['failed'][number]): readonly string[] {
  const source = manifest.documents[document];
  // Beyond the last document that could be read lies the one that could not.
  if (source === undefined) {
    const [problem] = manifest.problems;
    return [`${path}:${problem?.line ?? 1}:${problem?.column ?? 1}: ${problem?.message ?? errorMessage(error)}`];
  }
  return fieldProblems(error).map(({ field, message }) => {
    const { line, column } = locate(source, field ?? '');
    const words = field === undefined || message.includes(field) ? message : `${field}: ${message}`;
    return `${path}:${line}:${column}: ${words}`;
  });
}

export function validate(argv: readonly string[], io: Io): ExitCode {
  const parsed = parseFlags(argv, ['kubernetes']);
  if (parsed.wantsHelp) {
    io.stdout(help.validate);
    return 0;
  }
  const kubernetes = kubernetesFlag(parsed);
  const path = oneFile(parsed, 'validate');
  const { manifest, output } = applyToFresh(path, textOf(path, io), { kubernetes });
  const warnings = output.stderr.split('\n').filter((line) => line.startsWith('Warning: '));
  for (const line of warnings) io.stderr(`${line}\n`);
  for (const key of output.applied) io.stdout(`${objectName(key)} is valid\n`);
  for (const failure of output.failed) for (const line of linesOf(path, manifest, failure)) io.stderr(`${line}\n`);
  if (output.failed.length === 0 && output.applied.length === 0) io.stderr(output.stderr);
  return output.exitCode === 0 ? 0 : 1;
}
