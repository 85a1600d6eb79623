import { expect, test } from 'vitest';
import { Report } from './report.ts';
import { validateVolumeSource } from './volumeSource.ts';

function faults(volume: object): readonly string[] {
  const report = new Report(37);
  validateVolumeSource(report, 'v', volume as Readonly<Record<string, unknown>>);
  return report.errors.map(({ field, message }) => `${field}: ${message}`);
}

test.each([
  [
    { iscsi: { targetPortal: 'a', iqn: 'x', lun: 300 } },
    [
      'iqn: Invalid value: "x": must be valid format starting with iqn, eui, or naa',
      'lun: Invalid value: 300: must be between 0 and 255, inclusive',
    ],
  ],
  [{ azureFile: {} }, ['secretName: Required value', 'shareName: Required value']],
  [{ fc: { targetWWNs: ['1'] } }, ['lun: Required value: lun is required if targetWWNs is specified']],
  [
    { downwardAPI: { items: [{ path: '../x' }] } },
    ['path: Invalid value: "../x": must not contain \'..\'', ': Required value: one of fieldRef and resourceFieldRef is required'],
  ],
  [
    { projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 5 } }, { secret: {}, configMap: { name: 'a' } }] } },
    [
      'sources[0].serviceAccountToken.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes',
      'sources[1].secret.name: Required value',
      'sources[1].configMap: Forbidden: may not specify more than 1 volume type',
    ],
  ],
  [{ ephemeral: {} }, ['volumeClaimTemplate: Required value']],
])('%j', (volume, expected) => {
  const [name] = Object.keys(volume);
  expect(faults(volume)).toEqual(expected.map((text) => `v.${name}${text.startsWith(':') ? '' : '.'}${text}`));
});

test('of two sources the later one is one too many', () => {
  expect(faults({ emptyDir: {}, cinder: {} })).toEqual(['v.cinder: Forbidden: may not specify more than 1 volume type']);
});
