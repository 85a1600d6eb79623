import { describe, expect, test } from 'vitest';
import { goDuration } from '../../api/duration.ts';
import { inBackOffSince, nextBackOff } from './backOff.ts';
import { containerIDOf, fullImageName, imageIdentity } from './ids.ts';
import { imageNameError } from './imageNames.ts';
import { imageOf, matches, within } from './images.ts';
import type { BackOff } from './life.ts';
import { refusedOutput, timeoutOutput } from './probeTexts.ts';
import { SETUP } from './testing.ts';
import { createdText, presentText, pullBackOffText, pulledText, startedText } from './texts.ts';
import { tickAfter, tickFrom, tickUntil } from './ticks.ts';

test.each([
  [0, '0s'],
  [850, '850ms'],
  [1234, '1.234s'],
  [10_000, '10s'],
  [80_000, '1m20s'],
  [300_000, '5m0s'],
  [3_600_000, '1h0m0s'],
])('%i ms as a Go duration: %s', (ms, text) => {
  expect(goDuration(ms)).toBe(text);
});

test('texts follow the version', () => {
  expect([22, 31, 32, 34, 35, 37].map((minor) => createdText(minor, 'c'))).toEqual([
    'Created container c',
    'Created container c',
    'Created container: c',
    'Created container: c',
    'Container created',
    'Container created',
  ]);
  expect([34, 35].map((minor) => startedText(minor, 'c'))).toEqual(['Started container c', 'Container started']);
  expect([34, 35].map((minor) => presentText(minor, 'i'))).toEqual([
    'Container image "i" already present on machine',
    'Container image "i" already present on machine and can be accessed by the pod',
  ]);
  expect([26, 29, 30].map((minor) => pulledText(minor, 'i', 1500, 500, 72))).toEqual([
    'Successfully pulled image "i" in 2s',
    'Successfully pulled image "i" in 1.5s (2s including waiting)',
    'Successfully pulled image "i" in 1.5s (2s including waiting). Image size: 72 bytes.',
  ]);
  expect([31, 32].map((minor) => pullBackOffText(minor, 'i', 'no'))).toEqual([
    'Back-off pulling image "i"',
    'Back-off pulling image "i": ErrImagePull: no',
  ]);
});

test('delays double from 10 s to 300 s and begin anew after ten quiet minutes', () => {
  let entry: BackOff | undefined;
  const delays: number[] = [];
  for (let i = 0; i < 7; i++) {
    entry = nextBackOff(entry, i, i);
    delays.push(entry.delayMs);
  }
  expect(delays).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
  expect(nextBackOff(entry, 600_006, 700_000).delayMs).toBe(300_000);
  expect(nextBackOff(entry, 600_007, 700_000).delayMs).toBe(10_000);
  expect(inBackOffSince({ delayMs: 10_000, updatedAt: 0 }, 5000, 14_999)).toBe(true);
  expect(inBackOffSince({ delayMs: 10_000, updatedAt: 0 }, 5000, 15_000)).toBe(false);
});

test.each([
  [1000, 1300, 1300, 300],
  [1300, 2300, 1300, 1300],
  [1301, 2300, 2300, 1300],
])('ticks of phase 300 around %i', (at, after, from, until) => {
  expect([tickAfter(300, at), tickFrom(300, at), tickUntil(300, at)]).toEqual([after, from, until]);
});

describe('the image table', () => {
  test.each([
    ['shop/web:2.*', 'shop/web:2.1', true],
    ['shop/web:2.*', 'shop/web:3.1', false],
    ['*', 'anything', true],
    ['*:bad', 'nginx:bad', true],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'acb', false],
    ['ab*bc', 'abc', false],
    ['nginx', 'nginx:1', false],
  ])('%s matches %s: %s', (pattern, image, expected) => {
    expect(matches(pattern, image)).toBe(expected);
  });

  test('the first entry that matches wins, gaps are filled', () => {
    const setup = {
      ...SETUP,
      images: [
        { image: 'a:*', where: 'missing' as const },
        { image: '*', neverReady: true },
      ],
    };
    expect(imageOf(setup, 'a:1')).toMatchObject({ where: 'missing', neverReady: false, sizeBytes: 72_000_000 });
    expect(imageOf(setup, 'b:1')).toMatchObject({ where: 'registry', neverReady: true });
    expect(imageOf({ ...SETUP, images: [{ image: 'nginx:latest', where: 'node' }] }, 'nginx').where).toBe('node');
  });

  test('a span is drawn from end to end', () => {
    expect([0, 0.5, 0.999].map((chance) => within({ minMs: 100, maxMs: 200 }, chance))).toEqual([100, 150, 200]);
  });
});

test.each([
  ['nginx', 'docker.io/library/nginx:latest'],
  ['shop/web:1', 'docker.io/shop/web:1'],
  ['localhost/web', 'localhost/web:latest'],
  ['registry.example.com:5000/web', 'registry.example.com:5000/web:latest'],
])('containerd names %s %s', (image, full) => {
  expect(fullImageName(image)).toBe(full);
  expect(imageIdentity(image).id).toMatch(/^[^@]+@sha256:[0-9a-f]{64}$/);
});

test('identifiers differ by what they name and are always the same', () => {
  expect(containerIDOf('u', 'web', 0)).toMatch(/^containerd:\/\/[0-9a-f]{64}$/);
  expect(containerIDOf('u', 'web', 0)).toBe(containerIDOf('u', 'web', 0));
  expect(new Set(['0', '1', '2'].map((uid) => containerIDOf(uid, 'web', 0))).size).toBe(3);
});

test.each([
  ['nginx', undefined],
  ['registry.test:5000/shop/web:1.2-x', undefined],
  [`nginx@sha256:${'0'.repeat(64)}`, undefined],
  ['registry.test/Case:1', 'invalid reference format: repository name (Case) must be lowercase'],
  ['ng inx', 'invalid reference format'],
  ['nginx:', 'invalid reference format'],
  ['nginx@sha256:12', 'invalid reference format'],
])('image name %s: %s', (image, error) => {
  expect(imageNameError(image)).toBe(error);
});

test('what probes say when nobody answers', () => {
  const container = { name: 'web', ports: [{ name: 'http', containerPort: 8080 }] };
  const http = { httpGet: { path: '/ready', port: 'http' } };
  expect(refusedOutput(container, http, '10.1.0.2')).toBe(
    'Get "http://10.1.0.2:8080/ready": dial tcp 10.1.0.2:8080: connect: connection refused',
  );
  expect(timeoutOutput(37, container, http, '10.1.0.2')).toBe(
    'Get "http://10.1.0.2:8080/ready": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  );
  expect(refusedOutput(container, { tcpSocket: { port: 80 } }, '10.1.0.2')).toBe('dial tcp 10.1.0.2:80: connect: connection refused');
  const exec = { exec: { command: ['sh', '-c', 'x'] }, timeoutSeconds: 2 };
  expect(timeoutOutput(30, container, exec, '')).toBe('command "sh -c x" timed out');
  expect(timeoutOutput(31, container, exec, '')).toBe('command timed out: "sh -c x" timed out after 2s');
});
