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
  return picture.draw(world, 1);
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
  expect(drawn.replicaSets.map(({ uid, isNew, leaving, selector }) => [uid, isNew, leaving, selector])).toEqual([
    ['old', false, 1, 'app=web,pod-template-hash=old'],
    ['new', true, 0, 'app=web,pod-template-hash=new'],
  ]);
});

test('a pod without an owner is drawn by its whole name', () => {
  const alone = draw().pods.find(({ name }) => name === 'alone');
  expect(alone).toMatchObject({ suffix: 'alone', state: 'starting' });
  expect(alone?.owner).toBeUndefined();
});

test('what did not change keeps its identity', () => {
  const before = draw();
  const again = picture.draw(world, 1);
  expect(again.pods.every((view, index) => view === before.pods[index])).toBe(true);
  expect(web(again)).toBe(web(before));

  world.put(pod('new-eeeee', 'new', readySince(19_000)));
  const after = picture.draw(world, 2);
  const changed = after.pods.filter((view) => !before.pods.includes(view));
  expect(changed.map(({ name, state }) => [name, state])).toEqual([['new-eeeee', 'available']]);
  expect(after.replicaSets.every((view, index) => view === before.replicaSets[index])).toBe(true);
  expect(web(after)).not.toBe(web(before));
});

test('an object written anew with the same content keeps its view', () => {
  const before = draw();
  world.put(pod('new-ddddd', 'new', readySince(1_000)));
  const after = picture.draw(world, 2);
  expect(after.pods.every((view) => before.pods.includes(view))).toBe(true);
});

test('time alone makes a ready pod available, and back when the clock goes back', () => {
  const slow = replicaSet('new', 'web:2', 3, revision('2'));
  world.put({ ...slow, spec: { ...slow.spec, minReadySeconds: 30 } } as typeof slow);
  const stateOf = (drawn: Drawn) => drawn.pods.find(({ uid }) => uid === 'new-ddddd')?.state;
  const before = draw();
  expect([stateOf(before), before.until]).toEqual(['ready', 31_000]);
  expect(before.pods.find(({ uid }) => uid === 'new-ddddd')?.progress).toEqual({ kind: 'becomingAvailable', since: 1_000, until: 31_000 });
  world.now = 31_000;
  expect(stateOf(picture.draw(world, 1))).toBe('available');
  world.now = 30_000;
  expect(stateOf(picture.draw(world, 1))).toBe('ready');
});

test('pods on a node that does not answer are lost', () => {
  world.put(node('node-1', 'Unknown'));
  const states = new Set(draw().pods.map(({ state }) => state));
  expect(states).toEqual(new Set(['lost', 'leaving']));
  expect(web(draw()).rail.groups.failed).toBe(5);
});

test('the kubelet says what a pod is doing and until when', () => {
  world.outlooks.set('new-eeeee', { stage: 'startUp', since: 18_000, until: 23_000 });
  world.outlooks.set('new-fffff', { stage: 'imagePull', since: 19_000, until: 21_000 });
  const drawn = draw();
  expect(drawn.pods.find(({ uid }) => uid === 'new-eeeee')?.progress).toEqual({ kind: 'startingUp', since: 18_000, until: 23_000 });
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
