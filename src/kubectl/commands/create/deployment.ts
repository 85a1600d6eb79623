/** `kubectl create deployment`. upstream: pkg/cmd/create/create_deployment.go */
import type { Call } from '../../command.ts';
import { fail } from '../../command.ts';
import { int, slice } from '../../commonFlags.ts';
import { generator } from './generator.ts';

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX = 5;

/** A container is named after its image, without path, tag and digest; a name with signs that it may not have gets letters. upstream: sanitizeAndUniquify */
function containerName(call: Call, image: string): string {
  const [name = ''] = (image.split('/').at(-1) ?? '').split(/[:@]/);
  if (!/[_.]/.test(name)) return name;
  const letters = Array.from(
    { length: SUFFIX },
    (_, index) => LETTERS[Math.floor(call.environment.random('container', image, index) * LETTERS.length)] ?? 'b',
  );
  return `${name.replace(/[_.]/g, '-')}-${letters.join('')}`;
}

export const deployment = generator({
  name: 'deployment',
  aliases: ['deploy'],
  use: 'NAME --image=image -- [COMMAND] [args...]',
  short: 'Create a deployment with the specified name',
  examples: ['# Three pods of one image', 'kubectl create deployment web --image=nginx:1.27 --replicas=3'],
  failure: 'failed to create deployment:',
  flags: [
    { ...slice('image', 'The images to run, one container each.'), required: true },
    int('port', 'The port that the first container listens on.', -1),
    int('replicas', 'How many pods there are.', 1),
  ].map((flag) => (flag.name === 'replicas' ? { ...flag, short: 'r' } : flag)),
  build(call, name) {
    const { flags, args, argsBeforeDash = args.length } = call;
    const images = flags.list('image');
    const command = args.slice(argsBeforeDash);
    if (images.length > 1 && command.length > 0) fail('cannot specify multiple --image options and command');
    const replicas = flags.int('replicas');
    if (replicas < 0) fail(`invalid value '${replicas}' for --replicas: must be a non-negative integer`);
    const port = flags.int('port');
    const labels = { app: name };
    const containers = images.map((image, index) => ({
      name: containerName(call, image),
      image,
      ...(command.length > 0 ? { command } : {}),
      ...(index === 0 && port >= 0 ? { ports: [{ containerPort: port }] } : {}),
    }));
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, labels },
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    };
  },
});
