import type { ReactNode } from 'react';
import { expectTypeOf, test } from 'vitest';
import type { KeyOf, Mismatch, TextOf, ValuesOf } from './messages.ts';

// The compiler runs these (npm run types): a key or an argument that is wrong must not compile.

type English = {
  pod: {
    plain: 'Ready';
    named: '{name} is ready';
    counted: '{count, plural, one {# pod on {node}} other {# pods on {node}}}';
    bold: '<b>{n, number}</b> of {m}';
    chosen: '{kind, select, image {the image} other {{what}}}';
  };
};
type Values<Name extends keyof English['pod'], WithTags = false> = ValuesOf<English['pod'][Name], WithTags>;

test('arguments are read from the text', () => {
  expectTypeOf<Values<'plain'>>().toEqualTypeOf<Record<never, never>>();
  expectTypeOf<Values<'named'>>().toEqualTypeOf<{ name: string | number }>();
  expectTypeOf<Values<'counted'>>().toEqualTypeOf<{ count: number; node: string | number }>();
  expectTypeOf<Values<'bold', true>['b']>().toEqualTypeOf<(chunks: ReactNode) => ReactNode>();
  expectTypeOf<{ kind: 'image' }>().toExtend<Values<'chosen'>>();
  expectTypeOf<{ kind: string; what: string }>().toExtend<Values<'chosen'>>();
});

test('values for one of several texts must do for each', () => {
  expectTypeOf<{ name: string; count: number; node: string }>().toExtend<Values<'named' | 'counted' | 'plain'>>();
  expectTypeOf<{ count: number; node: string }>().not.toExtend<Values<'named' | 'counted'>>();
});

test('keys are paths', () => {
  expectTypeOf<KeyOf<{ rail: { a: 'x' }; pod: { b: 'y' } }>>().toEqualTypeOf<'rail.a' | 'pod.b'>();
  expectTypeOf<TextOf<English, 'pod.plain'>>().toEqualTypeOf<'Ready'>();
});

test('a second catalog is held to the first: keys, names of arguments and tags, but not their kinds', () => {
  type First = { pod: { a: '{n, plural, one {#} other {#}}'; b: '<b>{x}</b>'; c: 'c' } };
  expectTypeOf<Mismatch<First, { pod: { a: '{n} 个'; b: '{x}<b>!</b>'; c: '丙' } }>>().toEqualTypeOf<never>();
  expectTypeOf<Mismatch<First, { pod: { a: '{m} 个'; b: '{x}'; d: '' } }>>().toEqualTypeOf<'pod.a' | 'pod.b' | 'pod.c' | 'pod.d'>();
});
