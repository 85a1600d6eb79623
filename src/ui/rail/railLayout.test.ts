import { describe, expect, test } from 'vitest';
import { labelAnchors, type RailCounts, railLayout, segments } from './railLayout.ts';

const counts = (over: Partial<RailCounts>): RailCounts => ({ counted: 5, owed: 0, leaving: 1, floor: 3, desired: 4, ceiling: 5, ...over });

describe('blocks', () => {
  test('stand in a row, each line between the blocks that it parts', () => {
    const layout = railLayout(counts({}), 460);
    if (layout.kind !== 'blocks') throw new Error('expected blocks');
    expect(layout.counted).toHaveLength(5);
    const right = (index: number) => (layout.counted[index] ?? 0) + layout.glyph;
    expect(layout.lines.floor).toBeGreaterThan(right(2));
    expect(layout.lines.floor).toBeLessThan(layout.counted[3] ?? 0);
    expect(layout.lines.ceiling).toBeGreaterThan(right(4));
    expect(layout.leaving[0]).toBeGreaterThan(layout.lines.ceiling);
  });

  test('do not move when the first pod begins to leave', () => {
    const before = railLayout(counts({ leaving: 0 }), 460);
    const after = railLayout(counts({ leaving: 1 }), 460);
    expect(before.kind === 'blocks' && before.counted).toEqual(after.kind === 'blocks' && after.counted);
  });

  test.each([1, 2, 4, 10, 25, 40])('%i replicas stay inside the width and do not overlap', (desired) => {
    const layout = railLayout({ counted: desired + 1, owed: 1, leaving: 2, floor: desired - 1, desired, ceiling: desired + 2 }, 700);
    if (layout.kind !== 'blocks') throw new Error('expected blocks');
    const all = [...layout.counted, ...layout.owed, ...layout.leaving];
    for (let index = 1; index < all.length; index += 1)
      expect((all[index] ?? 0) - (all[index - 1] ?? 0)).toBeGreaterThanOrEqual(layout.glyph);
    expect((all.at(-1) ?? 0) + layout.glyph).toBeLessThanOrEqual(700);
  });
});

describe('bars', () => {
  test.each([400, 5000])('take over at %i replicas and keep the proportions', (desired) => {
    const ceiling = desired * 1.25;
    const layout = railLayout({ counted: ceiling, owed: 0, leaving: desired, floor: desired * 0.75, desired, ceiling }, 700);
    if (layout.kind !== 'bars') throw new Error('expected bars');
    expect((layout.lines.ceiling - 8) / (layout.lines.desired - 8)).toBeCloseTo(1.25);
    expect(layout.leavingAt + layout.leavingWidth).toBeLessThanOrEqual(700);
    const placed = segments(
      [
        ['available', 300],
        ['ready', 0],
        ['starting', 100],
      ] as const,
      layout,
    );
    expect(placed.map(({ kind }) => kind)).toEqual(['available', 'starting']);
    expect(placed[1]?.x).toBeCloseTo((placed[0]?.x ?? 0) + (placed[0]?.width ?? 0));
  });

  test('take over on a narrow screen before blocks get too small', () => {
    expect(railLayout(counts({ counted: 40, desired: 40, floor: 30, ceiling: 50 }), 320).kind).toBe('bars');
  });
});

test('labels turn away from each other when their lines are close', () => {
  expect(labelAnchors({ floor: 100, desired: 110, ceiling: 120 })).toEqual({ floor: 'end', ceiling: 'start' });
  expect(labelAnchors({ floor: 100, desired: 160, ceiling: 260 })).toEqual({ floor: 'middle', ceiling: 'middle' });
});
