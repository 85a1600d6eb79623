/** `kubectl config`. upstream: pkg/cmd/config */
import { type Call, type Command, Exit, fail, failUsage } from '../command.ts';
import type { KubeConfig, KubeContext } from '../environment.ts';
import { bool, text } from '../flags.ts';
import { outputFormat, printerOf } from '../outputFlags.ts';
import { getStyle, layOut } from '../print/tabs.ts';

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const usersOf = ({ contexts }: KubeConfig): readonly string[] => [...new Set(contexts.map(({ user }) => user))].sort();

/** Only what the context in use needs. upstream: clientcmdapi.MinifyConfig */
function minified(config: KubeConfig): KubeConfig {
  const { currentContext, contexts, clusters } = config;
  if (currentContext === '') fail('current-context must exist in order to minify');
  const used = contexts.filter(({ name }) => name === currentContext);
  if (used.length === 0) fail(`cannot locate context ${currentContext}`);
  return { currentContext, contexts: used, clusters: clusters.filter(({ name }) => used.some(({ cluster }) => cluster === name)) };
}

/** A kubeconfig as its file has it. */
function fileOf(config: KubeConfig): unknown {
  const { currentContext, contexts, clusters } = config;
  return {
    kind: 'Config',
    apiVersion: 'v1',
    clusters: [...clusters].sort(byName).map(({ name, server }) => ({ name, cluster: { server } })),
    users: usersOf(config).map((name) => ({ name, user: {} })),
    contexts: [...contexts].sort(byName).map(({ name, cluster, user, namespace }) => ({
      name,
      context: { cluster, user, ...(namespace === undefined ? {} : { namespace }) },
    })),
    'current-context': currentContext,
  };
}

function runView(call: Call): number {
  const { args, flags, path, environment } = call;
  if (args.length > 0) failUsage(path, `unexpected arguments: [${args.join(' ')}]`);
  const config = environment.config();
  printerOf(call, { isTyped: true })(fileOf(flags.bool('minify') ? minified(config) : config));
  return 0;
}

function runCurrent({ environment }: Call): number {
  const { currentContext } = environment.config();
  if (currentContext === '') fail('current-context is not set');
  environment.stdout(`${currentContext}\n`);
  return 0;
}

function contextRow({ name, cluster, user, namespace = '' }: KubeContext, current: string): string {
  return `${[name === current ? '*' : ' ', name, cluster, user, namespace].join('\t')}\n`;
}

function runContexts(call: Call): number {
  const { args, flags, environment } = call;
  const format = outputFormat(call);
  if (format !== '' && format !== 'name') fail("output must be one of '' or 'name'");
  const { contexts, currentContext } = environment.config();
  const missing = args.filter((arg) => !contexts.some(({ name }) => name === arg));
  const shown = args.length === 0 ? contexts : contexts.filter(({ name }) => args.includes(name));
  const inOrder = [...shown].sort(byName);
  if (format === 'name') environment.stdout(inOrder.map(({ name }) => `${name}\n`).join(''));
  else {
    const header = flags.bool('no-headers') ? '' : 'CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n';
    environment.stdout(layOut(header + inOrder.map((each) => contextRow(each, currentContext)).join(''), getStyle));
  }
  if (missing.length > 0) throw new Exit(missing.map((name) => ({ text: `context ${name} not found` })));
  return 0;
}

/** Exactly one name. */
function onlyName({ args, path }: Call): string {
  const [name] = args;
  if (name === undefined || args.length > 1) return failUsage(path, `Unexpected args: [${args.join(' ')}]`);
  return name;
}

function runUse(call: Call): number {
  const name = onlyName(call);
  const { environment } = call;
  const config = environment.config();
  if (!config.contexts.some((each) => each.name === name)) fail(`no context exists with the name: "${name}"`);
  environment.saveConfig({ ...config, currentContext: name });
  environment.stdout(`Switched to context "${name}".\n`);
  return 0;
}

/** A flag that was given changes its field; an empty one takes it away. */
function changed({ flags }: Call, { namespace: _, ...context }: KubeContext, before: string | undefined): KubeContext {
  const namespace = flags.changed('namespace') ? flags.text('namespace') : before;
  return {
    ...context,
    cluster: flags.changed('cluster') ? flags.text('cluster') : context.cluster,
    user: flags.changed('user') ? flags.text('user') : context.user,
    ...(namespace === undefined || namespace === '' ? {} : { namespace }),
  };
}

function runSet(call: Call): number {
  const { args, flags, path, environment } = call;
  const isCurrent = flags.bool('current');
  if (args.length > 1) failUsage(path, `Unexpected args: [${args.join(' ')}]`);
  const config = environment.config();
  if (args.length === 1 && isCurrent) fail('you cannot specify both a context name and --current');
  if (args.length === 0 && !isCurrent) fail('you must specify a non-empty context name or --current');
  if (isCurrent && config.currentContext === '') fail('no current context is set');
  const name = args[0] ?? config.currentContext;
  const old = config.contexts.find((each) => each.name === name);
  const next = changed(call, old ?? { name, cluster: '', user: '' }, old?.namespace);
  const contexts = old === undefined ? [...config.contexts, next] : config.contexts.map((each) => (each === old ? next : each));
  environment.saveConfig({ ...config, contexts });
  environment.stdout(`Context "${name}" ${old === undefined ? 'created' : 'modified'}.\n`);
  return 0;
}

function runRename({ args, path, environment }: Call): number {
  const [from, to] = args;
  if (from === undefined || to === undefined || args.length > 2) return failUsage(path, `Unexpected args: [${args.join(' ')}]`);
  const config = environment.config();
  if (!config.contexts.some(({ name }) => name === from)) fail(`cannot rename the context "${from}", it's not in ${kubeconfigPath}`);
  if (config.contexts.some(({ name }) => name === to)) {
    fail(`cannot rename the context "${from}", the context "${to}" already exists in ${kubeconfigPath}`);
  }
  environment.saveConfig({
    ...config,
    currentContext: config.currentContext === from ? to : config.currentContext,
    contexts: config.contexts.map((each) => (each.name === from ? { ...each, name: to } : each)),
  });
  environment.stdout(`Context "${from}" renamed to "${to}".\n`);
  return 0;
}

/** Where the file would be. */
const kubeconfigPath = '/root/.kube/config';

function runDelete(call: Call): number {
  const name = onlyName(call);
  const { environment } = call;
  const config = environment.config();
  if (!config.contexts.some((each) => each.name === name)) fail(`cannot delete context ${name}, not in ${kubeconfigPath}`);
  if (name === config.currentContext) {
    environment.stderr('warning: this removed your active context, use "kubectl config use-context" to select a different one\n');
  }
  environment.saveConfig({ ...config, contexts: config.contexts.filter((each) => each.name !== name) });
  environment.stdout(`deleted context ${name} from ${kubeconfigPath}\n`);
  return 0;
}

/** `get-clusters`, `get-users`: a header and names. */
function namesCommand(name: string, short: string, namesOf: (config: KubeConfig) => readonly string[]): Command {
  function run({ environment }: Call): number {
    environment.stdout(['NAME', ...namesOf(environment.config())].map((line) => `${line}\n`).join(''));
    return 0;
  }
  return { name, use: '', short, flags: [], run };
}

function notModelled(name: string, short: string): Command {
  return {
    name,
    use: '',
    short,
    flags: [],
    takesAnything: true,
    run: () => fail(`config ${name} is not modelled: this page has one cluster, and contexts are all that can be changed`),
  };
}

export const config: Command = {
  name: 'config',
  use: 'SUBCOMMAND',
  short: 'Modify kubeconfig files',
  flags: [],
  helpTo: 'stderr',
  subcommands: [
    { name: 'current-context', use: '[flags]', short: 'Display the current-context', flags: [], run: runCurrent },
    notModelled('delete-cluster', 'Delete the specified cluster from the kubeconfig'),
    { name: 'delete-context', use: 'NAME', short: 'Delete the specified context from the kubeconfig', flags: [], run: runDelete },
    notModelled('delete-user', 'Delete the specified user from the kubeconfig'),
    namesCommand('get-clusters', 'Display clusters defined in the kubeconfig', ({ clusters }) => clusters.map(({ name }) => name).sort()),
    {
      name: 'get-contexts',
      use: '[(-o|--output=)name)]',
      short: 'Describe one or many contexts',
      examples: ['# All contexts, the one in use with a star', 'kubectl config get-contexts'],
      flags: [bool('no-headers', 'Leave the headers of tables out.'), text('output', 'Output format. One of: (name).', 'o')],
      run: runContexts,
    },
    namesCommand('get-users', 'Display users defined in the kubeconfig', usersOf),
    { name: 'rename-context', use: 'CONTEXT_NAME NEW_NAME', short: 'Rename a context from the kubeconfig file', flags: [], run: runRename },
    notModelled('set', 'Set an individual value in a kubeconfig file'),
    notModelled('set-cluster', 'Set a cluster entry in kubeconfig'),
    {
      name: 'set-context',
      use: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
      short: 'Set a context entry in kubeconfig',
      examples: ['# From now on work in another namespace', 'kubectl config set-context --current --namespace=staging'],
      flags: [
        text('cluster', 'The cluster of the context.'),
        bool('current', 'Change the context in use.'),
        text('namespace', 'The namespace of the context.', 'n'),
        text('user', 'The user of the context.'),
      ],
      run: runSet,
    },
    notModelled('set-credentials', 'Set a user entry in kubeconfig'),
    notModelled('unset', 'Unset an individual value in a kubeconfig file'),
    {
      name: 'use-context',
      aliases: ['use'],
      use: 'CONTEXT_NAME',
      short: 'Set the current-context in a kubeconfig file',
      examples: ['# Work with another context', 'kubectl config use-context staging'],
      flags: [],
      run: runUse,
    },
    {
      name: 'view',
      use: '[flags]',
      short: 'Display merged kubeconfig settings or a specified kubeconfig file',
      examples: ['# The whole kubeconfig', 'kubectl config view'],
      flags: [
        bool('allow-missing-template-keys', 'Pass over fields and keys that a template names and an object lacks.', undefined, true),
        bool('flatten', 'Put the contents of files into the output.'),
        bool('merge', 'Merge all kubeconfig files.', undefined, true),
        bool('minify', 'Only what the context in use needs.'),
        text(
          'output',
          'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
          'o',
          'yaml',
        ),
        bool('raw', 'Show secrets too.'),
        text('template', 'The template, or the file with it, for -o=go-template and -o=go-template-file.'),
      ],
      run: runView,
    },
  ],
};
