/** Help, laid out as kubectl lays it out; the words are our own. upstream: kubectl/pkg/util/templates */
import type { Command, Flag } from './command.ts';

/** The groups of the root's help. */
const GROUPS: readonly (readonly [title: string, names: readonly string[]])[] = [
  ['Basic Commands (Beginner):', ['create', 'expose', 'run', 'set']],
  ['Basic Commands (Intermediate):', ['explain', 'get', 'edit', 'delete']],
  ['Deploy Commands:', ['rollout', 'scale', 'autoscale']],
  ['Cluster Management Commands:', ['certificate', 'cluster-info', 'top', 'cordon', 'uncordon', 'drain', 'taint']],
  [
    'Troubleshooting and Debugging Commands:',
    ['describe', 'logs', 'attach', 'exec', 'port-forward', 'proxy', 'cp', 'auth', 'debug', 'events'],
  ],
  ['Advanced Commands:', ['diff', 'apply', 'patch', 'replace', 'wait', 'kustomize']],
  ['Settings Commands:', ['label', 'annotate', 'completion']],
  ['Subcommands provided by plugins:', []],
  ['Other Commands:', ['api-resources', 'api-versions', 'config', 'kuberc', 'plugin', 'version']],
];

const NAME_WIDTH = 15;
const OPTIONS_HINT = 'Use "kubectl options" for a list of global command-line options (applies to all commands).';

function rows(commands: readonly Command[]): string {
  return commands.map(({ name, short }) => `  ${name.padEnd(NAME_WIDTH)} ${short}\n`).join('');
}

/** `kubectl` and `kubectl help`. */
export function rootHelp(commands: readonly Command[]): string {
  const groups = GROUPS.map(([title, names]) => {
    const shown = names.flatMap((name) => commands.find((command) => command.name === name) ?? []);
    return `${title}\n${rows(shown)}\n`;
  });
  return `kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/\n\n${groups.join('')}Usage:\n  kubectl [flags] [options]\n\nUse "kubectl <command> --help" for more information about a given command.\n${OPTIONS_HINT}\n`;
}

/** `    -o, --output='':` and what it does behind a tab. */
export function optionText({ name, short, default: initial, usage }: Flag): string {
  const dash = short === undefined ? '    ' : `-${short}, `;
  return `    ${dash}--${name}=${initial}:\n\t${usage}\n`;
}

/** `kubectl options`: the flags of every command. */
export function globalOptions(flags: readonly Flag[]): string {
  return `The following options can be passed to any command:\n\n${optionTexts(flags)}`;
}

function optionTexts(flags: readonly Flag[]): string {
  const sorted = [...flags].filter(({ name }) => name !== 'help').sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.map(optionText).join('\n');
}

/** `kubectl COMMAND --help`. upstream: templates.UsageTemplate: what is empty is left out */
export function commandHelp(command: Command, path: string): string {
  const { short, aliases = [], examples = [], subcommands = [], flags, use } = command;
  const words = [path, ...(use === '' ? [] : [use]), ...(use.includes('[flags]') || use === '' ? [] : ['[flags]']), '[options]'];
  const more = subcommands.length === 0 ? '' : `Use "${path} <command> --help" for more information about a given command.\n`;
  const parts = [
    `${short}.\n`,
    ...(aliases.length === 0 ? [] : [`Aliases:\n${[command.name, ...aliases].join(', ')}\n`]),
    ...(examples.length === 0 ? [] : [`Examples:\n${examplesText(examples)}`]),
    ...(subcommands.length === 0 ? [] : [`Available Commands:\n${rows(subcommands)}`]),
    ...(flags.length === 0 ? [] : [`Options:\n${optionTexts(flags)}`]),
    `Usage:\n  ${words.join(' ')}\n`,
    `${more}${OPTIONS_HINT}\n`,
  ];
  return parts.join('\n');
}

/** A blank line in front of each comment but the first. */
function examplesText(lines: readonly string[]): string {
  return lines.map((line, index) => `${index > 0 && line.startsWith('#') ? '\n' : ''}  ${line}\n`).join('');
}
