/** `kubectl expose`. upstream: pkg/cmd/expose/expose.go */
import type { Container } from '../../api/core.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../api/fields.ts';
import type { KubeObject } from '../../api/meta.ts';
import { endIfFailed, type Found, resolve, type Selected } from '../builder.ts';
import { Change } from '../change.ts';
import { type Call, type Command, Exit, fail, failUsage } from '../command.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, recordFlag } from '../commonFlags.ts';
import { errorMessage } from '../errors.ts';
import { text } from '../flags.ts';
import { makeNew } from '../newObject.ts';
import { pairsOf } from '../pairs.ts';
import { saveConfigFlag } from './create/generator.ts';

const exposable = ['ReplicationController', 'Service', 'Pod', 'Deployment', 'ReplicaSet'];
/** A Service's name is a label of DNS. */
const MAX_NAME = 63;

/** What picks the pods behind the object. upstream: polymorphichelpers.MapBasedSelectorForObject */
function selectorOf({ kind, metadata, ...object }: KubeObject): Fields {
  const unknown = "couldn't retrieve selectors via --selector flag or introspection: ";
  const selector = fieldsOf(fieldsOf(object)['spec'])['selector'];
  switch (kind) {
    case 'Pod':
      return Object.keys(metadata.labels ?? {}).length === 0
        ? fail(`${unknown}the pod has no labels and cannot be exposed`)
        : { ...metadata.labels };
    case 'Service':
      return selector === undefined ? fail(`${unknown}the service has no pod selector set`) : fieldsOf(selector);
    default: {
      const { matchLabels, matchExpressions } = fieldsOf(selector);
      if (listOf(matchExpressions).length > 0)
        fail(`${unknown}couldn't convert expressions - "${goTerms(matchExpressions)}" to map-based selector format`);
      return fieldsOf(matchLabels);
    }
  }
}

/** Requirements as Go prints structs with their fields. */
function goTerms(expressions: unknown): string {
  const terms = listOf(expressions).map((term) => {
    const { key, operator, values } = fieldsOf(term);
    return `{Key:${textOf(key)} Operator:${textOf(operator)} Values:[${listOf(values).map(textOf).join(' ')}]}`;
  });
  return `[${terms.join(' ')}]`;
}

interface Port {
  readonly port: string;
  readonly protocol: string;
}

/** upstream: polymorphichelpers.PortsForObject, ProtocolsForObject */
function portsOf({ kind, ...object }: KubeObject): readonly Port[] {
  const spec = fieldsOf(fieldsOf(object)['spec']);
  const portOf = (fields: Fields, name: string): Port => ({ port: `${fields[name]}`, protocol: textOf(fields['protocol']) || 'TCP' });
  if (kind === 'Service') return listOf(spec['ports']).map((port) => portOf(fieldsOf(port), 'port'));
  const pod = kind === 'Pod' ? spec : fieldsOf(fieldsOf(spec['template'])['spec']);
  // Validation has seen to the shape of what is stored.
  const containers = listOf(pod['containers']) as readonly Container[];
  return containers.flatMap(({ ports = [] }) => ports.map((port) => portOf({ ...port }, 'containerPort')));
}

const intOrText = (word: string): number | string => (/^[+-]?\d+$/.test(word) ? Number(word) : word);

function specPorts({ flags }: Call, object: KubeObject): readonly object[] {
  const found = portsOf(object);
  const given = flags.text('port');
  const ports = given === '' ? found.map(({ port }) => port) : given.split(',').map((word) => word.trim());
  if (ports.length === 0) {
    return flags.text('cluster-ip') === 'None' ? [] : fail("couldn't find port via --port flag or introspection");
  }
  const target = flags.text('target-port') || flags.text('container-port');
  return ports.map((word, index) => {
    if (!/^[+-]?\d+$/.test(word)) fail(`strconv.Atoi: parsing ${JSON.stringify(word)}: invalid syntax`);
    const protocol = flags.text('protocol') || (found.find(({ port }) => port === word)?.protocol ?? 'TCP');
    return {
      ...(ports.length > 1 ? { name: `port-${index + 1}` } : {}),
      port: Number(word),
      protocol,
      targetPort: target === '' ? Number(word) : intOrText(target),
    };
  });
}

/** upstream: ExposeServiceOptions.createService */
function serviceOf(call: Call, { object, name }: Found): Fields {
  const { flags } = call;
  const optional = (field: string, flag: string): Fields => (flags.text(flag) === '' ? {} : { [field]: flags.text(flag) });
  const selector = flags.text('selector') === '' ? selectorOf(object) : pairsOf(flags.text('selector').split(','), 'labels');
  const labels = flags.text('labels') === '' ? (object.metadata.labels ?? {}) : pairsOf(flags.text('labels').split(','), 'labels');
  const ports = specPorts(call, object);
  const affinity = flags.text('session-affinity');
  if (!['', 'None', 'ClientIP'].includes(affinity)) fail(`unknown session affinity: ${affinity}`);
  const externalIP = flags.text('external-ip');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: flags.text('name') || name.slice(0, MAX_NAME),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    },
    spec: {
      ...(ports.length === 0 ? {} : { ports }),
      selector,
      ...optional('type', 'type'),
      ...optional('clusterIP', 'cluster-ip'),
      ...optional('sessionAffinity', 'session-affinity'),
      ...(externalIP === '' ? {} : { externalIPs: [externalIP] }),
      ...optional('loadBalancerIP', 'load-balancer-ip'),
    },
  };
}

/** What is wrong with the words is told with where to read more. */
function targetsOf(call: Call): Selected<Found> {
  try {
    // -l is not a selector here: it labels the Service.
    return resolve(call, { labelSelector: '' });
  } catch (error) {
    const [first] = error instanceof Exit ? error.errors : [];
    if (first === undefined || 'status' in first) throw error;
    return failUsage(call.path, errorMessage(first));
  }
}

function run(call: Call): number {
  const change = new Change(call, { isTyped: true });
  const { infos, errors } = targetsOf(call);
  endIfFailed(errors);
  for (const info of infos) {
    if (!exposable.includes(info.resource.kind)) fail(`cannot expose a ${info.resource.kind}`);
    makeNew(call, change, serviceOf(call, info), 'exposed');
  }
  return 0;
}

export const expose: Command = {
  name: 'expose',
  use: '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  short: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  examples: [
    '# A Service in front of the pods of a Deployment',
    'kubectl expose deployment web --port=80',
    '# Its port 80 leads to 8080 of the containers',
    'kubectl expose deployment web --port=80 --target-port=8080',
  ],
  flags: [
    text('cluster-ip', 'The address of the Service; None for a headless one.'),
    {
      ...text('container-port', 'The same as --target-port.'),
      deprecated: '--container-port will be removed in the future, please use --target-port instead',
    },
    dryRunFlag,
    text('external-ip', 'One more address that the Service is reached by.'),
    fieldManagerFlag('kubectl-expose'),
    ...filenameFlags('What to expose, by the files that name it.'),
    text('labels', 'Labels of the Service, with commas between.', 'l'),
    text('load-balancer-ip', 'The address of the load balancer.'),
    text('name', 'The name of the Service; that of the object when left out.'),
    text('overrides', 'JSON that is merged into the Service.'),
    text('port', 'The port of the Service; those of the object when left out.'),
    text('protocol', 'TCP, UDP or SCTP.'),
    recordFlag,
    saveConfigFlag,
    text('selector', 'What picks its pods, as key=value; that of the object when left out.'),
    text('session-affinity', 'None or ClientIP.'),
    text('target-port', 'Name or number of the port of the containers.'),
    text('type', 'ClusterIP, NodePort, LoadBalancer or ExternalName.'),
    ...printFlags,
  ],
  run,
};
