import { expect, test } from 'vitest';
import type { Status } from '../api/client.ts';
import { addSource, formatErrors, printStatus } from './errors.ts';

const cause = (field: string, message: string) => ({ reason: 'x', field, message });
const invalid: Status = {
  code: 422,
  reason: 'Invalid',
  message: 'Deployment.apps "web" is invalid: a',
  details: { name: 'web', kind: 'Deployment', causes: [cause('spec.replicas', 'Invalid value: -1: must be greater than or equal to 0')] },
};

test('one cause stands in the line, several get a line each, the same one once', () => {
  expect(printStatus(invalid)).toBe(
    'The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n',
  );
  const more = { ...invalid, details: { ...invalid.details, causes: [cause('a', 'b'), cause('c', 'd'), cause('a', 'b')] } };
  expect(printStatus(more)).toBe('The Deployment "web" is invalid: \n* a: b\n* c: d\n');
});

test('a refusal without kind and name speaks of the request', () => {
  const { details: _, ...bare } = invalid;
  expect(printStatus({ ...bare, details: { causes: [cause('patch', 'bad')] } })).toBe('The request is invalid: patch: bad\n');
  expect(printStatus({ ...bare, message: 'the server rejected our request' })).toBe(
    'The request is invalid: the server rejected our request\n',
  );
});

test('an invalid object alone ignores where it came from; among several errors it does not', () => {
  const wrapped = addSource('creating', 'web.yaml', { status: invalid });
  expect(formatErrors([wrapped])).toBe(printStatus(invalid));
  expect(formatErrors([wrapped, { text: 'error: other' }])).toBe(
    'Error from server (Invalid): error when creating "web.yaml": Deployment.apps "web" is invalid: a\nerror: other\n',
  );
});

test('the prefix is not doubled, and several plain errors have none', () => {
  expect(formatErrors([{ text: 'no' }])).toBe('error: no\n');
  expect(formatErrors([{ text: 'error: no' }])).toBe('error: no\n');
  expect(formatErrors([{ text: 'one' }, { text: 'two' }])).toBe('one\ntwo\n');
  expect(formatErrors([])).toBe('');
});

test('a refusal without a reason', () => {
  expect(printStatus({ code: 500, reason: '', message: 'map: x' })).toBe('Error from server: map: x\n');
});
