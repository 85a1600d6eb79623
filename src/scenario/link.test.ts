import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, test, vi } from 'vitest';
import { builtins, findBuiltin, unmodifiedBuiltin } from './builtin/index.ts';
import { fromBase64url, toBase64url } from './link/base64url.ts';
import { dictionary1 } from './link/data/dictionary1.ts';
import { packScenario, unpackScenario } from './link/payload.ts';
import { decodeLink, decodePayload, encodeLink, encodePayload, MAX_FRAGMENT, type SharedLink } from './link.ts';
import type { Recorded, Scenario } from './scenario.ts';
import { anyScenario } from './testing/arbitrary.ts';

// Much work, and a machine that may be busy: no test here is about speed.
vi.setConfig({ testTimeout: 120_000 });

const four = findBuiltin('four-replicas');
if (four === undefined) throw new Error('no built-in story');

const fragmentOf = (link: SharedLink): string => {
  const encoded = encodeLink(link);
  if (!encoded.ok) throw new Error(encoded.error.code);
  return encoded.value;
};
const codeOf = (fragment: string): string | undefined => {
  const decoded = decodeLink(fragment);
  return decoded.ok ? undefined : decoded.error.code;
};

const scaled: Recorded = {
  at: 40_000,
  afterStep: 220,
  gesture: 3,
  userEvent: 'button.scale',
  line: 'kubectl scale deployment/web --replicas=6',
  request: {
    verb: 'patch',
    key: { kind: 'Deployment', namespace: 'default', name: 'web' },
    patchType: 'merge',
    subresource: 'scale',
    body: { spec: { replicas: 6 } },
  },
};

describe('round trip', () => {
  test('of any scenario, in both formats', () => {
    fc.assert(
      fc.property(anyScenario, fc.constantFrom(0 as const, 1 as const), (scenario, format) => {
        expect(decodePayload(encodePayload(scenario, format), format)).toEqual({ ok: true, value: scenario });
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test('of a link with its moment and digest', () => {
    const link: SharedLink = { source: { from: 'scenario', scenario: four }, moment: { at: 37_040, step: 199 }, digest: '0a1b2c3d' };
    const fragment = fragmentOf(link);
    expect(fragment).toMatch(/^#z1\.[\w-]+&t=37040&step=199&d=0a1b2c3d$/);
    expect(decodeLink(fragment)).toEqual({ ok: true, value: link });
    expect(decodeLink(fragment.slice(1))).toEqual({ ok: true, value: link });
  });

  test('of a built-in story by its name', () => {
    const link: SharedLink = { source: { from: 'builtin', id: 'tutorial' }, moment: { at: 5, step: 6 }, digest: 'abc' };
    expect(fragmentOf(link)).toBe('#/s/tutorial&t=5&step=6&d=abc');
    expect(decodeLink('#/s/tutorial&t=5&step=6&d=abc')).toEqual({ ok: true, value: link });
    expect(decodeLink('#/s/tutorial')).toEqual({ ok: true, value: { source: { from: 'builtin', id: 'tutorial' } } });
  });

  test('of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void expect(fromBase64url(toBase64url(bytes))).toEqual(bytes)),
      { seed: 1 },
    );
    expect(toBase64url(new Uint8Array([255, 254, 253, 252]))).toBe('__79_A');
    expect(fromBase64url('a')).toBeUndefined();
    expect(fromBase64url('ab+/')).toBeUndefined();
  });
});

describe('size', () => {
  test('a typical link has at most 400 characters', () => {
    const once = { ...four, actions: [...four.actions, scaled] };
    expect(
      fragmentOf({ source: { from: 'scenario', scenario: once }, moment: { at: 45_678, step: 321 }, digest: '0a1b2c3d4e5f6071' }).length,
    ).toBeLessThan(200);
    const many = Array.from(
      { length: 10 },
      (_, i): Recorded => ({ ...scaled, at: scaled.at + i * 7_919, afterStep: 220 + i * 97, gesture: 3 + i }),
    );
    const often = { ...four, actions: [...four.actions, ...many] };
    expect(
      fragmentOf({ source: { from: 'scenario', scenario: often }, moment: { at: 145_678, step: 3_321 }, digest: '0a1b2c3d4e5f6071' })
        .length,
    ).toBeLessThanOrEqual(400);
  });

  test('a manifest of one’s own costs what is new in it', () => {
    const text = (four.draft?.text ?? '').replaceAll('web', 'billing').replaceAll('8080', '3000').replace('replicas: 4', 'replicas: 12');
    const own: Scenario = { ...four, draft: { fileName: 'billing.yaml', text }, actions: [] };
    expect(encodePayload(own, 1).length).toBeLessThan(300);
    expect(encodePayload(own, 1).length).toBeLessThan(encodePayload(own, 0).length / 2);
  });

  test('what does not fit is refused when it is made', () => {
    // Text without repetitions: deflate cannot help.
    let seed = 1;
    const noise = Array.from({ length: 60_000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return String.fromCharCode(33 + (seed % 90));
    }).join('');
    const link: SharedLink = { source: { from: 'scenario', scenario: { ...four, draft: { fileName: 'a', text: noise } } } };
    expect(encodeLink(link)).toMatchObject({ ok: false, error: { code: 'link.tooLong' } });
  });
});

const FORMAT_0 =
  '#z0.rVK7jptAFP0VNEoVARlYry2QUiXtSilWKWK7GGCwZw0zo2HwLkLUUZqUafMF6fNBUep8Qs5l_ZBSpVgEaDjce865j5FJljMeJzFnIStwrk3vIidto0rRATMsX6fhzYoveJhk2TZkNRD2KIt4EG2DiIPSVR68R4oZWqn9RmvRyjzYsF8_f_z-9jn48_3rlw3baIbkAySS-GaJvI7lizRbZMtVmt2GzONPytNlxJOI397zLOcc9ydEaiiOjFgRo00lowSoNRUoVhNY1RygWrGjiG5v7BsYzF8j6nEvHYFO7lTn3UCJfdOwfGSt0ndgSELWiic6pRORPcxkwqqP0nXKQJwdSY_qxPmd0bXa3QkLqJVeVMILYjvZKwELrY0XHrkgBRW9XoF2pA4nE13QAbxe81DDTQgPslLeuFhY25DJQ1_I0jfB_B1EdXDt-MiO0tGsSieFlzSk4gHBVy0SS6Z5oGflEmrbZ-X1guMK0xQPYnrvjY67UjREddadv4PqMlVqaBBdNuMtJnjxYYUv95QrB5I6Neq6ETRCdKezoqQWVbIWfXNGAYCawe1Mcz9YglrpMEssSV842WEn58yzycJUs1JnJeoaMdzTvubL5wqxqyF_kdrkUaGz_9b2wVT_UVT0xOBmO_0FeUtIlw&t=50000&step=300&d=feed';
const FORMAT_1 =
  '#z1.I3ouzNzABFjqWVpimQ3DnPiCbqBRerJj7bNp7Qof5vd1xgB33WDumDMxsjSxNDM3sgRujyB56xxkh5w5qVMamHvekLaCgQwDNgyAhuHcBIVrPxXUeaAki9azAEtD2hvAEDYE1zw0m1cB2wWyzBCYAoCKYDYD8wlwLxukNIB054yMgJjs8g4Yg4OxvDOD-BBUQwPbqVTwG7AZAB6NImtvXwWo5RBbCwB5S0iX&t=50000&step=300&d=feed';

describe('for ever', () => {
  /** What these two links held when they were made; they have been sent, and must open. */
  const sent = {
    version: 1,
    engine: '0.1.0',
    builtin: 'four-replicas',
    opening: { gestures: 2, moment: { at: 37_040, step: 199 } },
    draft: { fileName: 'web.yaml', text: 'kind: Deployment\nname: "中文 🎉"\n' },
    setup: {
      kubernetes: '1.36',
      seed: 4_294_967_295,
      startTime: '2026-01-05T09:00:00Z',
      nodes: [{ name: 'node-1', pods: 7 }],
      images: [{ image: 'shop/web:*', where: 'registry', pull: { minMs: 1, maxMs: 2 } }],
      objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', annotations: { a: '{"b":1}\n' } } }],
    },
    actions: [
      {
        at: 0,
        gesture: 1,
        userEvent: 'editor.apply',
        line: 'kubectl apply -f web.yaml',
        request: { verb: 'create', object: { a: { $j: 1 }, b: '{"c":[]}\n' } },
      },
      scaled,
      { ...scaled, afterStep: 221, request: { verb: 'evict', key: { kind: 'Pod', namespace: 'default', name: 'web-x' } } },
    ],
  } as unknown as Scenario;

  test('format 0 opens', () => {
    expect(decodeLink(FORMAT_0)).toEqual({
      ok: true,
      value: { source: { from: 'scenario', scenario: sent }, moment: { at: 50_000, step: 300 }, digest: 'feed' },
    });
  });

  test('format 1 opens', () => {
    expect(decodeLink(FORMAT_1)).toEqual({
      ok: true,
      value: { source: { from: 'scenario', scenario: sent }, moment: { at: 50_000, step: 300 }, digest: 'feed' },
    });
  });

  test('what is sent today is what was sent then', () => {
    expect(unpackScenario(JSON.parse(JSON.stringify(packScenario(sent))))).toEqual(sent);
  });
});

describe('hostile and damaged links', () => {
  const good = fragmentOf({ source: { from: 'scenario', scenario: four }, moment: { at: 1, step: 2 } });
  const payload = good.slice('#z1.'.length, good.indexOf('&'));
  const forged = (json: string, format = 0): string => {
    const plain = strToU8(json);
    const body = deflateSync(plain, { level: 9 });
    let hash = 0x811c9dc5;
    for (const byte of plain) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    const sealed = new Uint8Array([...body, hash >>> 24, (hash >>> 16) & 255, (hash >>> 8) & 255, hash & 255]);
    return `#z${format}.${toBase64url(sealed)}`;
  };
  const packed = JSON.stringify(packScenario(four));

  test('a forged link of an honest scenario opens: the forger of these tests forges well', () => {
    expect(decodeLink(forged(packed))).toEqual({ ok: true, value: { source: { from: 'scenario', scenario: four } } });
  });

  test('cut off anywhere', () => {
    for (let length = 0; length < payload.length; length++) expect(codeOf(`#z1.${payload.slice(0, length)}`)).toBe('link.damaged');
  });

  test('with any one character changed', () => {
    for (let i = 0; i < payload.length; i++) {
      const other = payload[i] === 'A' ? 'B' : 'A';
      const decoded = decodeLink(`#z1.${payload.slice(0, i)}${other}${payload.slice(i + 1)}`);
      // Bits that nothing reads may change: the last digit's, and those between the end of the stream and the next byte.
      if (decoded.ok) expect(decoded.value.source).toEqual({ from: 'scenario', scenario: four });
      else expect(decoded.error.code).toBe('link.damaged');
    }
  });

  test('of another format, or none', () => {
    expect(codeOf(`#z2.${payload}`)).toBe('link.version');
    expect(codeOf(`#z17.${payload}`)).toBe('link.version');
    for (const fragment of ['', '#', '#z1', '#z1.', '#z.abc', '#x1.abc', '#/s/', '#/s/../x', '#/s/UPPER', '#z0.!!!!', '#z1.AAAA']) {
      expect(codeOf(fragment)).toBe('link.damaged');
    }
  });

  test('with impossible parameters', () => {
    for (const parameters of [
      't=x',
      't=-1',
      't=1.5',
      't=1e9',
      `t=${'9'.repeat(16)}`,
      't=5&step=x',
      't=5&step=-1',
      't=5&d=<script>',
      `d=${'a'.repeat(65)}`,
    ]) {
      expect(codeOf(`#/s/tutorial&${parameters}`)).toBe('link.damaged');
    }
    expect(decodeLink('#/s/tutorial&t=5')).toMatchObject({ ok: true, value: { moment: { at: 5, step: Number.MAX_SAFE_INTEGER } } });
    expect(codeOf('#/s/tutorial&later=1&v=2&')).toBeUndefined();
  });

  test('too long', () => {
    expect(codeOf(`#z1.${'A'.repeat(MAX_FRAGMENT)}`)).toBe('link.tooLong');
  });

  test('that unpack to more than 1 MiB', () => {
    const bomb = forged(JSON.stringify({ ...(JSON.parse(packed) as object), x: 'a'.repeat(3_000_000) }));
    expect(bomb.length).toBeLessThan(MAX_FRAGMENT);
    expect(codeOf(bomb)).toBe('link.damaged');
    expect(codeOf(forged(JSON.stringify({ ...(JSON.parse(packed) as object), x: 'a'.repeat(900_000) })))).toBeUndefined();
  });

  test('with deep nesting, prototypes and absurd numbers', () => {
    expect(codeOf(forged('['.repeat(100_000) + ']'.repeat(100_000)))).toBe('link.damaged');
    const withRequest = (request: string): string => packed.replace(/"a":\[\[.*$/s, `"a":[[0,null,1,"x",0,${request}]]}`);
    expect(codeOf(forged(withRequest('{"verb":"create","object":{}}')))).toBeUndefined();
    expect(codeOf(forged(withRequest('{"verb":"create","object":{"__proto__":{"polluted":1}}}')))).toBe('link.damaged');
    expect(codeOf(forged(withRequest('{"verb":"create","object":{"$j":{"__proto__":1}}}')))).toBe('link.damaged');
    expect(codeOf(forged(packed.replace(/"s":\d+/, '"s":1e400')))).toBe('link.damaged');
    expect(codeOf(forged(packed.replace(/"s":\d+/, '"s":-4')))).toBe('link.damaged');
    expect(codeOf(forged(packed.replace('"a":[[0,', '"a":[[1e300,')))).toBe('link.damaged');
    expect(codeOf(forged(packed.replace('"a":[[0,', '"a":[[{},')))).toBe('link.damaged');
    for (const json of ['null', '1', '"x"', '[]', '{}', '{"a":5}', '{"o":5,"f":5}', '{"e":"0.1.0","a":[5]}'])
      expect(codeOf(forged(json))).toBe('link.damaged');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('of random letters', () => {
    const letters = fc.string({ maxLength: 300, unit: fc.constantFrom(...'ABCDEFGHabcdefgh0123-_') });
    fc.assert(
      fc.property(letters, fc.constantFrom('0', '1'), (text, format) => void expect(codeOf(`#z${format}.${text}`)).toBe('link.damaged')),
      { numRuns: 500, seed: 1 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => void expect(typeof decodeLink(text).ok).toBe('boolean')),
      { numRuns: 300, seed: 1 },
    );
  });
});

test('the dictionary is frozen', () => {
  let hash = 0x811c9dc5;
  for (const byte of strToU8(dictionary1)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  expect(hash.toString(16)).toBe('1ec50814');
});

test('a built-in story is known again after a round trip, and not when something was added', () => {
  for (const scenario of builtins) {
    const back = decodePayload(encodePayload(scenario), 1);
    expect(back.ok && unmodifiedBuiltin(back.value)).toBe(scenario.builtin);
  }
  expect(unmodifiedBuiltin({ ...four, actions: [...four.actions, scaled] })).toBeUndefined();
  expect(unmodifiedBuiltin({ ...four, builtin: 'unknown' })).toBeUndefined();
});
