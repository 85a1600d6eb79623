import { beforeEach, describe, expect, test } from 'vitest';
import { err, ok, type Result } from '../base/result.ts';
import type { Frame, Refusal } from '../worker/protocol.ts';
import type { AppStore } from './react.ts';
import { createAppStore } from './store.ts';
import { drawsAtOnce, type FakeClient, fakeClient, fakeStore, frameMidUpdate, pod } from './testing.ts';

let store: AppStore;
let client: FakeClient;

beforeEach(() => {
  ({ store, client } = fakeStore());
});

/** A frame that tells of nothing but what `over` holds. */
function frame(over: Partial<Frame> = {}): Frame {
  const { type, epoch, playback } = frameMidUpdate();
  return { type, epoch, playback, reset: false, jump: false, revision: 2, ...over };
}

const cluster = () => store.getState().cluster;

test('rows are put together from the pods, gaps included', () => {
  expect(cluster().replicaSets.get('rs-new')?.slots).toEqual(['pod-x7k2p', 'pod-m66cv', 'pod-zj6p2']);
  client.emit(frame({ pods: { upserted: [], removed: ['pod-d8k6v'] } }));
  expect(cluster().replicaSets.get('rs-old')?.slots).toEqual(['', 'pod-hs6h5', 'pod-bwg7s']);
});

test('what a frame does not name keeps its identity', () => {
  const before = cluster();
  client.emit(frame({ pods: { upserted: [pod('m66cv', 'rs-new', 'available', { slot: 1 })], removed: [] } }));
  const after = cluster();
  expect(after.pods.get('pod-m66cv')?.state).toBe('available');
  expect(after.pods.get('pod-x7k2p')).toBe(before.pods.get('pod-x7k2p'));
  expect(after.replicaSets.get('rs-new')).toBe(before.replicaSets.get('rs-new'));
  expect(after.deployments).toBe(before.deployments);
  expect(after.events).toBe(before.events);
  expect(after.loosePods).toBe(before.loosePods);
});

test('a frame of the clock alone leaves the cluster alone', () => {
  const before = cluster();
  client.emit(frame({ playback: { ...frameMidUpdate().playback, now: 7_300 } }));
  expect(cluster()).toBe(before);
  expect(store.getState().playback.now).toBe(7_300);
});

test('pods without an owner are listed, oldest first', () => {
  client.emit(
    frame({
      pods: {
        upserted: [pod('b', undefined, 'available', { createdAt: 9 }), pod('a', undefined, 'available', { createdAt: 5 })],
        removed: [],
      },
    }),
  );
  expect(cluster().loosePods).toEqual(['pod-a', 'pod-b']);
});

test('an event that was counted again moves to the end', () => {
  const [first] = cluster().events;
  if (first === undefined) throw new Error('no event in the fixture');
  client.emit(frame({ events: { upserted: [{ ...first, count: 2 }], removed: [] } }));
  expect(cluster().events.map(({ uid }) => uid)).toEqual(['e2', 'e3', 'e1']);
});

test('chart points take the place of those at the same time or later', () => {
  const [last] = cluster().chart.slice(-1);
  if (last === undefined) throw new Error('no point in the fixture');
  client.emit(
    frame({
      chart: {
        reset: false,
        points: [
          { ...last, starting: 9 },
          { ...last, at: 8_000 },
        ],
      },
    }),
  );
  expect(cluster().chart.map(({ at, starting }) => [at, starting])).toEqual([
    [0, 0],
    [2_000, 2],
    [6_900, 9],
    [8_000, 2],
  ]);
});

test('jumps are counted, frames of an abandoned run are not heard', () => {
  const { jumps } = cluster();
  client.emit(frame({ jump: true }));
  expect(cluster().jumps).toBe(jumps + 1);
  client.emit(frameMidUpdate({ epoch: 2 }));
  expect(cluster().jumps).toBe(jumps + 2);
  const before = store.getState();
  client.emit(frame({ epoch: 1, deployments: [] }));
  expect(store.getState()).toBe(before);
});

test('the drawn clock runs on between frames and never back', () => {
  let wall = 0;
  const own = fakeClient();
  const clocked = createAppStore({ connect: () => own, wallNow: () => wall, beforeDrawing: drawsAtOnce, address: () => '' });
  const at = (now: number, playing = true) => ({ playback: { ...frameMidUpdate().playback, now, playing, speed: 2 } });
  own.emit(frameMidUpdate(at(1_000)));
  wall = 100;
  expect(clocked.renderNow()).toBe(1_200);
  own.emit(frame(at(1_150)));
  expect(clocked.renderNow()).toBe(1_200);
  wall = 10_000;
  expect(clocked.renderNow()).toBe(2_150);
  own.emit(frame({ ...at(500), jump: true }));
  expect(clocked.renderNow()).toBe(500);
  own.emit(frame(at(700, false)));
  wall = 20_000;
  expect(clocked.renderNow()).toBe(700);
});

test('while time runs, the frames before a drawing are one change; an answer and a jump do not wait', async () => {
  let draw: (() => void) | undefined;
  const own = fakeClient();
  const gathering = createAppStore({
    connect: () => own,
    wallNow: () => 0,
    address: () => '',
    beforeDrawing: (callback) => {
      draw = callback;
      return () => {
        draw = undefined;
      };
    },
  });
  const at = (now: number) => ({ playback: { ...frameMidUpdate().playback, now, playing: true } });
  own.emit(frameMidUpdate(at(1_000)));
  let changes = 0;
  gathering.subscribe(() => {
    changes += 1;
  });
  own.emit(frame({ ...at(1_100), events: { upserted: [], removed: [] } }));
  own.emit(frame(at(1_200)));
  expect(changes).toBe(0);
  draw?.();
  expect(changes).toBe(1);
  expect(gathering.getState().playback.now).toBe(1_200);

  own.emit(frame(at(1_300)));
  await gathering.getState().actions.seek(1_300);
  expect(gathering.getState().playback.now).toBe(1_300);
  expect(draw).toBeUndefined();

  own.emit(frame(at(1_400)));
  own.emit(frame({ ...at(500), jump: true }));
  expect(gathering.getState().playback.now).toBe(500);
});

test('how far a calculation is stands until the answer is there', async () => {
  const opening = store.getState().actions.open({ from: 'builtin', id: 'x' });
  client.emit({ type: 'calculating', at: 2_000, until: 60_000 });
  expect(store.getState().calculating).toEqual({ at: 2_000, until: 60_000 });
  await opening;
  expect(store.getState().calculating).toBeNull();
});

test('opening puts the story into the editor and keeps the old text', async () => {
  const { actions } = store.getState();
  actions.setDraft('my own text');
  expect(store.getState().draft).toMatchObject({ dirty: true });
  expect(await actions.open({ from: 'builtin', id: 'x' })).toBe(true);
  expect(store.getState().draft).toMatchObject({
    fileName: 'web.yaml',
    text: 'kind: Deployment\n',
    dirty: false,
    previous: { text: 'my own text' },
  });
  actions.restorePreviousDraft();
  expect(store.getState().draft).toMatchObject({ text: 'my own text', previous: { text: 'kind: Deployment\n' } });
});

test('what was applied becomes the base; what was typed meanwhile stays', async () => {
  const { actions } = store.getState();
  actions.setDraft('sent');
  const applying = actions.apply();
  expect(store.getState().draft.applying).toBe(true);
  actions.setDraft('sent and more');
  await applying;
  expect(store.getState().draft).toMatchObject({ text: 'sent and more', baseText: 'sent', dirty: true, applying: false });
  expect(store.getState().log).toHaveLength(1);
});

test('a refused manifest keeps the text and tells its problems', async () => {
  const problems = [{ message: 'unknown field', document: 0, line: 3 }];
  ({ store, client } = fakeStore({
    answers: { apply: () => ok({ line: 'kubectl apply', stdout: '', stderr: 'no\n', exitCode: 1, problems, applied: [] }) },
  }));
  store.getState().actions.setDraft('wrong');
  await store.getState().actions.apply();
  expect(store.getState().draft).toMatchObject({ text: 'wrong', dirty: true, problems, problemsFor: 'wrong' });
});

test('a refused link is told and changes nothing else', async () => {
  ({ store, client } = fakeStore({ answers: { open: () => err({ code: 'link.damaged' }) } }));
  const before = store.getState();
  expect(await before.actions.open({ from: 'link', fragment: 'x' })).toBe(false);
  const { opened, cluster: after, draft } = store.getState();
  expect(opened.refusedLink).toEqual({ code: 'link.damaged' });
  expect([after, draft]).toEqual([before.cluster, before.draft]);
  store.getState().actions.dismissRefusedLink();
  expect(store.getState().opened.refusedLink).toBeNull();
});

test('a refusal is shown until the same command succeeds', async () => {
  let answer: Result<{ readonly line?: string }, Refusal> = err({ code: 'nothingToUndo' });
  ({ store, client } = fakeStore({ answers: { undoAction: () => answer } }));
  await store.getState().actions.undoAction();
  expect(store.getState().refusal).toEqual({ command: 'undoAction', refusal: { code: 'nothingToUndo' } });
  answer = ok({});
  await store.getState().actions.undoAction();
  expect(store.getState().refusal).toBeNull();
});

test('a slider may ask for every place it passes; only the last one waits', async () => {
  const { actions } = store.getState();
  for (const at of [1, 2, 3, 4]) actions.seek(at);
  await new Promise((resolve) => setImmediate(resolve));
  expect(client.sent.filter(({ type }) => type === 'seek')).toEqual([
    { type: 'seek', at: 1 },
    { type: 'seek', at: 4 },
  ]);
});

test('selecting a pod asks for its YAML', () => {
  store.getState().actions.select({ kind: 'Pod', uid: 'pod-m66cv' });
  expect(client.sent.at(-1)).toEqual({ type: 'inspect', object: { kind: 'Pod', namespace: 'default', name: 'web-6d9cd7f8c6-m66cv' } });
});

test('a gesture that drops later ones says so and can be taken back', async () => {
  const scenario = {
    version: 1,
    engine: '0',
    setup: { kubernetes: '1.37', seed: 1, startTime: '', nodes: [], images: [] },
    actions: [],
  } as const;
  client.emit(frame({ scenario, playback: { ...frameMidUpdate().playback, gesturesAhead: 2 } }));
  const acting = store.getState().actions.act({ verb: 'pause', deployment: { namespace: 'default', name: 'web' } });
  client.emit(frame({ playback: { ...frameMidUpdate().playback, gesturesAhead: 0 } }));
  await acting;
  expect(store.getState().opened).toMatchObject({ forkedAt: 7_200, left: { scenario } });
  await store.getState().actions.reopenLeft();
  expect(client.sent.at(-1)).toMatchObject({ type: 'open', source: { from: 'kept', scenario } });
});

test('a crash keeps the text and starts again from what was recorded', async () => {
  const clients: FakeClient[] = [];
  const own = createAppStore({
    connect: () => {
      const next = fakeClient();
      clients.push(next);
      return next;
    },
    wallNow: () => 0,
    beforeDrawing: drawsAtOnce,
    address: () => '',
  });
  const scenario = {
    version: 1,
    engine: '0',
    setup: { kubernetes: '1.37', seed: 1, startTime: '', nodes: [], images: [] },
    actions: [],
  } as const;
  clients[0]?.emit(frameMidUpdate());
  own.getState().actions.setDraft('unsaved');
  clients[0]?.emit({ type: 'crash', message: 'boom', stack: 'at x', scenario, moment: { at: 7, step: 3 } });
  expect(own.getState()).toMatchObject({ crash: { message: 'boom' }, playback: { playing: false }, draft: { text: 'unsaved' } });

  await own.getState().actions.restartAfterCrash();
  expect(clients).toHaveLength(2);
  expect(clients[0]?.isClosed).toBe(true);
  expect(clients[1]?.sent).toEqual([{ type: 'open', source: { from: 'kept', scenario, moment: { at: 7, step: 3 } } }]);
  expect(own.getState()).toMatchObject({ crash: null, busy: 0, draft: { text: 'unsaved' } });
  clients[1]?.emit(frameMidUpdate({ epoch: 1 }));
  expect(own.getState().cluster.pods.size).toBe(6);
});

test('New gives a name that is free', () => {
  const { actions } = store.getState();
  actions.newDraft();
  expect(store.getState().draft.text).toContain('name: app\n');
  const named = (frameMidUpdate().deployments ?? []).map((deployment) => ({ ...deployment, name: 'app' }));
  client.emit(frame({ deployments: named }));
  actions.newDraft();
  expect(store.getState().draft.text).toContain('name: app-2\n');
});

test('a share link is the page’s address and the fragment', async () => {
  expect(await store.getState().actions.share()).toBe('https://example.test/#z1.AAAA');
});

describe('the terminal', () => {
  const told = (terminal: NonNullable<Frame['terminal']>): Frame => frame({ terminal });
  const edit = { fileName: 'deployment.yaml', text: 'replicas: 4\n' };

  test('shows what frames bring, and sends the editor’s text along as a file', async () => {
    const { store, client } = fakeStore();
    store.getState().actions.setDraft('kind: Pod\n');
    expect(await store.getState().actions.runLine('cat web.yaml')).toBe('taken');
    const { fileName } = store.getState().draft;
    expect(client.sent.at(-1)).toEqual({
      type: 'terminal.run',
      text: 'cat web.yaml',
      files: { [fileName]: 'kind: Pod\n' },
      history: ['cat web.yaml'],
    });
    client.emit(told({ state: 'idle', chunks: [{ id: 1, kind: 'stdout', text: 'kind: Pod\n' }] }));
    expect(store.getState().terminal.blocks[0]?.lines.map(({ text }) => text)).toEqual(['kind: Pod']);
    expect(store.getState().terminal.history).toEqual(['cat web.yaml']);
  });

  test('what is not whole yet is not remembered', async () => {
    const { store } = fakeStore({ answers: { 'terminal.run': () => ok({ outcome: 'incomplete' }) } });
    expect(await store.getState().actions.runLine("echo 'a")).toBe('incomplete');
    expect(store.getState().terminal.history).toEqual([]);
  });

  test('an object to be edited takes the editor, keeps what is typed over later frames, and gives the draft back', () => {
    const { store, client } = fakeStore();
    store.getState().actions.setDraft('mine\n');
    client.emit(told({ state: 'edit', edit, chunks: [] }));
    expect(store.getState().draft).toMatchObject(edit);
    store.getState().actions.setDraft('replicas: 5\n');
    client.emit(told({ state: 'edit', edit: { ...edit }, chunks: [{ id: 2, kind: 'page', text: 'kubectl version' }] }));
    expect(store.getState().draft.text).toBe('replicas: 5\n');
    store.getState().actions.finishEdit(true);
    expect(client.sent.at(-1)).toEqual({ type: 'terminal.answer', text: 'replicas: 5\n' });
    client.emit(told({ state: 'idle', chunks: [] }));
    expect(store.getState().draft).toMatchObject({ text: 'mine\n', dirty: true });
  });

  test('exit shuts the drawer', () => {
    const { store, client } = fakeStore();
    store.getState().actions.setTerminalOpen(true);
    client.emit(told({ state: 'idle', chunks: [], leave: true }));
    expect(store.getState().view.terminalOpen).toBe(false);
  });
});
