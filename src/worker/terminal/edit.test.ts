import { beforeEach, expect, test } from 'vitest';
import { FakePage } from '../testing.ts';

let page: FakePage;
const edited = () => page.last?.terminal?.edit;

beforeEach(() => {
  page = new FakePage();
  page.ask({ type: 'open', source: { from: 'builtin', id: 'four-replicas' } });
  page.type('kubectl edit deployment/web');
});

test('kubectl edit opens the object and goes on with what was saved', () => {
  expect(page.terminalState).toBe('edit');
  const text = edited()?.text ?? '';
  expect(text).toContain('replicas: 4');
  page.ask({ type: 'terminal.answer', text: text.replace('replicas: 4', 'replicas: 6') });
  expect(page.terminalState).toBe('idle');
  expect(page.terminal).toContain('deployment.apps/web edited\n');
  expect(page.playback).toMatchObject({ gestures: 1, lastLine: 'kubectl edit deployment/web' });
});

test('saving it as it was changes nothing', () => {
  page.ask({ type: 'terminal.answer', text: edited()?.text ?? '' });
  expect(page.terminal).toContain('Edit cancelled, no changes made.');
  expect(page.playback?.gestures).toBe(0);
});

test('giving up, or going back in time, gives the editor back', () => {
  page.ask({ type: 'terminal.answer' });
  expect(page.terminalState).toBe('idle');
  page.type('kubectl edit deployment/web');
  page.ask({ type: 'seek', at: 0 });
  expect(page.terminalState).toBe('idle');
  expect(page.terminal.endsWith('* timeChanged\n')).toBe(true);
});
