import { describe, expect, test } from 'vitest';
import type { Process, Wake } from '../kubectl/process.ts';
import type { KubectlCall, ShellHost } from './host.ts';
import { Shell } from './shell.ts';

const PODS = 'NAME   READY   STATUS\nweb-1  1/1     Running\nweb-2  0/1     Pending\napi-1  1/1     Running\n';

class Host implements ShellHost {
  out = '';
  readonly echoed: string[] = [];
  readonly calls: KubectlCall[] = [];
  readonly history = ['kubectl get pods', 'history'];
  readonly documents: Record<string, string> = { 'web.yaml': 'kind: Deployment\nmetadata:\n  name: web\n' };
  now = 0;
  cleared = 0;
  /** What kubectl does: prints the pods. */
  program: (call: KubectlCall) => Process = print;
  readonly files = {
    read: (name: string) => this.documents[name],
    names: () => Object.keys(this.documents).sort(),
  };
  echo(source: string): void {
    this.echoed.push(source);
  }
  clear(): void {
    this.cleared += 1;
  }
  help(): void {
    this.out += '(help)\n';
  }
  exit(): void {
    this.out += '(exit)\n';
  }
  stdout = (text: string): void => {
    this.out += text;
  };
  stderr = (text: string): void => {
    this.out += text.replace(/^/, '! ');
  };
  nowMs(): number {
    return this.now;
  }
  kubectl(call: KubectlCall): Process {
    this.calls.push(call);
    return this.program(call);
  }
}

// biome-ignore lint/correctness/useYield: a command that waits for nothing.
function* print({ stdout }: KubectlCall): Process {
  stdout(PODS);
  return 0;
}

function sh(text: string, host = new Host(), shell = new Shell()): Host {
  const started = shell.start(text, host);
  if ('problem' in started) {
    host.out += started.problem.incomplete ? '(incomplete)' : `(${started.problem.message})`;
    return host;
  }
  const step = started.process.next();
  if (step.done !== true) host.out += `(waits for ${step.value.for})`;
  return host;
}

const argv = (text: string): readonly (readonly string[])[] => sh(text).calls.map((call) => call.argv);

describe('words', () => {
  test.each([
    ['kubectl get pods', ['get', 'pods']],
    ['k   get\tpods  # look', ['get', 'pods']],
    [`kubectl get po -o jsonpath='{.items[*].metadata.name}'`, ['get', 'po', '-o', 'jsonpath={.items[*].metadata.name}']],
    [`kubectl get po -o "jsonpath={.a}{\\"\\n\\"}"`, ['get', 'po', '-o', 'jsonpath={.a}{"\\n"}']],
    ['kubectl get po -o custom-columns=A:.spec.containers[*].image', ['get', 'po', '-o', 'custom-columns=A:.spec.containers[*].image']],
    ['kubectl patch x -p "a b"c\'d e\'f\\ g', ['patch', 'x', '-p', 'a bcd ef g']],
    ["kubectl annotate x a=''", ['annotate', 'x', 'a=']],
    ['kubectl label x a#b', ['label', 'x', 'a#b']],
    ['kubectl get pods \\\n  -o wide', ['get', 'pods', '-o', 'wide']],
    ['kubectl apply -f *.yaml', ['apply', '-f', 'web.yaml']],
    ["kubectl apply -f '*.yaml'", ['apply', '-f', '*.yaml']],
    ['kubectl get "$"', ['get', '$']],
  ])('%s', (text, expected) => {
    expect(argv(text)).toEqual([expected]);
  });

  test('the line that is kept names kubectl', () => {
    expect(sh('true && k scale deploy/web --replicas=3 # more').calls[0]?.line).toBe('kubectl scale deploy/web --replicas=3');
  });
});

describe('lists', () => {
  test('&& and || look at what came before, ; does not', () => {
    expect(sh('true && echo a; false && echo b || echo c; echo d').out).toBe('a\nc\nd\n');
  });
  test('$? is the last exit code, from line to line', () => {
    const shell = new Shell();
    sh('nope', new Host(), shell);
    expect(sh('echo $? "$?"; echo $?', new Host(), shell).out).toBe('127 127\n0\n');
  });
  test('several lines run one after the other, and each is shown with the comment above it', () => {
    const host = sh('# first\nkubectl get pods | head -1\n\necho done');
    expect(host.echoed).toEqual(['# first', 'kubectl get pods | head -1', 'echo done']);
    expect(host.out).toBe('NAME   READY   STATUS\ndone\n');
  });
});

describe('pipes', () => {
  test.each([
    ['grep web', 'web-1  1/1     Running\nweb-2  0/1     Pending\n'],
    ['grep -c Running', '2\n'],
    ['grep -v -E "web|NAME"', 'api-1  1/1     Running\n'],
    ['grep -io WEB-.', 'web-1\nweb-2\n'],
    ['grep -w web -n', '2:web-1  1/1     Running\n3:web-2  0/1     Pending\n'],
    ['egrep "^(api|web)-1"', 'web-1  1/1     Running\napi-1  1/1     Running\n'],
    ['grep "web-1\\|api"', 'web-1  1/1     Running\napi-1  1/1     Running\n'],
    ['grep -A1 web-2', 'web-2  0/1     Pending\napi-1  1/1     Running\n'],
    ['grep nothing || echo none', 'none\n'],
    ['head -2', 'NAME   READY   STATUS\nweb-1  1/1     Running\n'],
    ['tail -n +2 | wc -l', '3\n'],
    ['tail -1', 'api-1  1/1     Running\n'],
    ['tail -n +2 | sort -k3 -r | head -n1', 'web-1  1/1     Running\n'],
    ['sort | uniq | wc -l', '4\n'],
    ['grep -o Running | uniq -c', '      2 Running\n'],
    ['cat -n | head -1', '     1\tNAME   READY   STATUS\n'],
    ['less', PODS],
    ['grep "[" ; true', '! grep: Unmatched [, [^, [:, [., or [=\n'],
  ])('kubectl get pods | %s', (filter, expected) => {
    expect(sh(`kubectl get pods | ${filter}`).out).toBe(expected);
  });

  test('kubectl may stand at the end of a pipe', () => {
    const host = sh('cat web.yaml | kubectl apply -f -');
    expect(host.calls[0]?.stdin).toBe(host.documents['web.yaml']);
  });
  test('a here-document is standard input', () => {
    const host = sh('kubectl apply -f - <<EOF\nkind: Pod\n  a: "$x"\nEOF\necho after');
    expect(host.calls[0]?.stdin).toBe('kind: Pod\n  a: "$x"\n');
    expect(host.calls[0]?.argv).toEqual(['apply', '-f', '-']);
    expect(host.calls[0]?.line).toBe('kubectl apply -f - <<EOF');
    expect(host.echoed).toEqual(['kubectl apply -f - <<EOF\nkind: Pod\n  a: "$x"\nEOF', 'echo after']);
    expect(host.out.endsWith('after\n')).toBe(true);
  });
  test('a filter passes on while its command still waits, and ends it when it has enough', () => {
    const host = new Host();
    let ended = false;
    host.program = function* ({ stdout }) {
      try {
        for (let count = 1; ; count += 1) {
          stdout(`line ${count}\n`);
          yield { for: 'changes', kinds: ['Pod'] };
        }
      } finally {
        ended = true;
      }
    };
    const started = new Shell().start('kubectl get pods -w | grep 2 | head -1; echo $?', host);
    if ('problem' in started) throw new Error('no process');
    const wake: Wake = { events: [] };
    expect(started.process.next().done).toBe(false);
    expect(host.out).toBe('');
    expect(started.process.next(wake).done).toBe(true);
    expect(host.out).toBe('line 2\n0\n');
    expect(ended).toBe(true);
  });
  test('Ctrl+C ends what runs and everything behind it', () => {
    const host = new Host();
    let ended = false;
    host.program = function* () {
      try {
        yield { for: 'changes', kinds: [] };
        return 0;
      } finally {
        ended = true;
      }
    };
    const started = new Shell().start('kubectl get pods -w; echo never', host);
    if ('problem' in started) throw new Error('no process');
    started.process.next();
    started.process.return(130);
    expect(ended).toBe(true);
    expect(host.out).toBe('');
  });
  test('2>&1 and /dev/null', () => {
    expect(sh('nope 2>&1 | wc -l').out).toBe('1\n');
    expect(sh('nope 2>/dev/null; echo a >/dev/null').out).toBe('');
  });
});

describe('more must come', () => {
  test.each(["echo 'a", 'echo "a', 'kubectl get pods |', 'true &&', 'echo a\\', 'cat <<EOF\na\n', 'cat <<EOF'])('%s', (text) => {
    expect(sh(text).out).toBe('(incomplete)');
  });
});

describe('what this shell cannot do, it says', () => {
  test.each([
    ['kubectl get po > pods.txt', '(pods.txt: this terminal cannot write files; its only files are those of the editor)'],
    ['echo $HOME', '($HOME: variables are not available in this terminal)'],
    ['kubectl get po &', '(& : commands cannot run in the background in this terminal)'],
    ['for i in 1 2; do echo $i; done', '($i: variables are not available in this terminal)'],
    ['echo $(date)', '(the output of one command as a word of another is not available in this terminal)'],
    ['while true', '(while: loops and conditions are not available in this terminal)'],
    ['A=b', '! bash: A=b: variables are not available in this terminal\n'],
    ['foo --bar', '! bash: foo: command not found\n'],
    ['| head', "(syntax error near unexpected token `|')"],
    ['cat nope.yaml', '! cat: nope.yaml: No such file or directory\n'],
    ['(echo a)', '(( : groups of commands are not available in this terminal)'],
  ])('%s', (text, expected) => {
    expect(sh(text).out).toBe(expected);
  });
});

describe('commands of the shell', () => {
  test.each([
    ['ls', 'web.yaml\n'],
    ['cat web.yaml | grep name', '  name: web\n'],
    ['grep -c : web.yaml', '3\n'],
    ['wc -l web.yaml', '3 web.yaml\n'],
    ['echo -n a; echo -e "b\\tc"', 'ab\tc\n'],
    ['history', '    1  kubectl get pods\n    2  history\n'],
    ['help', '(help)\n'],
    ['alias', "alias k='kubectl'\n"],
    ['sleep 5', '(waits for changes)'],
    ['grep a', '(waits for input)'],
  ])('%s', (text, expected) => {
    expect(sh(text).out).toBe(expected);
  });
});
