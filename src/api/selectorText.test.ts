import { describe, expect, test } from 'vitest';
import { parseFieldSelector, parseLabelSelector } from './selectorText.ts';

const labels = { app: 'web', tier: 'front', weight: '10' };
const met = (text: string): boolean | string => {
  const result = parseLabelSelector(text);
  return result.ok ? result.value(labels) : result.error;
};

describe('a label selector', () => {
  test.each([
    ['', true],
    ['app=web', true],
    ['app==web,tier=front', true],
    ['app=api', false],
    ['app!=api', true],
    ['stage!=prod', true],
    ['tier in (back, front)', true],
    ['tier notin (back,front)', false],
    ['app', true],
    ['!stage', true],
    ['!app', false],
    ['weight>9', true],
    ['weight<10', false],
    ['stage=', false],
    [' app = web , tier ', true],
    ['toString', false],
  ])('%s is %s', (text, expected) => expect(met(text)).toBe(expected));

  test.each([
    ['app=web,', "found '', expected: identifier after ','"],
    ['=web', "found '=', expected: !, identifier, or 'end of string'"],
    ['app web', "unable to parse requirement: found 'web', expected: in, notin, =, ==, !=, gt, lt"],
    ['app in web', "unable to parse requirement: found 'web' expected: '('"],
    ['app=a b', "found 'b', expected: ',' or 'end of string'"],
  ])('%s is refused', (text, error) => expect(met(text)).toBe(error));
});

test('a field selector', () => {
  const pod = { metadata: { name: 'a' }, status: { phase: 'Running' } };
  const matches = (text: string): boolean | string => {
    const result = parseFieldSelector(text);
    return result.ok ? result.value(pod) : result.error;
  };
  expect(matches('status.phase=Running,spec.nodeName=')).toBe(true);
  expect(matches('status.phase!=Running')).toBe(false);
  expect(matches('metadata.name')).toBe("invalid selector: 'metadata.name'; can't understand 'metadata.name'");
});
