/** `hash FILE.yaml`: the names of the ReplicaSets. */
import type { Deployment } from '../api/apps.ts';
import { podTemplateHash } from '../api/hash.ts';
import { applyToFresh, textOf } from './cluster.ts';
import { kubernetesFlag, oneFile, parseFlags } from './flags.ts';
import { help } from './help.ts';
import { type ExitCode, type Io, Refused } from './io.ts';

export function hash(argv: readonly string[], io: Io): ExitCode {
  const parsed = parseFlags(argv, ['kubernetes']);
  if (parsed.wantsHelp) {
    io.stdout(help.hash);
    return 0;
  }
  const kubernetes = kubernetesFlag(parsed);
  const path = oneFile(parsed, 'hash');
  const { output, timeline } = applyToFresh(path, textOf(path, io), { kubernetes });
  io.stderr(output.stderr);
  const deployments = output.applied.filter(({ kind }) => kind === 'Deployment');
  for (const key of deployments) {
    const { metadata, spec } = timeline.reader.get(key) as Deployment;
    io.stdout(`${metadata.name}-${podTemplateHash(spec.template, timeline.simulation.minor)}\n`);
  }
  if (output.exitCode !== 0) return 1;
  if (deployments.length === 0) throw new Refused(`no Deployment in ${JSON.stringify(path)}`);
  return 0;
}
