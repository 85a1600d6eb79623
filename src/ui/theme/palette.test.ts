// The look's colours, measured: contrast by WCAG, and whether pods' states can be told apart by people who see colours differently.
import { readFileSync } from 'node:fs';
import { type Color, converter, differenceCiede2000, parse, wcagContrast } from 'culori';
import { describe, expect, test } from 'vitest';
import { ensureExists } from '../../base/assert.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The tokens that a rule sets. */
function rule(selector: string): ReadonlyMap<string, string> {
  // The last: the projector's own colours stand behind those that it shares with the light theme.
  const start = css.lastIndexOf(`  ${selector} {`);
  expect(start, `a rule for ${selector}`).toBeGreaterThan(0);
  const body = css.slice(start, css.indexOf('\n  }', start));
  return new Map([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
}

const light = rule(':root,\n  [data-projector]');
const dark = rule("[data-theme='dark']:not([data-projector])");
const projector = rule('  [data-projector]'.trim());
const mono = rule("[data-palette='mono']");
const monoDark = rule("[data-theme='dark'][data-palette='mono']:not([data-projector])");

const palettes = {
  light: [light],
  dark: [light, dark],
  projector: [light, projector],
  mono: [light, mono],
  'mono, dark': [light, dark, monoDark],
} as const;

function tokensOf(rules: readonly ReadonlyMap<string, string>[]): (name: string) => Color {
  const tokens = new Map(rules.flatMap((each) => [...each]));
  return (name) => ensureExists(parse(ensureExists(tokens.get(name), name)), name);
}

const STATES = ['available', 'ready', 'starting', 'failed', 'leaving'] as const;

describe.each(Object.entries(palettes))('%s', (name, rules) => {
  const of = tokensOf(rules);
  const isProjector = name === 'projector';

  test('text can be read on every ground', () => {
    for (const ground of ['canvas', 'surface', 'surface-2']) {
      for (const ink of ['ink', 'ink-2', 'ink-3']) {
        const least = isProjector ? 7 : 4.5;
        expect(wcagContrast(of(ink), of(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(least);
      }
    }
    expect(wcagContrast(of('accent-ink'), of('accent'))).toBeGreaterThanOrEqual(4.5);
    expect(wcagContrast(of('warn-ink'), of('warn-soft'))).toBeGreaterThanOrEqual(4.5);
    expect(wcagContrast(of('bad-ink'), of('bad-soft'))).toBeGreaterThanOrEqual(4.5);
  });

  test('the icon in a pod stands out from its fill, and its outline from the ground', () => {
    for (const state of [...STATES, 'pending'] as const) {
      expect(wcagContrast(of(`${state}-ink`), of(state)), `${state}-ink`).toBeGreaterThanOrEqual(4.5);
      expect(wcagContrast(of(`${state}-line`), of('canvas')), `${state}-line`).toBeGreaterThanOrEqual(3);
      expect(wcagContrast(of(`${state}-line`), of('surface')), `${state}-line`).toBeGreaterThanOrEqual(3);
    }
  });
});

type Row = readonly [number, number, number];
type Matrix = readonly [Row, Row, Row];

/** How colours look to others, in linear RGB. From Machado, Oliveira and Fernandes (2009), severity 1. */
const EYES: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const linear = converter('lrgb');

function seenBy([red, green, blue]: Matrix, colour: Color): Color {
  const { r, g, b } = linear(colour);
  const mix = ([x, y, z]: Row) => Math.min(1, Math.max(0, x * r + y * g + z * b));
  return { mode: 'lrgb', r: mix(red), g: mix(green), b: mix(blue) };
}

/** Greys cannot be told apart by hue; there the silhouette and the icon do it. */
describe.each(Object.entries(palettes).filter(([name]) => !name.startsWith('mono')))('%s, whoever looks', (_, rules) => {
  const of = tokensOf(rules);

  test.each(Object.entries(EYES))('states differ clearly: %s', (_eyes, eyes) => {
    const difference = differenceCiede2000();
    for (const [index, one] of STATES.entries()) {
      for (const other of STATES.slice(index + 1)) {
        expect(difference(seenBy(eyes, of(one)), seenBy(eyes, of(other))), `${one} and ${other}`).toBeGreaterThanOrEqual(20);
      }
    }
  });
});
