import { beforeEach, expect, test } from 'vitest';
import { FakePage } from './testing.ts';

const web = { namespace: 'default', name: 'web' };
let page: FakePage;

beforeEach(() => {
  page = new FakePage();
});

/** Half a second into the update of the four replicas. */
function openFourReplicas(): void {
  page.ask({ type: 'open', source: { from: 'builtin', id: 'four-replicas' } });
  page.ask({ type: 'seek', at: 30_500 });
}

/** What the page shows, without the order in which it learnt of it. */
function shown(of: FakePage): unknown {
  const byUid = (a: { uid: string }, b: { uid: string }): number => (a.uid < b.uid ? -1 : 1);
  return {
    pods: [...of.pods.values()].sort(byUid),
    replicaSets: [...of.replicaSets.values()].sort(byUid),
    deployments: of.deployments,
    events: [...of.events.values()].sort(byUid),
    now: of.playback?.now,
    step: of.playback?.step,
  };
}

test('opening answers with the editor text, after a frame that tells all', () => {
  const opened = page.ask({ type: 'open', source: { from: 'builtin', id: 'four-replicas' } });
  expect(opened.draft.text).toContain('kind: Deployment');
  expect(page.log).toEqual(['frame', 'reply']);
  expect(page.last).toMatchObject({ reset: true, epoch: 1, followed: 'default/web' });
  expect(page.last?.scenario?.builtin).toBe('four-replicas');
  expect(page.pods.size).toBeGreaterThanOrEqual(4);
  expect(page.playback?.playing).toBe(false);
});

test('a long calculation says how far it is before its frame comes', () => {
  page.lookCosts = 200;
  page.ask({ type: 'open', source: { from: 'builtin', id: 'ten-replicas' } });
  const told = page.log.slice(0, page.log.indexOf('frame'));
  expect(told).toEqual(['calculating']);
  expect(page.log.slice(told.length)).toEqual(['frame', 'reply']);
});

test('a standing clock does no work', () => {
  openFourReplicas();
  expect(page.isTicking).toBe(false);
  const count = page.frames.length;
  page.pass(10_000);
  expect(page.frames.length).toBe(count);
});

test('plays a rollout to its end, a frame for an animation frame at most, and only what changed', () => {
  openFourReplicas();
  page.ask({ type: 'play' });
  const from = page.playback?.now ?? 0;
  const before = page.frames.length;
  page.pass(30_000);
  expect(page.playback?.now).toBeGreaterThanOrEqual(from + 29_900);
  expect(page.deployments[0]?.waiting.code).toBe('complete');
  expect(page.deployments[0]?.rolloutStatus).toBe('deployment "web" successfully rolled out');
  const played = page.frames.slice(before);
  expect(played.length).toBeLessThanOrEqual(30_000 / 16);
  expect(played.every(({ reset, jump }) => !reset && !jump)).toBe(true);
  expect(Math.max(...played.map(({ pods }) => pods?.upserted.length ?? 0))).toBeLessThanOrEqual(6);
});

test('the limits of the rollout hold in every frame', () => {
  openFourReplicas();
  page.ask({ type: 'play' });
  for (let count = 0; count < 2_000; count += 1) {
    page.pass(16);
    const rail = page.deployments[0]?.rail;
    expect(rail?.available).toBeGreaterThanOrEqual(rail?.floor ?? 0);
    expect((rail?.total ?? 0) + (rail?.owed ?? 0)).toBeLessThanOrEqual(rail?.ceiling ?? 0);
  }
});

test('speed changes how far wall time reaches', () => {
  openFourReplicas();
  const from = page.playback?.now ?? 0;
  page.ask({ type: 'speed', speed: 0.1 });
  page.ask({ type: 'play' });
  page.pass(1_000);
  expect((page.playback?.now ?? 0) - from).toBeLessThanOrEqual(100);
  expect((page.playback?.now ?? 0) - from).toBeGreaterThanOrEqual(85);
  page.ask({ type: 'speed', speed: 100 });
  page.pass(1_000);
  expect((page.playback?.now ?? 0) - from).toBeGreaterThan(90_000);
});

test('a hidden page stops the clock, showing it goes on', () => {
  openFourReplicas();
  page.ask({ type: 'play' });
  page.pass(100);
  page.ask({ type: 'visible', visible: false });
  const { now } = page.playback ?? { now: -1 };
  expect(page.isTicking).toBe(false);
  page.pass(60_000);
  page.ask({ type: 'visible', visible: true });
  expect(page.playback).toMatchObject({ now, playing: true });
  page.pass(100);
  expect(page.playback?.now).toBeLessThanOrEqual(now + 100);
});

test('going back and forth shows what a straight run shows, slots included', () => {
  openFourReplicas();
  const start = page.playback?.now ?? 0;
  const times = [500, 2_500, 3_500, 7_000, 12_000, 20_000].map((more) => start + more);
  const straight = times.map((at) => {
    page.ask({ type: 'seek', at });
    return shown(page);
  });
  const chart = page.chart;
  for (const index of [2, 0, 5, 1, 4, 3]) {
    page.ask({ type: 'seek', at: times[index] ?? 0 });
    expect(shown(page)).toEqual(straight[index]);
    expect(page.chart).toEqual(chart);
    expect(page.last?.reset).toBe(false);
  }
  const fresh = new FakePage();
  fresh.ask({ type: 'open', source: { from: 'builtin', id: 'four-replicas' } });
  fresh.ask({ type: 'seek', at: times[3] ?? 0 });
  page.ask({ type: 'seek', at: times[3] ?? 0 });
  expect(shown(fresh)).toEqual(shown(page));
});

test('a step is one decision; back and forth again is the same place', () => {
  openFourReplicas();
  page.ask({ type: 'step', stride: 'decision' });
  const first = shown(page);
  page.ask({ type: 'step', stride: 'decision' });
  expect(shown(page)).not.toEqual(first);
  page.ask({ type: 'stepBack', stride: 'decision' });
  expect(shown(page)).toEqual(first);
});

test('a change is what the followed Deployment looks different by', () => {
  openFourReplicas();
  for (let count = 0; count < 8; count += 1) {
    const before = page.rows();
    page.ask({ type: 'step', stride: 'change' });
    expect(page.rows()).not.toEqual(before);
  }
  const here = page.rows();
  page.ask({ type: 'stepBack', stride: 'change' });
  expect(page.rows()).not.toEqual(here);
  page.ask({ type: 'step', stride: 'change' });
  expect(page.rows()).toEqual(here);
});

test('a button does what kubectl does, and undo takes it back', () => {
  openFourReplicas();
  const before = shown(page);
  const output = page.ask({ type: 'act', intent: { verb: 'scale', deployment: web, replicas: 7 } });
  expect(output).toEqual({
    line: 'kubectl scale deployment/web --replicas=7',
    stdout: 'deployment.apps/web scaled\n',
    stderr: '',
    exitCode: 0,
  });
  expect(page.playback).toMatchObject({ gestures: 1, lastLine: output.line });
  page.advance(30_000);
  expect(page.deployments[0]?.rail.desired).toBe(7);
  expect(page.ask({ type: 'undoAction' })).toEqual({ line: output.line });
  expect(shown(page)).toEqual(before);
  expect(page.playback?.gestures).toBe(0);
  expect(page.refused({ type: 'undoAction' })).toEqual({ code: 'nothingToUndo' });
});

test('what kubectl refuses changes nothing and is told in its words', () => {
  openFourReplicas();
  const before = shown(page);
  const output = page.ask({ type: 'act', intent: { verb: 'scale', deployment: { namespace: 'default', name: 'nope' }, replicas: 7 } });
  expect(output).toMatchObject({ exitCode: 1, stderr: 'Error from server (NotFound): deployments.apps "nope" not found\n' });
  expect(shown(page)).toEqual(before);
  expect(page.playback?.gestures).toBe(0);
});

test('acting in the past begins another future and says how much it drops', () => {
  openFourReplicas();
  const start = page.playback?.now ?? 0;
  page.advance(5_000);
  page.ask({ type: 'act', intent: { verb: 'scale', deployment: web, replicas: 6 } });
  page.advance(20_000);
  page.ask({ type: 'seek', at: start + 2_000 });
  expect(page.playback).toMatchObject({ gesturesAhead: 1 });
  expect(page.playback?.horizon).toBeGreaterThan(start + 20_000);
  page.ask({ type: 'act', intent: { verb: 'pause', deployment: web } });
  expect(page.playback).toMatchObject({ gesturesAhead: 0, gestures: 1, horizon: start + 2_000 });
  expect(page.chart.every(({ at }) => at <= start + 2_000)).toBe(true);
  expect(page.deployments[0]?.waiting.code).toBe('paused');
});

test('acting before what the story itself does drops that too', () => {
  openFourReplicas();
  page.ask({ type: 'seek', at: 10_000 });
  expect(page.playback).toMatchObject({ gesturesAhead: 1, gestures: 0 });
  page.ask({ type: 'act', intent: { verb: 'scale', deployment: web, replicas: 6 } });
  expect(page.playback).toMatchObject({ gesturesAhead: 0, gestures: 1 });
  page.advance(60_000);
  expect(page.rows()).toEqual([expect.stringMatching(/^web-\S+ 6 \[(available ?){6}\]$/)]);
});

test('back to the start drops what was done', () => {
  page.ask({ type: 'open', source: { from: 'builtin', id: 'four-replicas' } });
  const before = shown(page);
  page.advance(1_000);
  page.ask({ type: 'act', intent: { verb: 'restart', deployment: web } });
  page.advance(10_000);
  page.ask({ type: 'backToStart' });
  expect(shown(page)).toEqual(before);
  expect(page.last?.scenario?.actions).toEqual(page.frames[0]?.scenario?.actions);
});

test('a link shows the same to somebody else', () => {
  openFourReplicas();
  page.advance(3_000);
  page.ask({ type: 'act', intent: { verb: 'setImage', deployment: web, images: [{ container: 'web', image: 'shop/web:3.0.0' }] } });
  page.advance(4_321);
  const { fragment } = page.ask({ type: 'share' });
  expect(fragment).toMatch(/^#z1\./);
  const other = new FakePage();
  const opened = other.ask({ type: 'open', source: { from: 'link', fragment } });
  expect(opened.replay).toBeUndefined();
  expect(shown(other)).toEqual(shown(page));
  expect(other.chart).toEqual(page.chart);
});

test('a link to an unmodified scenario goes by its name', () => {
  openFourReplicas();
  const { fragment } = page.ask({ type: 'share' });
  expect(fragment).toMatch(/^#\/s\/four-replicas&t=\d+&step=\d+&d=/);
  const other = new FakePage();
  expect(other.ask({ type: 'open', source: { from: 'link', fragment } })).toMatchObject({ builtin: 'four-replicas' });
  expect(shown(other)).toEqual(shown(page));
});

test('what differs from what the sender saw is said', () => {
  openFourReplicas();
  const { fragment } = page.ask({ type: 'share' });
  const tampered = fragment.replace(/d=[^&]*/, 'd=0000');
  expect(page.ask({ type: 'open', source: { from: 'link', fragment: tampered } }).replay).toMatchObject({ differs: true });
});

test.each([
  ['nonsense', 'link.damaged'],
  ['z1.AAAA', 'link.damaged'],
  ['z9.AAAA', 'link.version'],
  ['/s/no-such-story', 'scenario.unknown'],
  [`z1.${'A'.repeat(40_000)}`, 'link.tooLong'],
])('the link #%.20s is refused and the run stays', (fragment, code) => {
  openFourReplicas();
  const before = shown(page);
  const count = page.frames.length;
  expect(page.refused({ type: 'open', source: { from: 'link', fragment } })?.code).toBe(code);
  expect(page.frames.length).toBe(count);
  expect(shown(page)).toEqual(before);
});

test('a kept run comes back at its moment', () => {
  openFourReplicas();
  page.ask({ type: 'act', intent: { verb: 'scale', deployment: web, replicas: 5 } });
  page.advance(2_222);
  const scenario = page.frames.findLast((frame) => frame.scenario !== undefined)?.scenario;
  const moment = { at: page.playback?.now ?? 0, step: page.playback?.step ?? 0 };
  const other = new FakePage();
  if (scenario === undefined) throw new Error('no scenario was sent');
  other.ask({ type: 'open', source: { from: 'kept', scenario, moment } });
  expect(shown(other)).toEqual(shown(page));
  expect(other.playback?.gestures).toBe(1);
});

test('a scenario that makes no cluster is refused', () => {
  openFourReplicas();
  const scenario = page.frames[0]?.scenario;
  if (scenario === undefined) throw new Error('no scenario was sent');
  const broken = {
    ...scenario,
    setup: { ...scenario.setup, objects: [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' } }] },
  };
  expect(page.refused({ type: 'open', source: { from: 'kept', scenario: broken, moment: { at: 0, step: 0 } } })?.code).toBe('link.damaged');
  expect(page.crash).toBeUndefined();
});

test('an exception is told with what led there, and then nothing more is done', () => {
  openFourReplicas();
  page.ask({ type: 'play' });
  const broken = { verb: 'setImage', deployment: web, images: undefined as never } as const;
  expect(page.send({ type: 'act', intent: broken })).toBeUndefined();
  expect(page.crash?.message).not.toBe('');
  expect(page.crash?.stack).toContain('setImage');
  expect(page.crash?.scenario?.builtin).toBe('four-replicas');
  expect(page.crash?.moment?.at).toBe(page.playback?.now);
  const count = page.log.length;
  page.pass(1_000);
  expect(page.send({ type: 'play' })).toBeUndefined();
  expect(page.log.length).toBe(count);
});

test('the inspected object comes with its YAML and events, and stays when it is gone', () => {
  openFourReplicas();
  const pod = [...page.pods.values()].find(({ state }) => state === 'available');
  const object = { kind: 'Pod', namespace: 'default', name: pod?.name ?? '' };
  page.ask({ type: 'inspect', object });
  expect(page.last?.inspected).toMatchObject({ ...object, exists: true });
  expect(page.last?.inspected?.yaml).toContain(`name: ${pod?.name}`);
  expect(page.last?.inspected?.events.map(({ reason }) => reason)).toContain('Scheduled');
  page.ask({ type: 'act', intent: { verb: 'delete', object, force: true } });
  expect(page.last?.inspected).toMatchObject({ exists: false });
  expect(page.last?.inspected?.yaml).toContain(`name: ${pod?.name}`);
  page.ask({ type: 'inspect', object: undefined });
  expect(page.last?.inspected).toBeNull();
});

test('a pod tells whom it belongs to and what a person did that led to it, also after going back', () => {
  openFourReplicas();
  const web = { namespace: 'default', name: 'web' };
  const before = page.playback?.now ?? 0;
  page.ask({ type: 'act', intent: { verb: 'setImage', deployment: web, images: [{ container: 'web', image: 'nginx:1.28' }] } });
  page.ask({ type: 'seek', at: before + 30_000 });
  const pod = [...page.pods.values()].find(({ image }) => image === 'nginx:1.28');
  page.ask({ type: 'inspect', object: { kind: 'Pod', namespace: 'default', name: pod?.name ?? '' } });
  expect(page.last?.inspected?.owners.map(({ kind, exists }) => [kind, exists])).toEqual([
    ['ReplicaSet', true],
    ['Deployment', true],
  ]);
  const causes = () => {
    const { links = [], root } = page.last?.inspected?.causes ?? {};
    return { actors: links.map(({ actor }) => actor), root: (root ?? links.at(-1))?.reason };
  };
  expect(causes().actors.slice(0, 2)).toEqual(['kubelet', 'scheduler']);
  expect(causes().actors).toContain('deployment');
  expect(causes().root).toMatchObject({ actor: 'user', line: expect.stringContaining('set image') });
  page.ask({ type: 'seek', at: before });
  expect(page.last?.inspected).toMatchObject({ exists: false, causes: { links: [] } });
});

test('what the followed Deployment waits for comes with the frames: the limits, the pod that is due first, the deadline', () => {
  openFourReplicas();
  const web = { namespace: 'default', name: 'web' };
  const before = page.playback?.now ?? 0;
  page.ask({ type: 'act', intent: { verb: 'setImage', deployment: web, images: [{ container: 'web', image: 'nginx:1.28' }] } });
  page.ask({ type: 'seek', at: before + 3_000 });
  const why = page.why;
  expect(why).toMatchObject({
    wait: { code: 'both limits', counted: 5, ceiling: 5, available: 3, floor: 3 },
    next: { who: { kind: 'Pod' } },
  });
  expect(why?.numbers[0]).toEqual({ field: 'spec.replicas', value: '4' });
  expect(why?.numbers[1]).toEqual({ field: 'spec.strategy.rollingUpdate.maxSurge', value: '25% → 1' });
  expect(why?.deadline).toMatchObject({ state: 'runs', seconds: 600 });
  const due = why?.next?.dueAt ?? 0;
  expect(due).toBeGreaterThan(before + 3_000);
  page.ask({ type: 'seek', at: due });
  expect(page.why?.next?.dueAt).not.toBe(due);
  page.ask({ type: 'seek', at: before + 120_000 });
  expect(page.why?.wait).toBeUndefined();
});

test('a field is found in the manifest that holds the object', () => {
  openFourReplicas();
  const text = 'kind: Service\nmetadata:\n  name: web\n---\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 4\n';
  const locate = (kind: string, field: string) => page.ask({ type: 'locate', text, kind, name: 'web', field });
  expect(locate('Deployment', 'spec.replicas').line).toBe(9);
  expect(locate('Deployment', 'spec.strategy.rollingUpdate.maxSurge').line).toBe(8);
  expect(locate('Pod', 'spec.replicas')).toEqual({});
});

test('two revisions are compared, and everything can be looked at', () => {
  openFourReplicas();
  const web = { namespace: 'default', name: 'web' };
  page.ask({ type: 'act', intent: { verb: 'setImage', deployment: web, images: [{ container: 'web', image: 'nginx:1.28' }] } });
  page.ask({ type: 'step', stride: 'change' });
  const { lines } = page.ask({ type: 'compare', deployment: web, from: 'current', to: 1 });
  expect(lines.filter(({ sign }) => sign !== ' ').map(({ sign, text }) => `${sign}${text.trim()}`)).toEqual([
    '-- image: nginx:1.28',
    expect.stringMatching(/^\+- image: /),
  ]);
  expect(page.refused({ type: 'compare', deployment: web, from: 1, to: 99 })).toEqual({ code: 'notFound', detail: 'web' });
  const { objects } = page.ask({ type: 'objects' });
  expect(objects).toContainEqual({ kind: 'Node', namespace: '', name: 'node-1' });
  expect(objects.some(({ kind }) => kind === 'Event')).toBe(false);
});

test('with a thousand pods a frame still holds only what changed', { timeout: 120_000 }, () => {
  page.ask({ type: 'open', source: { from: 'builtin', id: 'ten-replicas' } });
  page.ask({ type: 'seek', at: 60_000 });
  page.ask({ type: 'act', intent: { verb: 'scale', deployment: web, replicas: 1_000 } });
  page.advance(5_000);
  const whole = JSON.stringify(page.last).length;
  expect(page.pods.size).toBe(1_000);
  expect(whole).toBeGreaterThan(300_000);
  const pod = [...page.pods.values()].find(({ state }) => state === 'available');
  page.ask({ type: 'act', intent: { verb: 'delete', object: { kind: 'Pod', namespace: 'default', name: pod?.name ?? '' } } });
  expect(page.last?.pods?.upserted.map(({ uid, state }) => [uid, state])).toEqual([[pod?.uid, 'leaving']]);
  expect(JSON.stringify(page.last).length).toBeLessThan(20_000);
  page.ask({ type: 'step', stride: 'decision' });
  expect(page.last?.pods?.upserted.length).toBeLessThanOrEqual(50);
});
