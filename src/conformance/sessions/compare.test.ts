/** What the comparison of sessions forgives is written in conformance/README.md; here: what it must not forgive. */
import { describe, expect, test } from 'vitest';
import { differences, type Moment } from './compare.ts';

const still: Moment = { isInMotion: false, hasRestarted: false, generateNames: new Set(['web-5fcf987f7b-']) };
const moving: Moment = { ...still, isInMotion: true };

/** Whether a command that was recorded to print `recorded` may print `ours`. */
function passes(command: string, recorded: string, ours: string, moment = still): boolean {
  const step = { argv: command.split(' '), stdout: recorded, stderr: '', exitCode: 0 };
  return differences(step, { stdout: ours, stderr: '', exitCode: 0 }, moment).length === 0;
}

describe('a watch of pods', () => {
  const row = (status: string): string => `web-5fcf987f7b-<p01>   0/1     ${status}   0          1s\n`;
  const header = 'NAME                   READY   STATUS    RESTARTS   AGE\n';
  const recorded = header + row('Pending') + row('ContainerCreating') + row('Running');
  const watch = (ours: string) => passes('get pods -w', recorded, ours);
  test('may miss a state', () => {
    expect(watch(header + row('Pending') + row('Running'))).toBe(true);
  });
  test('may not be silent, or only its header', () => {
    expect(watch('')).toBe(false);
    expect(watch(header)).toBe(false);
  });
  test('may not tell of a state that the recording lacks, nor stand without header', () => {
    expect(watch(header + row('Pending') + row('Error'))).toBe(false);
    expect(watch(row('Pending') + row('Running'))).toBe(false);
  });
});

describe('a look', () => {
  const rs = 'NAME             DESIRED   CURRENT   READY   AGE\nweb-5fcf987f7b   3         3         1       5s\n';
  test('at a cluster at rest is compared to the letter, ages and widths aside', () => {
    expect(passes('get rs', rs, rs.replace('5s', '7s'))).toBe(true);
    expect(passes('get rs', rs, rs.replace('3         1 ', '3         2 '))).toBe(false);
  });
  test('at one in motion may count otherwise, and may not lack a row', () => {
    expect(passes('get rs', rs, rs.replace('3         1 ', '3         2 '), moving)).toBe(true);
    expect(passes('get rs', rs, 'NAME   DESIRED   CURRENT   READY   AGE\n', moving)).toBe(false);
    expect(passes('get rs', rs, '', moving)).toBe(false);
  });
  test('at events may miss some, and not all of an object', () => {
    const event = (reason: string, about: string): string => `1s          Normal   ${reason}   ${about}   told\n`;
    const recorded = event('Scheduled', 'pod/a') + event('Killing', 'pod/a');
    expect(passes('get events', recorded, event('Killing', 'pod/b'), moving)).toBe(false);
    expect(passes('get events', recorded, '', moving)).toBe(false);
  });
});

test('the exit code counts', () => {
  const step = { argv: ['get', 'pods'], stdout: '', stderr: '', exitCode: 1 };
  expect(differences(step, { stdout: '', stderr: '', exitCode: 0 }, still)).toHaveLength(1);
});
