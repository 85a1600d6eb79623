import { beforeEach, describe, expect, test } from 'vitest';
import { FakePage } from '../testing.ts';

let page: FakePage;

beforeEach(() => {
  page = new FakePage();
  page.ask({ type: 'open', source: { from: 'builtin', id: 'four-replicas' } });
});

describe('commands', () => {
  test('a line is shown, then what it prints, and the frame comes before the reply', () => {
    expect(page.type('echo one | cat -n')).toBe('taken');
    expect(page.terminal).toBe('$ echo one | cat -n\n     1\tone\n');
    expect(page.log.slice(-2)).toEqual(['frame', 'reply']);
  });
  test('an open quote asks for more and runs nothing', () => {
    expect(page.type("echo 'a")).toBe('incomplete');
    expect(page.terminal).toBe('');
    expect(page.type("echo 'a\nb'")).toBe('taken');
    expect(page.terminal).toBe("$ echo 'a\nb'\na\nb\n");
  });
  test('what cannot be read is said, and $? knows', () => {
    page.type('echo a | | b');
    page.type('echo $?');
    expect(page.terminal).toBe("$ echo a | | b\nbash: syntax error near unexpected token `|'\n$ echo $?\n2\n");
  });
  test('the files are the documents that came along', () => {
    page.type('cat web.yaml', { 'web.yaml': 'kind: Pod\n' });
    expect(page.terminal).toBe('$ cat web.yaml\nkind: Pod\n');
  });
  test('clear empties, help is told by the page', () => {
    page.type('echo a; clear; help');
    expect(page.terminal).toBe('* help\n');
  });
});

describe('waiting on the virtual clock', () => {
  test('a command waits until its time has come, and goes on at that very moment', () => {
    page.type('sleep 5; echo done');
    expect(page.terminalState).toBe('running');
    const from = page.playback?.now ?? 0;
    page.ask({ type: 'play' });
    page.pass(4_900);
    expect(page.terminal).toBe('$ sleep 5; echo done\n');
    page.pass(200);
    expect(page.terminal).toBe('$ sleep 5; echo done\ndone\n');
    expect(page.terminalState).toBe('idle');
    expect(page.playback?.now).toBeGreaterThanOrEqual(from + 5_000);
  });
  test('while it waits no other begins', () => {
    page.type('sleep 5');
    expect(page.type('echo no')).toBe('busy');
  });
  test('Ctrl+C ends it and what stands behind it', () => {
    page.type('sleep 5; echo never');
    page.ask({ type: 'terminal.interrupt' });
    page.type('echo $?');
    expect(page.terminal).toBe('$ sleep 5; echo never\n* interrupted\n$ echo $?\n130\n');
  });
  test('going back ends it: it belonged to another moment', () => {
    page.type('sleep 5');
    page.ask({ type: 'seek', at: 0 });
    expect(page.terminal).toBe('$ sleep 5\n* timeChanged\n');
    expect(page.terminalState).toBe('idle');
  });
  test('going forwards does not', () => {
    page.type('sleep 5; echo done');
    page.advance(60_000);
    expect(page.terminal).toBe('$ sleep 5; echo done\ndone\n');
  });
  test('a step of the clock takes it along', () => {
    page.type('sleep 0.001; echo done');
    // The first is the story's own update, at this very moment.
    for (let count = 0; count < 2; count += 1) page.ask({ type: 'step', stride: 'decision' });
    expect(page.terminal).toBe('$ sleep 0.001; echo done\ndone\n');
  });
  test('the same run without the command is the same run', () => {
    const other = new FakePage();
    other.ask({ type: 'open', source: { from: 'builtin', id: 'four-replicas' } });
    page.type('sleep 3');
    for (const each of [page, other]) each.advance(30_000);
    expect(page.ask({ type: 'share' })).toEqual(other.ask({ type: 'share' }));
  });
});

describe('kubectl', () => {
  test('rollout status prints as the rollout goes on, and ends with it', () => {
    page.type('kubectl rollout status deployment/web');
    expect(page.terminalState).toBe('running');
    page.advance(120_000);
    const lines = page.terminal.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('deployment "web" successfully rolled out');
    expect(lines.filter((line) => line.startsWith('Waiting for deployment "web" rollout to finish: ')).length).toBeGreaterThan(3);
    expect(page.terminalState).toBe('idle');
  });
  test('what it prints does not depend on how the clock was moved', () => {
    const other = new FakePage();
    other.ask({ type: 'open', source: { from: 'builtin', id: 'four-replicas' } });
    for (const each of [page, other]) each.type('kubectl rollout status deployment/web; kubectl get pods');
    page.advance(120_000);
    other.ask({ type: 'speed', speed: 10 });
    other.ask({ type: 'play' });
    other.pass(12_000);
    expect(other.terminal).toBe(page.terminal);
  });
  test('a timeout ends it at its very moment', () => {
    const from = page.playback?.now ?? 0;
    page.type('kubectl rollout status deployment/web --timeout=2s || sleep 0');
    page.ask({ type: 'play' });
    page.pass(2_100);
    expect(page.terminal.trimEnd().split('\n').at(-1)).toBe('error: timed out waiting for the condition');
    expect(page.terminalState).toBe('idle');
    expect((page.playback?.now ?? 0) - from).toBeLessThan(2_200);
  });
  test('what it writes is recorded under its line, and can be taken back', () => {
    page.type('k rollout undo deployment/web # oops');
    expect(page.playback).toMatchObject({ gestures: 1, lastLine: 'kubectl rollout undo deployment/web' });
    expect(page.ask({ type: 'undoAction' })).toEqual({ line: 'kubectl rollout undo deployment/web' });
    expect(page.playback?.gestures).toBe(0);
  });
  test('what it only looks at, and what is refused, leaves no trace', () => {
    const { fragment } = page.ask({ type: 'share' });
    page.type('kubectl get pods; kubectl rollout undo deployment/nope; kubectl rollout history deployment/web');
    expect(page.ask({ type: 'share' })).toEqual({ fragment });
    expect(page.playback?.gestures).toBe(0);
  });
  test('a namespace that was set stays for the session', () => {
    page.type('kubectl config set-context --current --namespace=kube-system');
    page.type('kubectl config view --minify -o jsonpath={..namespace}');
    expect(page.terminal.endsWith('kube-system')).toBe(true);
  });
  test('a button that is pressed meanwhile is seen by who watches', () => {
    page.type('kubectl get deployment web -w');
    page.ask({ type: 'act', intent: { verb: 'scale', deployment: { namespace: 'default', name: 'web' }, replicas: 9 } });
    expect(page.terminal).toMatch(/scaled\nweb +\d\/9/);
  });
});

describe('input', () => {
  test('a command reads what is typed until Ctrl+D', () => {
    page.type('grep b');
    expect(page.terminalState).toBe('input');
    page.ask({ type: 'terminal.answer', text: 'abc' });
    page.ask({ type: 'terminal.answer' });
    expect(page.terminal).toBe('$ grep b\nabc\nabc\n');
    expect(page.terminalState).toBe('idle');
  });
});

describe('the page in the terminal', () => {
  test('a button prints its line and what kubectl said', () => {
    page.ask({ type: 'act', intent: { verb: 'scale', deployment: { namespace: 'default', name: 'web' }, replicas: 6 } });
    expect(page.terminal).toBe('~ kubectl scale deployment/web --replicas=6\ndeployment.apps/web scaled\n');
  });
  test('taking it back is told', () => {
    page.ask({ type: 'act', intent: { verb: 'scale', deployment: { namespace: 'default', name: 'web' }, replicas: 6 } });
    page.ask({ type: 'undoAction' });
    expect(page.terminal.endsWith('* undone kubectl scale deployment/web --replicas=6\n')).toBe(true);
  });
  test('another run begins with an empty terminal', () => {
    page.type('echo a');
    page.ask({ type: 'open', source: { from: 'builtin', id: 'tutorial' } });
    expect(page.terminal).toBe('');
  });
});

describe('completion', () => {
  const complete = (text: string) =>
    page.ask({ type: 'terminal.complete', text, cursor: text.length, files: { 'web.yaml': '', 'my app.yaml': '' } });
  test('commands', () => {
    expect(complete('ku')).toEqual({ from: 0, candidates: [{ text: 'kubectl', isOpenEnded: false }] });
    expect(complete('kubectl get pods | gr').candidates.map(({ text }) => text)).toEqual(['grep']);
  });
  test('kubectl’s own: commands, types, names and files', () => {
    const texts = (text: string) => complete(text).candidates.map((each) => each.text);
    expect(texts('kubectl ge')).toEqual(['get']);
    expect(texts('k get deploy w')).toEqual(['web']);
    expect(texts('kubectl get pods web-')).not.toEqual([]);
    expect(complete('kubectl get deployment/').from).toBe('kubectl get '.length);
    expect(texts('kubectl get -f w')).toEqual(['web.yaml']);
  });
  test('files, in quotes where they need some', () => {
    expect(complete('cat ').candidates.map(({ text }) => text)).toEqual(["'my app.yaml'", 'web.yaml']);
    expect(complete('cat "my').candidates.map(({ text }) => text)).toEqual(['"my app.yaml']);
  });
});

test('output that comes too fast loses its oldest part and says so', () => {
  const long = `${'x'.repeat(99)}\n`.repeat(12_000);
  page.type('cat big', { big: long });
  expect(page.terminal.startsWith('$ cat big\n* dropped') || page.terminal.startsWith('* dropped\n')).toBe(true);
  expect(page.terminal.length).toBeLessThan(1_000_000);
});
