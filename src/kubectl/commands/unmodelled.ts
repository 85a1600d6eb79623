/** Commands that kubectl has and a simulated cluster has nothing for. Each says so in one line; what kubectl itself would refuse first, it refuses. */
import { type Call, type Command, Exit, fail, failUsage } from '../command.ts';
import { filenameFlags } from '../commonFlags.ts';
import { bool, text } from '../flags.ts';
import { discovery, findResourceType } from '../resources.ts';

function unmodelled(name: string, short: string, why: string, more: Partial<Command> = {}): Command {
  return { name, use: '[flags]', short, flags: [], takesAnything: true, run: () => fail(`${name} is not modelled: ${why}`), ...more };
}

const noProcess = 'containers are simulated and run no process';
const noNetwork = 'pods are simulated and have no network';

export const certificate = unmodelled('certificate', 'Modify certificate resources', 'this cluster issues no certificates');
export const attach = unmodelled('attach', 'Attach to a running container', noProcess);
export const portForward = unmodelled('port-forward', 'Forward one or more local ports to a pod', noNetwork);
export const proxy = unmodelled(
  'proxy',
  'Run a proxy to the Kubernetes API server',
  'this cluster has no address that a browser could open',
);
export const cp = unmodelled('cp', 'Copy files and directories to and from containers', 'containers are simulated and have no files');
export const debug = unmodelled('debug', 'Create debugging sessions for troubleshooting workloads and nodes', noProcess);
export const kustomize = unmodelled(
  'kustomize',
  'Build a kustomization target from a directory or URL',
  'write the objects into files and use -f',
);
export const completion = unmodelled(
  'completion',
  'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  'the terminal here completes by itself: press Tab',
);
export const kuberc = unmodelled('kuberc', 'Manage kuberc configuration files', 'this page keeps no preferences of kubectl');

export const plugin: Command = {
  name: 'plugin',
  use: '[flags]',
  short: 'Provides utilities for interacting with plugins',
  flags: [],
  helpTo: 'stderr',
  subcommands: [
    {
      name: 'list',
      use: '[flags]',
      short: "List all visible plugin executables on a user's PATH",
      flags: [bool('name-only', 'Print the names of plugins alone.')],
      run: () => fail('unable to find any kubectl plugins in your PATH'),
    },
  ],
};

/** upstream: pkg/cmd/top: it needs an API that nobody serves here, as in any cluster without a metrics server */
function topOf(name: string, aliases: readonly string[], short: string): Command {
  return { name, aliases, use: '[NAME | -l label]', short, flags: [], takesAnything: true, run: () => fail('Metrics API not available') };
}

export const top: Command = {
  name: 'top',
  use: '',
  short: 'Display resource (CPU/memory) usage',
  flags: [],
  helpTo: 'stderr',
  subcommands: [
    topOf('node', ['nodes', 'no'], 'Display resource (CPU/memory) usage of nodes'),
    topOf('pod', ['pods', 'po'], 'Display resource (CPU/memory) usage of pods'),
  ],
};

function runExec(call: Call): never {
  const { args, argsBeforeDash, flags } = call;
  const hasFile = flags.list('filename').length > 0;
  if (args.length === 0 && !hasFile) fail('pod, type/name or --filename must be specified');
  const command = argsBeforeDash === undefined ? args.slice(1) : args.slice(argsBeforeDash);
  if (command.length === 0) fail('you must specify at least one command for the container');
  if (argsBeforeDash === undefined) {
    failUsage(call.path, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
  }
  return fail(`exec is not modelled: ${noProcess}`);
}

export const exec: Command = {
  name: 'exec',
  use: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  short: 'Execute a command in a container',
  flags: [
    text('container', 'The container; without it, the one that an annotation names, or the first.', 'c'),
    ...filenameFlags('The pod, by the file that describes it.'),
    text('pod-running-timeout', 'How long to wait until a pod runs.', undefined, '1m0s'),
    bool('quiet', 'Print only what the command prints.', 'q'),
    bool('stdin', 'Hand standard input to the container.', 'i'),
    bool('tty', 'Standard input is a terminal.', 't'),
  ],
  run: runExec,
};

function runExplain(call: Call): never {
  const { args, environment } = call;
  const [word = ''] = args;
  if (args.length === 0) {
    fail('You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.');
  }
  if (args.length > 1) fail('We accept only this format: explain RESOURCE');
  const [type = ''] = word.split('.');
  const known = discovery(environment);
  if (findResourceType(known, word) === undefined && findResourceType(known, type) === undefined) {
    throw new Exit([{ text: `the server doesn't have a resource type "${type}"`, bare: true }]);
  }
  return fail('explain is not modelled: the schema of the API is not part of this page yet');
}

export const explain: Command = {
  name: 'explain',
  use: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  short: 'Get documentation for a resource',
  flags: [
    text('api-version', 'The group and version to explain.'),
    text('output', "How to print: 'plaintext' or 'plaintext-openapiv2'.", 'o', 'plaintext'),
    bool('recursive', 'Print the names of all fields.'),
  ],
  run: runExplain,
};
