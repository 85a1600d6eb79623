/** `kubectl version`. upstream: pkg/cmd/version/version.go */
import type { Call, Command } from '../command.ts';
import { bool } from '../flags.ts';
import type { Process } from '../process.ts';

/** The kubectl whose words these are, whatever the cluster's version. */
const CLIENT = 'v1.37.2';
const KUSTOMIZE = 'v5.8.1';

// biome-ignore lint/correctness/useYield: it waits for nothing.
function* run({ flags, environment }: Call): Process {
  environment.stdout(`Client Version: ${CLIENT}\nKustomize Version: ${KUSTOMIZE}\n`);
  if (!flags.bool('client')) environment.stdout(`Server Version: v1.${environment.serverMinor}.0\n`);
  return 0;
}

export const version: Command = {
  name: 'version',
  use: '[flags]',
  short: 'Show the versions of client and server',
  flags: [bool('client', 'The version of kubectl alone.')],
  run,
};
