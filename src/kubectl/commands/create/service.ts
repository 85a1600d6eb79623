/** `kubectl create service`. upstream: pkg/cmd/create/create_service.go */
import type { Call, Command, Flag } from '../../command.ts';
import { fail } from '../../command.ts';
import { int, slice } from '../../commonFlags.ts';
import { text } from '../../flags.ts';
import { generator } from './generator.ts';

const tcpFlag = slice('tcp', 'Ports, as port or port:targetPort.');

function portNumber(word: string): number {
  if (!/^[+-]?\d+$/.test(word)) fail(`strconv.ParseInt: parsing ${JSON.stringify(word)}: invalid syntax`);
  return Number(word);
}

/** upstream: parsePorts */
function portOf(word: string): { readonly port: number; readonly targetPort: number | string } {
  const [first = '', second, ...more] = word.split(':');
  if (more.length > 0) fail(`${word} is not a valid port:targetPort specification`);
  const port = portNumber(first);
  if (port < 0 || port > 65_535) fail(`must be between 0 and 65535, inclusive`);
  if (second === undefined) return { port, targetPort: port };
  return { port, targetPort: /^\d+$/.test(second) ? Number(second) : second };
}

function portsOf(call: Call): readonly object[] {
  return call.flags.list('tcp').map((word) => ({ name: word.replaceAll(':', '-'), ...portOf(word), protocol: 'TCP' }));
}

function kind(name: string, type: string, use: string, flags: readonly Flag[], more: (call: Call) => object = () => ({})): Command {
  return generator({
    name,
    use,
    short: `Create ${/^[AE]/.test(type) ? 'an' : 'a'} ${type} service`,
    failure: `failed to create ${type} service:`,
    flags,
    build(call, serviceName) {
      const ports = call.flags.has('tcp') ? portsOf(call) : [];
      const spec = more(call);
      const isHeadless = 'clusterIP' in spec && spec.clusterIP === 'None';
      if (ports.length === 0 && type !== 'ExternalName' && !isHeadless) fail('at least one tcp port specifier must be provided');
      const labels = { app: serviceName };
      return {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: serviceName, labels },
        spec: { type, selector: labels, ...(ports.length === 0 ? {} : { ports: withNodePort(call, ports) }), ...spec },
      };
    },
  });
}

/** The first port gets the number. */
function withNodePort({ flags }: Call, ports: readonly object[]): readonly object[] {
  const nodePort = flags.has('node-port') ? flags.int('node-port') : 0;
  return nodePort === 0 ? ports : ports.map((port) => ({ ...port, nodePort }));
}

export const service: Command = {
  name: 'service',
  aliases: ['svc'],
  use: '',
  short: 'Create a service using a specified subcommand',
  flags: [],
  subcommands: [
    kind(
      'clusterip',
      'ClusterIP',
      'NAME [--tcp=<port>:<targetPort>]',
      [text('clusterip', 'The address of its own, or "None" for none.'), tcpFlag],
      ({ flags }) => {
        const clusterIP = flags.text('clusterip');
        if (clusterIP === 'None' && flags.list('tcp').length === 0) return { clusterIP };
        return clusterIP === '' ? {} : { clusterIP };
      },
    ),
    kind(
      'externalname',
      'ExternalName',
      'NAME --external-name external.name',
      [{ ...text('external-name', 'The name that the service stands for.'), required: true }, tcpFlag],
      ({ flags }) => ({
        externalName: flags.text('external-name'),
      }),
    ),
    kind('loadbalancer', 'LoadBalancer', 'NAME [--tcp=port:targetPort]', [tcpFlag]),
    kind('nodeport', 'NodePort', 'NAME [--tcp=port:targetPort]', [int('node-port', 'The port on every node.'), tcpFlag]),
  ],
};
