/** `kubectl run`. upstream: pkg/cmd/run/run.go */
import type { Fields } from '../../api/fields.ts';
import { goQuote } from '../../api/goText.ts';
import { parseImage } from '../../api/image.ts';
import { Change } from '../change.ts';
import { type Call, type Command, fail, failUsage } from '../command.ts';
import { array, dryRunFlag, duration, fieldManagerFlag, printFlags, recordFlag } from '../commonFlags.ts';
import { bool, text } from '../flags.ts';
import { makeNew } from '../newObject.ts';
import { pairsOf } from '../pairs.ts';
import { saveConfigFlag } from './create/generator.ts';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** `KEY=VALUE`. upstream: parseEnvs */
function envOf({ flags }: Call): readonly object[] {
  return flags.list('env').map((pair) => {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    if (name === '' || !/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) fail(`invalid env: ${pair}`);
    return { name, value };
  });
}

/** upstream: RunOptions.Validate, in its order */
function check(call: Call): void {
  const { args, argsBeforeDash, flags, path } = call;
  const image = flags.text('image');
  const port = flags.text('port');
  const isAttached = flags.bool('attach') || flags.bool('stdin');
  if (args.length === 0 || argsBeforeDash === 0) failUsage(path, 'NAME is required for run');
  if (image === '') fail('--image is required');
  if (parseImage(image) === undefined) fail(`invalid image name ${goQuote(image)}: invalid reference format`);
  if (flags.bool('tty') && !flags.bool('stdin')) fail('-i/--stdin is required for containers with -t/--tty=true');
  if (flags.bool('expose') && port === '') fail('--port must be set when exposing a service');
  if (port !== '' && !/^[+-]?\d+$/.test(port)) fail('--port must be a number');
  if (!isAttached && flags.bool('rm')) fail('--rm should only be used for attached containers');
  if (isAttached) {
    if (flags.changed('dry-run') && flags.text('dry-run') !== 'none') {
      fail("--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)");
    }
    fail('attaching to a container (-i, -t, --attach) is not modelled here: the containers of this cluster run nothing that could answer');
  }
}

function policiesOf({ flags }: Call): { readonly restart: string; readonly pull: string } {
  const restart = flags.text('restart') || 'Always';
  if (!restartPolicies.includes(restart)) fail(`invalid restart policy: ${restart}, valid values are: ${restartPolicies.join(', ')}`);
  const pull = flags.text('image-pull-policy');
  if (pull !== '' && !pullPolicies.includes(pull)) fail(`invalid image pull policy: ${pull}`);
  return { restart, pull };
}

function podOf(call: Call, labels: Fields): Fields {
  const { args, flags } = call;
  const [name = '', ...words] = args;
  const annotations = pairsOf(flags.list('annotations'), 'annotations');
  const env = envOf(call);
  const { restart, pull } = policiesOf(call);
  const port = flags.text('port');
  const container = {
    name,
    image: flags.text('image'),
    ...(words.length === 0 ? {} : { [flags.bool('command') ? 'command' : 'args']: words }),
    ...(port === '' ? {} : { ports: [{ containerPort: Number(port) }] }),
    ...(env.length === 0 ? {} : { env }),
    ...(pull === '' ? {} : { imagePullPolicy: pull }),
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec: { containers: [container], restartPolicy: restart, dnsPolicy: 'ClusterFirst' },
  };
}

function serviceOf(name: string, port: number, selector: Fields): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { ports: [{ protocol: 'TCP', port, targetPort: port }], selector },
  };
}

function run(call: Call): number {
  const { args, flags } = call;
  const given = pairsOf(flags.text('labels') === '' ? [] : flags.text('labels').split(','), 'labels');
  const [name = ''] = args;
  const labels = Object.keys(given).length === 0 ? { run: name } : given;
  policiesOf(call);
  check(call);
  const change = new Change(call, { isTyped: true });
  makeNew(call, change, podOf(call, labels), 'created');
  if (flags.bool('expose')) makeNew(call, change, serviceOf(name, Number(flags.text('port')), labels), 'created');
  return 0;
}

export const runCommand: Command = {
  name: 'run',
  use: 'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  short: 'Run a particular image on the cluster',
  examples: [
    '# One pod',
    'kubectl run solo --image=nginx',
    '# What would be made, as YAML',
    'kubectl run solo --image=nginx --dry-run=client -o yaml',
    '# With words for its program',
    'kubectl run job --image=busybox --restart=Never -- sleep 5',
  ],
  flags: [
    array('annotations', 'Annotations of the pod, as key=value.'),
    bool('attach', 'Attach to the container once it runs.'),
    bool('command', 'The words behind -- are its command, not the arguments of it.'),
    dryRunFlag,
    array('env', 'Variables of its environment, as key=value.'),
    bool('expose', 'A Service for the pod too. It needs --port.'),
    fieldManagerFlag('kubectl-run'),
    text('image', 'The image of the container.'),
    text('image-pull-policy', 'When the image is pulled; left to the server when empty.'),
    text('labels', 'Labels of the pod, with commas between, in place of run=NAME.', 'l'),
    bool('leave-stdin-open', 'Keep standard input open after the first attachment.'),
    text('overrides', 'JSON that is merged into the pod.'),
    duration('pod-running-timeout', 'How long to wait until the pod runs.', '1m0s'),
    text('port', 'The port of the container.'),
    bool('privileged', 'A privileged container.'),
    bool('quiet', 'No prompts.', 'q'),
    recordFlag,
    text('restart', 'When containers start again: Always, OnFailure, Never.', undefined, 'Always'),
    bool('rm', 'Delete the pod after it has ended. Only for one that is attached to.'),
    saveConfigFlag,
    bool('stdin', 'Keep standard input open.', 'i'),
    bool('tty', 'A terminal for the container.', 't'),
    ...printFlags,
  ].map((flag) => (flag.name === 'image' ? { ...flag, required: true } : flag)),
  run,
};
