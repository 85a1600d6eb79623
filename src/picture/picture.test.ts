import { beforeEach, expect, test } from 'vitest';
import { EventBook } from './eventBook.ts';
import { History } from './history.ts';
import { type Drawn, Picture } from './picture.ts';
import { deployment, event, FakeWorld, node, pod, readySince, replicaSet, running, START, template, testWords } from './testing.ts';
import type { DeploymentView } from './view.ts';

let world: FakeWorld;
let history: History;
let picture: Picture;

const revision = (value: string) => ({ annotations: { 'deployment.kubernetes.io/revision': value } });

beforeEach(() => {
  world = new FakeWorld();
  world.now = 20_000;
  history = new History();
  picture = new Picture(history, testWords);
  world.put(
    node('node-1'),
    deployment({ spec: { template: template('web:2') }, metadata: { annotations: { 'deployment.kubernetes.io/revision': '2' } } }),
    replicaSet('old', 'web:1', 2, revision('1')),
    replicaSet('new', 'web:2', 3, revision('2')),
    pod('old-aaaaa', 'old', readySince(0)),
    pod('old-bbbbb', 'old', readySince(0), { deletionTimestamp: START }),
    pod('old-ccccc', 'old', readySince(0)),
    pod('new-ddddd', 'new', readySince(1_000)),
    pod('new-eeeee', 'new', running),
    pod('new-fffff', 'new'),
    pod('alone', undefined, running),
  );
});

/** Draws as the session does: the history first learns what exists. */
function draw(): Drawn {
  history.moveTo(world, 1);
  return picture.draw(world, 1, undefined);
}

function web(drawn: Drawn): DeploymentView {
  const view = drawn.deployments.find(({ name }) => name === 'web');
  if (view === undefined) throw new Error('no Deployment drawn');
  return view;
}

test('the rail counts what the controller counts, available ones first and old before new', () => {
  const { rail } = web(draw());
  expect(rail.counted).toEqual(['old-aaaaa', 'old-ccccc', 'new-ddddd', 'new-eeeee', 'new-fffff']);
  expect(rail.leaving).toEqual(['old-bbbbb']);
  expect(rail).toMatchObject({
    total: 5,
    owed: 0,
    available: 3,
    floor: 3,
    desired: 4,
    ceiling: 5,
    surge: 1,
    unavailable: 1,
    maxSurge: '25%',
  });
  expect(rail.groups).toEqual({ availableOld: 2, availableNew: 1, ready: 0, starting: 1, pending: 1, failed: 0, leaving: 1 });
});

test('what is decided but not yet created is owed', () => {
  world.drop('Pod', 'new-fffff');
  expect(web(draw()).rail).toMatchObject({ total: 4, owed: 1 });
});

test('a rail of many pods gives numbers instead of names', () => {
  for (let index = 0; index < 100; index += 1) world.put(pod(`new-x${index}`, 'new', readySince(0)));
  expect(web(draw()).rail).toMatchObject({ counted: [], leaving: [], total: 105, available: 103 });
});

test('ReplicaSets are listed newest first; the one of the current template is the new one', () => {
  const drawn = draw();
  expect(web(drawn).replicaSets).toEqual(['new', 'old']);
  expect(web(drawn).revisions.map(({ revision: number, isCurrent }) => [number, isCurrent])).toEqual([
    [2, true],
    [1, false],
  ]);
  expect(drawn.replicaSets?.upserted.map(({ uid, isNew, leaving, selector }) => [uid, isNew, leaving, selector])).toEqual([
    ['old', false, 1, 'app=web,pod-template-hash=old'],
    ['new', true, 0, 'app=web,pod-template-hash=new'],
  ]);
});

test('a pod without an owner is drawn by its whole name', () => {
  const alone = draw().pods?.upserted.find(({ name }) => name === 'alone');
  expect(alone).toMatchObject({ suffix: 'alone', state: 'starting' });
  expect(alone?.owner).toBeUndefined();
});

const podKey = (name: string) => ({ kind: 'Pod', namespace: 'default', name }) as const;

test('only what changed is told again', () => {
  const before = draw();
  expect(before.pods?.upserted).toHaveLength(7);
  world.put(pod('new-eeeee', 'new', readySince(19_000)));
  const after = picture.draw(world, 2, [podKey('new-eeeee')]);
  expect(after.pods?.upserted.map(({ name, state }) => [name, state])).toEqual([['new-eeeee', 'available']]);
  expect(after.pods?.removed).toEqual([]);
  expect(after.replicaSets).toBeUndefined();
  expect(after.nodes).toBe(before.nodes);
  expect(web(after)).not.toBe(web(before));

  const idle = picture.draw(world, 2, []);
  expect([idle.pods, idle.replicaSets]).toEqual([undefined, undefined]);
  expect(idle.deployments).toBe(after.deployments);
});

test('an object written anew with the same content, or drawn after a jump, is not told again', () => {
  const before = draw();
  world.put(pod('new-ddddd', 'new', readySince(1_000)));
  expect(picture.draw(world, 2, [podKey('new-ddddd')]).pods).toBeUndefined();
  const jumped = picture.draw(world, 2, undefined);
  expect([jumped.pods, jumped.replicaSets]).toEqual([undefined, undefined]);
  expect(jumped.deployments).toBe(before.deployments);
});

test('a pod that is gone is told to be gone, and leaves the rail', () => {
  draw();
  world.drop('Pod', 'old-bbbbb');
  const after = picture.draw(world, 2, [podKey('old-bbbbb')]);
  expect(after.pods).toEqual({ upserted: [], removed: ['old-bbbbb'] });
  expect(after.replicaSets?.upserted.map(({ uid, leaving }) => [uid, leaving])).toEqual([['old', 0]]);
  expect(web(after).rail.leaving).toEqual([]);
});

test('a new revision of a ReplicaSet is told for each of its pods', () => {
  draw();
  world.put(replicaSet('old', 'web:1', 2, revision('3')));
  const after = picture.draw(world, 2, [{ kind: 'ReplicaSet', namespace: 'default', name: 'old' }]);
  expect(after.pods?.upserted.map(({ name, revision: number }) => [name, number])).toEqual([
    ['old-aaaaa', 3],
    ['old-bbbbb', 3],
    ['old-ccccc', 3],
  ]);
  expect(web(after).replicaSets).toEqual(['old', 'new']);
});

test('time alone makes a ready pod available, and back when the clock goes back', () => {
  const slow = replicaSet('new', 'web:2', 3, revision('2'));
  world.put({ ...slow, spec: { ...slow.spec, minReadySeconds: 30 } } as typeof slow);
  const drawnPod = (drawn: Drawn) => drawn.pods?.upserted.find(({ uid }) => uid === 'new-ddddd');
  const before = draw();
  expect([drawnPod(before)?.state, before.until]).toEqual(['ready', 31_000]);
  expect(drawnPod(before)?.progress).toEqual({ kind: 'becomingAvailable', since: 1_000, until: 31_000 });
  world.now = 31_000;
  expect(drawnPod(picture.draw(world, 1, []))?.state).toBe('available');
  world.now = 30_000;
  expect(drawnPod(picture.draw(world, 1, undefined))?.state).toBe('ready');
});

test('pods on a node that does not answer are lost', () => {
  world.put(node('node-1', 'Unknown'));
  const drawn = draw();
  expect(new Set(drawn.pods?.upserted.map(({ state }) => state))).toEqual(new Set(['lost', 'leaving']));
  expect(web(drawn).rail.groups.failed).toBe(5);
});

test('the kubelet says what a pod is doing and until when', () => {
  world.outlooks.set('new-eeeee', { stage: 'startUp', since: 18_000, until: 23_000 });
  world.outlooks.set('new-fffff', { stage: 'imagePull', since: 19_000, until: 21_000 });
  const drawn = draw();
  expect(drawn.pods?.upserted.find(({ uid }) => uid === 'new-eeeee')?.progress).toEqual({
    kind: 'startingUp',
    since: 18_000,
    until: 23_000,
  });
  expect(web(drawn).waiting.code).toBe('bothLimits');
  expect(web(drawn).next).toEqual({ pod: 'new-fffff', what: 'image pulled', at: 21_000 });
});

test('events are those of the Deployment and what it owned, in the order in which they were written last', () => {
  world.put(event('e1', 'old-aaaaa', '30'), event('e2', 'd1', '20'), event('e3', 'alone', '25'), event('e4', 'new', '40'));
  draw();
  world.drop('Pod', 'old-aaaaa');
  const wants = (uid: string) => history.belongs(uid, 'd1');
  const book = new EventBook();
  book.rebuild(world, wants);
  expect(book.views.map(({ uid }) => uid)).toEqual(['e2', 'e1', 'e4']);

  const [first] = book.views;
  world.put(event('e1', 'old-aaaaa', '50'), event('e5', 'alone', '51'));
  world.drop('Event', 'e4');
  book.update(
    world,
    ['e1', 'e4', 'e5'].map((name) => ({ kind: 'Event', namespace: 'default', name })),
    wants,
  );
  expect(book.views.map(({ uid }) => uid)).toEqual(['e2', 'e1']);
  expect(book.views[0]).toBe(first);
});
