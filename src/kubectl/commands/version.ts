/** `kubectl version`. upstream: pkg/cmd/version/version.go */
import { stringifyManifest } from '../../api/manifest.ts';
import { clientMinor, gitVersion } from '../../api/release.ts';
import { type Call, type Command, fail } from '../command.ts';
import { bool, text } from '../flags.ts';

/** What kubectl 1.37 has built in. */
const kustomizeVersion = 'v5.8.1';
/** How far apart client and server may be. */
const supportedSkew = 1;
/** The first minor that tells which older versions it can stand in for. */
const emulationSince = 33;

type Info = Readonly<Record<string, string>>;

/** upstream: apimachinery/pkg/version Info, in the order of its fields. Commit and date are those of no real build. */
function infoOf(minor: number, goVersion: string, isServer: boolean): Info {
  const emulates = isServer && minor >= emulationSince;
  return {
    major: '1',
    minor: `${minor}`,
    ...(emulates
      ? { emulationMajor: '1', emulationMinor: `${minor}`, minCompatibilityMajor: '1', minCompatibilityMinor: `${minor - 1}` }
      : {}),
    gitVersion: gitVersion(minor),
    gitCommit: '0'.repeat(40),
    gitTreeState: 'clean',
    buildDate: '2026-11-01T00:00:00Z',
    goVersion,
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

function skewWarning(serverMinor: number): string {
  if (Math.abs(serverMinor - clientMinor) <= supportedSkew) return '';
  return `WARNING: version difference between client (1.${clientMinor}) and server (1.${serverMinor}) exceeds the supported minor version skew of +/-${supportedSkew}\n`;
}

function run({ args, flags, environment }: Call): number {
  if (args.length > 0) fail(`extra arguments: [${args.join(' ')}]`);
  const format = flags.text('output');
  if (format !== '' && format !== 'yaml' && format !== 'json') fail("--output must be 'yaml' or 'json'");
  const { serverMinor, serverVersion } = environment;
  const client = infoOf(clientMinor, 'go1.26.8', false);
  const server = flags.bool('client') ? undefined : (serverVersion ?? infoOf(serverMinor, 'go1.26.8', true));
  const all = { clientVersion: client, kustomizeVersion, ...(server === undefined ? {} : { serverVersion: server }) };
  if (format === 'json') environment.stdout(`${JSON.stringify(all, undefined, 2)}\n`);
  else if (format === 'yaml') environment.stdout(`${stringifyManifest(all)}\n`);
  else {
    environment.stdout(`Client Version: ${client['gitVersion']}\nKustomize Version: ${kustomizeVersion}\n`);
    if (server !== undefined) environment.stdout(`Server Version: ${server['gitVersion']}\n`);
  }
  if (server !== undefined) environment.stderr(skewWarning(serverMinor));
  return 0;
}

export const version: Command = {
  name: 'version',
  use: '[flags]',
  short: 'Print the client and server version information',
  examples: ['# Print the versions of client and server', 'kubectl version'],
  flags: [bool('client', 'Print the version of kubectl alone; the server is not asked.'), text('output', "One of 'yaml' or 'json'.", 'o')],
  run,
};
