/** `kubectl cluster-info`. upstream: pkg/cmd/clusterinfo/clusterinfo.go */
import type { Service } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import { type Call, type Command, Exit, fail } from '../command.ts';
import type { Environment } from '../environment.ts';
import { readList } from '../read.ts';
import { resourceOf } from '../resources.ts';

const httpsPort = 443;

/** The address of the API server of the context in use. */
function serverOf(environment: Environment): string {
  const { contexts, currentContext, clusters } = environment.config();
  const cluster = contexts.find(({ name }) => name === currentContext)?.cluster;
  return clusters.find(({ name }) => name === cluster)?.server ?? '';
}

function isService(object: KubeObject): object is Service {
  return object.kind === 'Service';
}

/** Services are reached through the API server. upstream: net.JoinSchemeNamePort */
function proxyPath({ metadata, spec }: Service): string {
  const [port] = spec.ports ?? [];
  const portName = port?.name ?? '';
  const isSecure = portName === 'https' || port?.port === httpsPort;
  const name = isSecure ? `https:${metadata.name}:${portName}` : portName === '' ? metadata.name : `${metadata.name}:${portName}`;
  return `/api/v1/namespaces/${metadata.namespace}/services/${name}/proxy`;
}

function run(call: Call): number {
  const { environment } = call;
  const server = serverOf(environment);
  environment.stdout(`Kubernetes control plane is running at ${server}\n`);
  const services = readList({ ...call, namespace: 'kube-system' }, resourceOf('Service'), {
    labelSelector: 'kubernetes.io/cluster-service=true',
  });
  if (!services.ok) throw new Exit([{ status: services.error }]);
  for (const service of services.value.filter(isService)) {
    const name = service.metadata.labels?.['kubernetes.io/name'] ?? service.metadata.name;
    environment.stdout(`${name} is running at ${server}${proxyPath(service)}\n`);
  }
  environment.stdout("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
  return 0;
}

export const clusterInfo: Command = {
  name: 'cluster-info',
  use: '',
  short: 'Display cluster information',
  examples: ['# Where the control plane is', 'kubectl cluster-info'],
  flags: [],
  subcommands: [
    {
      name: 'dump',
      use: '[flags]',
      short: 'Dump relevant information for debugging and diagnosis',
      flags: [],
      takesAnything: true,
      run: () => fail('cluster-info dump is not modelled: use get and describe'),
    },
  ],
  run,
};
