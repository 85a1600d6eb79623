/** A small shop whose Deployment `web` runs well, for tests of what goes wrong in it. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Request } from '../../api/client.ts';
import type { Container, Event, Node, Pod, PodSpec } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Setup, SimTime } from '../setup.ts';
import { Simulation } from '../simulation.ts';
import type { Fault, FaultKind, FaultParameters, FaultTarget } from './fault.ts';

const origin = { userEvent: 'test' };
const KEY = { kind: 'Deployment', namespace: 'default', name: 'web' } as const;

export const SETUP: Setup = {
  kubernetes: '1.37',
  seed: 7,
  startTime: '2026-01-05T09:00:00Z',
  nodes: [{ name: 'node-1' }, { name: 'node-2' }, { name: 'node-3' }],
  images: [],
};

export class Shop {
  readonly simulation: Simulation;

  /** `container` and `spec` are laid over the template's. */
  constructor(options: {
    readonly container?: Partial<Container>;
    readonly spec?: Partial<PodSpec>;
    readonly deployment?: object;
    readonly setup?: Partial<Setup>;
  }) {
    this.simulation = Simulation.boot({ ...SETUP, ...options.setup }, { freeze: true });
    const readinessProbe = { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 2 };
    const container = { name: 'web', image: 'shop/web:1', ports: [{ containerPort: 8080 }], readinessProbe, ...options.container };
    const labels = { app: 'web' };
    const template = { metadata: { labels }, spec: { containers: [container], ...options.spec } };
    const spec = { replicas: 3, progressDeadlineSeconds: 120, selector: { matchLabels: labels }, template, ...options.deployment };
    this.ask({ verb: 'create', object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec } });
  }

  ask(request: Request): void {
    const answer = this.simulation.dispatch(request, origin);
    if (!answer.ok) throw new Error(answer.error.message);
  }

  patch(spec: object): void {
    this.ask({ verb: 'patch', key: KEY, patchType: 'strategic', body: { spec } });
  }

  setImage(image: string): void {
    this.patch({ template: { spec: { containers: [{ name: 'web', image }] } } });
  }

  inject(kind: FaultKind, target: FaultTarget, parameters?: FaultParameters): void {
    const fault: Fault = { id: kind.toLowerCase(), kind, target, ...(parameters === undefined ? {} : { parameters }) };
    const answer = this.simulation.inject(fault, origin);
    if (!answer.ok) throw new Error(answer.error.message);
  }

  clear(kind: FaultKind): void {
    const answer = this.simulation.clear(kind.toLowerCase(), origin);
    if (!answer.ok) throw new Error(answer.error.message);
  }

  run(seconds: number): void {
    this.simulation.runUntil(this.simulation.now + seconds * 1000);
  }

  get now(): SimTime {
    return this.simulation.now;
  }

  get deployment(): Deployment {
    return this.simulation.reader.get(KEY) as Deployment;
  }

  node(name: string): Node {
    return this.simulation.reader.get({ kind: 'Node', namespace: '', name }) as Node;
  }

  replicaSet(image: string): ReplicaSet {
    const found = (this.simulation.reader.list('ReplicaSet') as readonly ReplicaSet[]).find(
      ({ spec }) => spec.template?.spec.containers[0]?.image === image,
    );
    if (found === undefined) throw new Error(`no ReplicaSet of ${image}`);
    return found;
  }

  /** Pods with this image, or all. */
  pods(image?: string): readonly Pod[] {
    const pods = this.simulation.reader.list('Pod') as readonly Pod[];
    return image === undefined ? pods : pods.filter(({ spec }) => spec.containers[0]?.image === image);
  }

  events(reason: string): readonly Event[] {
    return (this.simulation.reader.list('Event') as readonly Event[]).filter((event) => event.reason === reason);
  }

  /** Status and reason of a condition of the Deployment. */
  condition(type: string): string {
    const found = this.deployment.status?.conditions?.find((each) => each.type === type);
    return found === undefined ? 'none' : `${found.status}/${found.reason}`;
  }

  /** Updated, available and all pods, as the Deployment's status counts them. */
  counts(): readonly number[] {
    const { updatedReplicas = 0, availableReplicas = 0, replicas = 0 } = this.deployment.status ?? {};
    return [updatedReplicas, availableReplicas, replicas];
  }

  /** The states that containers of these pods show, each once. */
  states(image: string): readonly string[] {
    const states = this.pods(image).map(({ status }) => {
      const state = status?.containerStatuses?.[0]?.state;
      return state?.waiting?.reason ?? state?.terminated?.reason ?? (state?.running === undefined ? 'none' : 'Running');
    });
    return [...new Set(states)].sort();
  }

  /** Lets the time pass and collects every state that a container of these pods shows meanwhile. */
  statesDuring(seconds: number, image: string): ReadonlySet<string> {
    const seen = new Set<string>();
    const end = this.now + seconds * 1000;
    for (let due = this.simulation.nextDueAt(); due !== undefined && due <= end; due = this.simulation.nextDueAt()) {
      this.simulation.step();
      for (const state of this.states(image)) seen.add(state);
    }
    this.simulation.runUntil(end);
    return seen;
  }

  object(kind: KubeObject['kind'], name: string): KubeObject | undefined {
    return this.simulation.reader.get({ kind: kind as 'Pod', namespace: 'default', name });
  }
}

/** A shop whose first rollout is over. */
export function openShop(options: ConstructorParameters<typeof Shop>[0] = {}): Shop {
  const shop = new Shop(options);
  shop.run(30);
  return shop;
}
