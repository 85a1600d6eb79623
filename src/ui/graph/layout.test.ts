import { describe, expect, test } from 'vitest';
import { desiredBoundary } from './desired.ts';
import { trayFit } from './fit.ts';
import { type ChainInput, type ChainNode, type Lane, layoutChain } from './layout.ts';
import { fitTrays, slotAfterKey, slotAt, type TrayGeometry, tileAt, trayGeometry, trayHeight } from './tray.ts';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const lane = (uid: string, pods: readonly string[], over: Partial<Lane> = {}): Lane => ({
  uid,
  isNew: false,
  desired: pods.filter((pod) => pod !== '').length,
  current: pods.filter((pod) => pod !== '').length,
  slots: pods,
  ...over,
});
const chain = (over: Partial<ChainInput> = {}): ChainInput => ({
  deployment: { uid: 'd', replicas: 4, ceiling: 5 },
  lanes: [lane('new', names('n', 3), { isNew: true }), lane('old', names('o', 3), { desired: 2 })],
  leaving: new Set(['o2']),
  looseLanes: [],
  loosePods: [],
  isOpen: false,
  hadTrays: false,
  stage: { width: 1240, height: 600 },
  ...over,
});
const find = (input: ChainInput, id: string): ChainNode => {
  const node = layoutChain(input).nodes.find((each) => each.id === id);
  if (node === undefined) throw new Error(`${id} is not drawn`);
  return node;
};

describe('columns', () => {
  test('Deployment, ReplicaSets, Pods from left to right; the new revision above the old', () => {
    const input = chain();
    expect(find(input, 'deployment').x).toBeLessThan(find(input, 'rs:new').x);
    expect(find(input, 'rs:new').x).toBeLessThan(find(input, 'pod:n0').x);
    expect(find(input, 'rs:new').y).toBeLessThan(find(input, 'rs:old').y);
  });

  test('a pod keeps its place while others come and go', () => {
    const place = ({ x, y }: ChainNode) => ({ x, y });
    const before = place(find(chain(), 'pod:o1'));
    const lanes = [lane('new', names('n', 4), { isNew: true }), lane('old', ['', 'o1', ''], { desired: 1 })];
    expect(place(find(chain({ lanes, leaving: new Set() }), 'pod:o1'))).toEqual(before);
  });

  test('scaling does not change how many pods stand in a row, unless all would become tiny', () => {
    const to = (replicas: number) => ({
      deployment: { uid: 'd', replicas, ceiling: replicas },
      lanes: [lane('new', names('n', replicas), { isNew: true })],
    });
    const { fit } = layoutChain(chain());
    expect(layoutChain(chain({ ...to(6), kept: fit })).fit).toBe(fit);
    expect(layoutChain(chain({ ...to(40), kept: fit })).fit.perRow).toBeGreaterThan(fit.perRow);
  });

  test('the lower the stage, the less is said under each pod, and the words that are left stay readable', () => {
    const ten = { deployment: { uid: 'd', replicas: 10, ceiling: 13 }, lanes: [lane('new', names('n', 10)), lane('old', names('o', 10))] };
    const on = (width: number, height: number) => {
      const stage = { width, height };
      const layout = layoutChain(chain({ ...ten, leaving: new Set(), stage }));
      return { zoom: Math.min(width / layout.width, height / layout.height), size: layout.fit.measures.name };
    };
    expect(on(1240, 600).size).toBe('roomy');
    expect(on(568, 222).size).toBe('bare');
    expect(on(568, 222).zoom).toBeGreaterThan(0.78);
  });

  test('where captions stand above it, the desired line has no words', () => {
    const five = { deployment: { uid: 'd', replicas: 10, ceiling: 13 }, leaving: new Set<string>() };
    const lanes = [lane('new', names('n', 10), { isNew: true, desired: 8 }), lane('old', names('o', 10), { desired: 2 })];
    const named = (stage: { width: number; height: number }) => {
      const { nodes } = layoutChain(chain({ ...five, lanes, stage }));
      return nodes.flatMap((node) => (node.kind === 'desired' ? [node.isNamed] : []));
    };
    expect(named({ width: 1240, height: 600 })).toEqual([true, true]);
    expect(named({ width: 568, height: 222 })).toEqual([false, true]);
  });

  test('a pod’s glyph stands on the middle line of its ReplicaSet when there is one row', () => {
    const rs = find(chain(), 'rs:new');
    const pod = find(chain(), 'pod:n0');
    expect(pod.y + 26).toBe(rs.y + rs.height / 2);
  });

  test.each([8, 9, 20, 40])('nothing overlaps and nothing is outside with %i pods', (count) => {
    const layout = layoutChain(
      chain({ deployment: { uid: 'd', replicas: count, ceiling: count + 2 }, lanes: [lane('new', names('n', count), { isNew: true })] }),
    );
    const solid = layout.nodes.filter(({ kind }) => kind !== 'desired');
    for (const a of solid) {
      expect(a.x + a.width).toBeLessThanOrEqual(layout.width);
      expect(a.y + a.height).toBeLessThanOrEqual(layout.height);
      for (const b of solid) {
        if (a === b) continue;
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
    }
  });

  test('ReplicaSets without pods are gathered in a chip that opens', () => {
    const lanes = [lane('new', names('n', 4), { isNew: true }), lane('r2', []), lane('r1', [])];
    expect(find(chain({ lanes }), 'old')).toMatchObject({ kind: 'old', count: 2 });
    expect(layoutChain(chain({ lanes })).nodes.some(({ id }) => id === 'rs:r1')).toBe(false);
    expect(find(chain({ lanes, isOpen: true }), 'rs:r1')).toMatchObject({ look: 'compact' });
  });

  test('what has no owner stands in a group below', () => {
    const input = chain({ looseLanes: [lane('orphan', ['x'])], loosePods: ['naked'] });
    expect(find(input, 'loose').y).toBeGreaterThan(find(input, 'rs:old').y);
    expect(find(input, 'rs:orphan').y).toBeGreaterThan(find(input, 'loose').y);
    expect(find(input, 'pod:naked').y).toBeGreaterThan(find(input, 'rs:orphan').y);
  });

  test('the edge’s weight is the desired number, and the live revision is marked', () => {
    const { edges } = layoutChain(chain());
    const [live, old] = ['e:rs:new', 'e:rs:old'].map((id) => edges.find((edge) => edge.id === id));
    expect(live?.isLive).toBe(true);
    expect(live?.weight ?? 0).toBeGreaterThan(old?.weight ?? 0);
    expect(edges.filter(({ pod }) => pod !== undefined)).toHaveLength(6);
  });
});

describe('the desired line', () => {
  test.each([
    ['stands after as many counted pods', ['a', 'b', 'c'], [], 2, 2],
    ['does not count leaving pods', ['a', 'gone', 'c'], ['gone'], 2, 3],
    ['stands behind the places that are owed', ['a'], [], 3, 3],
    ['gives owed places to free slots first', ['a', '', 'c'], [], 3, 3],
    ['stands at the beginning when nothing is wanted', ['a'], ['a'], 0, 0],
    ['passes empty slots', ['', '', 'c', 'd'], [], 2, 4],
  ])('%s', (_, slots, leaving: readonly string[], desired, boundary) => {
    expect(desiredBoundary(slots, (uid) => leaving.includes(uid), desired)).toBe(boundary);
  });
});

describe('trays', () => {
  const big = (replicas: number) =>
    chain({
      deployment: { uid: 'd', replicas, ceiling: replicas * 1.25 },
      lanes: [lane('new', names('n', replicas), { isNew: true })],
      leaving: new Set(),
    });

  test('replace a node a pod above 60 pods', () => {
    const layout = layoutChain(big(400));
    expect(layout.hasTrays).toBe(true);
    expect(layout.nodes.map(({ kind }) => kind)).toEqual(['deployment', 'replicaSet']);
  });

  test('stay while the number falls a little below', () => {
    const input = chain({ lanes: [lane('new', names('n', 45), { isNew: true })] });
    expect(layoutChain(input).hasTrays).toBe(false);
    expect(layoutChain({ ...input, hadTrays: true }).hasTrays).toBe(true);
  });

  test.each([61, 400, 1_000, 5_000, 10_000])('hold %i places without overlap, elements up to 400', (count) => {
    const tray = trayGeometry(count, count, 632);
    expect(tray.how).toBe(count <= 400 ? 'tiles' : 'canvas');
    expect(tray.columns * tray.rows).toBeGreaterThanOrEqual(count);
    expect(tray.columns * tray.pitch).toBeLessThanOrEqual(632 + tray.pitch);
    const { x, y } = tileAt(count - 1, tray);
    expect(slotAt(x, y, tray)).toBe(count - 1);
  });

  test.each([
    [1240, 600],
    [632, 236],
  ])('are as large as a stage of %i×%i lets them be, and no larger', (width, height) => {
    const { measures } = trayFit({ width, height });
    for (const count of [80, 300, 1_000, 5_000]) {
      const trays = fitTrays([count, count], width, height, measures);
      const tall = (each: readonly TrayGeometry[]) => each.reduce((sum, tray) => sum + trayHeight(tray, measures), measures.laneGap);
      expect(tall(trays), `${count}`).toBeLessThanOrEqual(height);
      const pitch = trays[0]?.pitch ?? 0;
      // The next larger tile is at most half as large again: with that, they would not fit.
      const columns = Math.floor((width - 28) / (pitch * 1.5));
      const larger = trays.map((tray) => ({ ...tray, pitch: pitch * 1.5, rows: Math.ceil(count / columns) }));
      expect(pitch === 32 || tall(larger) > height, `${count}`).toBe(true);
    }
  });

  test('arrow keys pass empty slots and stop at the ends', () => {
    const slots = ['a', '', 'c', 'd', '', 'f'];
    expect(slotAfterKey('ArrowRight', 0, slots, 3)).toBe(2);
    expect(slotAfterKey('ArrowDown', 0, slots, 3)).toBe(3);
    expect(slotAfterKey('ArrowUp', 0, slots, 3)).toBe(0);
    expect(slotAfterKey('End', 0, slots, 3)).toBe(5);
  });
});

test('in one column everything stays inside the width', () => {
  const layout = layoutChain(chain({ stackedWidth: 366 }));
  for (const node of layout.nodes) expect(node.x + node.width).toBeLessThanOrEqual(366);
  expect(find(chain({ stackedWidth: 366 }), 'pod:n0').y).toBeGreaterThan(find(chain({ stackedWidth: 366 }), 'rs:new').y);
});
