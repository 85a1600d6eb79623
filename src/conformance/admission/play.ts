/** Plays a recorded session against our cluster. */
import type { Deployment } from '../../api/apps.ts';
import type { Client } from '../../api/client.ts';
import type { Event, ResourceQuota } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import { timeOf } from '../../api/time.ts';
import { Simulation } from '../../engine/index.ts';
import { jsonDifferences } from '../case.ts';
import { perform } from './commands.ts';
import type { Session, SessionStep } from './session.ts';
import { comparable, stateOf } from './state.ts';

const startTime = '2026-01-01T10:00:00Z';
const administrator = 'kubernetes-admin';
const pollMs = 100;
const patienceMs = 60_000;

/** What the recorded namespaces held beside the defaults. */
const objects = [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'builder', namespace: 'default' } },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 },
] as readonly KubeObject[];

const setup = {
  kubernetes: '1.37',
  seed: 1,
  startTime,
  nodes: [{ name: 'docker-desktop', cpu: '64', memory: '256Gi', pods: 500 }],
  images: [{ image: '*', where: 'node' as const }],
  objects,
};

function isSettled({ spec, metadata, status }: Deployment): boolean {
  const wanted = spec.replicas ?? 1;
  const progressing = status?.conditions?.find(({ type }) => type === 'Progressing');
  return (
    status?.observedGeneration === metadata.generation &&
    [status?.replicas, status?.updatedReplicas, status?.availableReplicas].every((count) => (count ?? 0) === wanted) &&
    progressing?.reason === 'NewReplicaSetAvailable'
  );
}

class Player {
  readonly #simulation = Simulation.boot(setup);
  #user = administrator;
  readonly #files = new Map<string, string>();
  readonly #client: Client = {
    get: (key) => this.#simulation.reader.get(key),
    list: (kind, options) => this.#simulation.reader.list(kind, options),
    request: (request) => this.#simulation.dispatch({ ...request, user: this.#user }, { userEvent: 'session' }),
    now: () => timeOf(startTime, this.#simulation.now),
  };

  constructor() {
    // The recorded namespaces were not `default` itself.
    this.#client.request({ verb: 'delete', key: { kind: 'Service', namespace: 'default', name: 'kubernetes' } });
    this.#pass(1000);
  }

  take(step: SessionStep): readonly string[] {
    if (step.file !== undefined) this.#files.set(step.file, step.text ?? '');
    if (step.sleepSeconds !== undefined) this.#pass(step.sleepSeconds * 1000);
    if (step.wait !== undefined) return this.#wait(step.wait);
    if (step.argv !== undefined) return this.#perform(step, step.argv);
    return step.state === undefined ? [] : jsonDifferences(comparable(step.state), comparable(stateOf(this.#simulation.reader)));
  }

  #pass(ms: number): void {
    this.#simulation.runUntil(this.#simulation.now + ms);
  }

  #perform({ command = '', stderr = '', exitCode, user = 'admin' }: SessionStep, argv: readonly string[]): readonly string[] {
    this.#user = user === 'admin' ? administrator : user;
    const said = perform(argv, this.#files, this.#client);
    this.#pass(pollMs);
    if (said === undefined) return [];
    const differs = said.ok !== (exitCode === 0) || (!said.ok && !stderr.trim().endsWith(said.words.trim()));
    return differs ? [`${command}: recorded ${JSON.stringify(stderr)} (${exitCode}), ours ${JSON.stringify(said.words)}`] : [];
  }

  #wait(wait: readonly (string | number)[]): readonly string[] {
    for (let waited = 0; waited < patienceMs; waited += pollMs) {
      if (this.#holds(wait)) return [];
      this.#pass(pollMs);
    }
    return [`waited in vain for ${wait.join(' ')}`];
  }

  #holds([what, ...args]: readonly (string | number)[]): boolean {
    const { reader } = this.#simulation;
    const all = <T>(kind: Parameters<typeof reader.list>[0]): readonly T[] =>
      reader.list(kind, { namespace: 'default' }) as unknown as readonly T[];
    switch (what) {
      case 'quota':
        return all<ResourceQuota>('ResourceQuota').every(({ status }) => status?.used !== undefined);
      case 'event': {
        const counts = all<Event>('Event')
          .filter(({ reason }) => reason === args[0])
          .map(({ count }) => count ?? 1);
        return counts.reduce((sum, count) => sum + count, 0) >= Number(args[1]);
      }
      case 'settled':
        return all<Deployment>('Deployment').some((each) => each.metadata.name === args[0] && isSettled(each));
      case 'npods':
        return all('Pod').length === args[0];
      case 'nsgone':
        return reader.get({ kind: 'Namespace', namespace: '', name: String(args[0]) }) === undefined;
      default:
        return false;
    }
  }
}

/** Where our cluster said or did something else than was recorded. */
export function play(session: Session): readonly string[] {
  const player = new Player();
  return session.steps.flatMap((step) => player.take(step));
}
