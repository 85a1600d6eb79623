/** One container as describe prints it. upstream: kubectl/pkg/describe/describe.go describeContainers */
import type {
  Container,
  ContainerPort,
  ContainerState,
  ContainerStatus,
  EnvFromSource,
  EnvVar,
  Pod,
  Probe,
  VolumeMount,
} from '../../api/core.ts';
import { fieldsOf, listOf, textOf } from '../../api/fields.ts';
import type { IntOrString, ResourceList } from '../../api/meta.ts';
import { dateText, field, line } from './describe/text.ts';
import { podFieldValue } from './podEnv.ts';
import { resourceFieldValue } from './resourceField.ts';

const level2 = '    ';
const level3 = '      ';

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function ports(title: string, list: readonly ContainerPort[], number: (port: ContainerPort) => number): string {
  const texts = list.map((port) => {
    const name = port.name === undefined || port.name === '' ? '' : ` (${port.name})`;
    return `${number(port)}/${port.protocol ?? 'TCP'}${name}`;
  });
  const text = texts.length === 0 ? '<none>' : texts.join(', ');
  return `${level2}${title}${text.includes(',') ? 's' : ''}:\t${text}\n`;
}

function words(title: string, list: readonly string[] | undefined): string {
  if (list === undefined || list.length === 0) return '';
  const lines = list.flatMap((word) => word.split('\n')).map((line) => `${level3}${line}\n`);
  return `${level2}${title}:\n${lines.join('')}`;
}

/** `title:` and a line for each resource; '' for none. upstream: describeResources */
export function quantities(title: string, list: ResourceList | undefined, depth = 2): string {
  const entries = Object.entries(list ?? {}).sort(([a], [b]) => byBytes(a, b));
  if (entries.length === 0) return '';
  return line(depth, `${title}:`) + entries.map(([name, quantity]) => field(name, quantity, depth + 1)).join('');
}

/** As a URL's path: what is not allowed there is escaped. upstream: url.URL.String */
function escapePath(path: string): string {
  return encodeURI(path).replace(/[?#]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function address(host: string | undefined, port: IntOrString): string {
  const name = host ?? '';
  return `${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function probeAction(probe: Probe): string {
  const { exec, httpGet, tcpSocket, grpc } = probe;
  if (exec !== undefined) return `exec [${(exec.command ?? []).join(' ')}] `;
  if (httpGet !== undefined) {
    const path = httpGet.path === undefined || httpGet.path === '' ? '' : escapePath(httpGet.path);
    const scheme = (httpGet.scheme ?? 'HTTP').toLowerCase();
    return `http-get ${scheme}://${address(httpGet.host, httpGet.port)}${path === '' || path.startsWith('/') ? path : `/${path}`} `;
  }
  if (tcpSocket !== undefined) return `tcp-socket ${address(tcpSocket.host, tcpSocket.port)} `;
  if (grpc !== undefined) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''} `;
  return 'unknown ';
}

/** upstream: DescribeProbe */
function probeLine(title: string, probe: Probe | undefined): string {
  if (probe === undefined) return '';
  const { initialDelaySeconds = 0, timeoutSeconds = 0, periodSeconds = 0, successThreshold = 0, failureThreshold = 0 } = probe;
  const numbers = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s`;
  const thresholds = `successThreshold=${successThreshold} failureThreshold=${failureThreshold}`;
  return `${level2}${title}:\t${probeAction(probe)}${numbers} ${thresholds}\n`;
}

function envFromLine(source: EnvFromSource): string {
  const [kind, ref] =
    source.configMapRef === undefined ? (['Secret', source.secretRef] as const) : (['ConfigMap', source.configMapRef] as const);
  const prefix = source.prefix === undefined || source.prefix === '' ? '' : ` with prefix '${source.prefix}'`;
  return `${level3}${ref?.name ?? ''}\t${kind}${prefix}\tOptional: ${ref?.optional ?? false}\n`;
}

function envLine(env: EnvVar, container: Container, pod: Pod | undefined): string {
  const { name, value = '', valueFrom } = env;
  if (valueFrom === undefined) return `${level3}${name}:\t${value.split('\n').join(`\n${level3}\t`)}\n`;
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef !== undefined) {
    // A template has no pod yet, so the value of a field is empty.
    const known = pod === undefined ? '' : podFieldValue(pod, fieldRef.fieldPath);
    return `${level3}${name}:\t${known} (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})\n`;
  }
  if (resourceFieldRef !== undefined) {
    return `${level3}${name}:\t${resourceFieldValue(resourceFieldRef, container)} (${resourceFieldRef.resource})\n`;
  }
  if (secretKeyRef !== undefined) {
    const { key, name: secret = '', optional = false } = secretKeyRef;
    return `${level3}${name}:\t<set to the key '${key}' in secret '${secret}'>\tOptional: ${optional}\n`;
  }
  if (configMapKeyRef !== undefined) {
    const { key, name: map = '', optional = false } = configMapKeyRef;
    return `${level3}${name}:\t<set to the key '${key}' of config map '${map}'>\tOptional: ${optional}\n`;
  }
  return '';
}

function mountLine({ mountPath, name, readOnly = false, subPath = '' }: VolumeMount): string {
  const flags = `${readOnly ? 'ro' : 'rw'}${subPath === '' ? '' : `,path="${subPath}"`}`;
  return `${level3}${mountPath} from ${name} (${flags})\n`;
}

function seccomp({ securityContext }: Container): string {
  const { type, localhostProfile } = fieldsOf(securityContext?.['seccompProfile']);
  if (typeof type !== 'string') return '';
  return field('SeccompProfile', type, 2) + (type === 'Localhost' ? field('LocalhostProfile', textOf(localhostProfile), 3) : '');
}

/** The title says `<none>` when there are no mounts: upstream uses the word of those. */
function devices(container: Container): string {
  const list = listOf(fieldsOf(container)['volumeDevices']).map(fieldsOf);
  if (list.length === 0) return '';
  const none = (container.volumeMounts ?? []).length === 0 ? '\t<none>' : '';
  const lines = list.map((device) => `${textOf(device['devicePath'])} from ${textOf(device['name'])}`).sort(byBytes);
  return line(2, `Devices:${none}`) + lines.map((text) => line(3, text)).join('');
}

/** `title:⇥<none>`, or the title and a line for each entry. */
function listOrNone(title: string, lines: readonly string[]): string {
  return `${level2}${title}:${lines.length === 0 ? '\t<none>' : ''}\n${lines.join('')}`;
}

/** What a container is doing, or did. upstream: describeStatus */
function stateLines(title: string, { running, waiting, terminated }: ContainerState): string {
  if (running !== undefined) return field(title, 'Running', 2) + field('Started', dateText(running.startedAt), 3);
  if (waiting !== undefined) {
    return field(title, 'Waiting', 2) + (waiting.reason === undefined || waiting.reason === '' ? '' : field('Reason', waiting.reason, 3));
  }
  if (terminated === undefined) return field(title, 'Waiting', 2);
  const { reason = '', message = '', exitCode, signal = 0, startedAt, finishedAt } = terminated;
  return [
    field(title, 'Terminated', 2),
    reason === '' ? '' : field('Reason', reason, 3),
    message === '' ? '' : field('Message', message, 3),
    field('Exit Code', exitCode, 3),
    signal > 0 ? field('Signal', signal, 3) : '',
    field('Started', dateText(startedAt), 3),
    field('Finished', dateText(finishedAt), 3),
  ].join('');
}

/** upstream: describeContainerState */
function statusLines({ state = {}, lastState, ready, restartCount }: ContainerStatus): string {
  return [
    stateLines('State', state),
    lastState?.terminated === undefined ? '' : stateLines('Last State', lastState),
    field('Ready', ready ? 'True' : 'False', 2),
    field('Restart Count', restartCount, 2),
  ].join('');
}

/** Where a container stands: in a pod, with what the kubelet last said of it. */
export interface InPod {
  readonly pod: Pod;
  readonly status: ContainerStatus | undefined;
}

/** The fields of one container, below its name; without `inPod` it is one of a template. */
export function containerFields(container: Container, inPod?: InPod): string {
  const status = inPod?.status;
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => byBytes(a.mountPath, b.mountPath));
  const envFrom = container.envFrom ?? [];
  return [
    status === undefined ? '' : field('Container ID', status.containerID ?? '', 2),
    field('Image', container.image ?? '', 2),
    status === undefined ? '' : field('Image ID', status.imageID, 2),
    ports('Port', container.ports ?? [], (port) => port.containerPort),
    ports('Host Port', container.ports ?? [], (port) => port.hostPort ?? 0),
    seccomp(container),
    words('Command', container.command),
    words('Args', container.args),
    status === undefined ? '' : statusLines(status),
    quantities('Limits', container.resources?.limits),
    quantities('Requests', container.resources?.requests),
    probeLine('Liveness', container.livenessProbe),
    probeLine('Readiness', container.readinessProbe),
    probeLine('Startup', container.startupProbe),
    envFrom.length === 0 ? '' : `${level2}Environment Variables from:\n${envFrom.map(envFromLine).join('')}`,
    listOrNone(
      'Environment',
      (container.env ?? []).map((env) => envLine(env, container, inPod?.pod)),
    ),
    listOrNone('Mounts', mounts.map(mountLine)),
    devices(container),
  ].join('');
}
