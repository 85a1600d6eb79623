import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Process } from '../kubectl/process.ts';
import type { ShellHost } from './host.ts';
import { Shell } from './shell.ts';

const words = [
  'kubectl',
  'k',
  'get',
  'pods',
  '-o',
  "jsonpath='{.items[*]}'",
  '"a b"',
  "'",
  '"',
  '\\',
  '$?',
  '$',
  '$x',
  '`',
  '|',
  '||',
  '&&',
  ';',
  '&',
  '\n',
  '#',
  '<<EOF',
  '<<-E',
  'EOF',
  'E',
  '<<<',
  '<',
  '>',
  '>>',
  '2>&1',
  '2>/dev/null',
  '>/dev/null',
  '(',
  ')',
  '{',
  'for',
  'grep',
  '-E',
  '-v',
  '-c',
  '-o',
  '(a+)+$',
  '[',
  'a{2,3}',
  'head',
  '-n',
  '-3',
  'tail',
  '+2',
  'sort',
  '-k2',
  '-rn',
  'uniq',
  '-c',
  'wc',
  '-l',
  'cat',
  'web.yaml',
  '*.yaml',
  'ls',
  'echo',
  'history',
  'sleep',
  '1',
  'clear',
  'help',
  'true',
  'false',
  '你好',
  '\u0000',
  '\t',
  ' ',
  ' ',
  ' ',
]; // prettier-ignore

const line = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words, ' ', ' ') }, fc.string({ maxLength: 4 })), { maxLength: 14 })
  .map((parts) => parts.join(''));

/** What kubectl prints does not matter here; sometimes it waits. */
function* kubectl(print: (text: string) => void): Process {
  print('NAME  READY\nweb-1  1/1\n');
  yield { for: 'changes', kinds: ['Pod'] };
  print('web-2  1/1\n');
  return 0;
}

test('whatever is typed, the shell runs it, asks for more, or says what is wrong: it never throws and always ends', () => {
  const files = { read: (name: string) => (name === 'web.yaml' ? 'kind: Pod\n' : undefined), names: () => ['web.yaml'] };
  fc.assert(
    fc.property(line, (text) => {
      let [size, now] = [0, 0];
      const stdout = (output: string): void => {
        size += output.length;
      };
      const nothing = (): void => undefined;
      const host: ShellHost = {
        files,
        history: ['a'],
        stdout,
        stderr: stdout,
        echo: nothing,
        clear: nothing,
        help: nothing,
        exit: nothing,
        nowMs: () => now,
        kubectl: (call) => kubectl(call.stdout),
      }; // prettier-ignore
      const started = new Shell().start(text, host);
      if ('problem' in started) {
        expect(started.problem.incomplete || started.problem.message !== '').toBe(true);
        return;
      }
      let step = started.process.next();
      for (let wakes = 0; step.done !== true; wakes += 1) {
        expect(wakes).toBeLessThan(100);
        now += 3_600_000;
        const wait = step.value;
        step = started.process.next(wait.for === 'input' && wakes < 3 ? { events: [], text: 'typed' } : { events: [] });
      }
      expect(step.value).toBeGreaterThanOrEqual(0);
      expect(size).toBeLessThan(100_000);
    }),
    { numRuns: 5_000 },
  );
});
