/** Commands of the shell itself. */
import type { Process } from '../kubectl/process.ts';
import type { ShellHost } from './host.ts';
import type { Streams } from './sinks.ts';

export type Builtin = (args: readonly string[], streams: Streams, host: ShellHost) => Process;

/** A command that waits for nothing. */
function atOnce(act: (...call: Parameters<Builtin>) => number | undefined): Builtin {
  // biome-ignore lint/correctness/useYield: it is a process that never waits.
  return function* (...call) {
    return act(...call) ?? 0;
  };
}

const echo = atOnce((args, { stdout }) => {
  const options = /^-[neE]+$/;
  const first = args.findIndex((arg) => !options.test(arg));
  const words = first < 0 ? [] : args.slice(first);
  const letters = args.slice(0, first < 0 ? args.length : first).join('');
  const text = words.join(' ');
  const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };
  stdout(
    `${letters.includes('e') ? text.replace(/\\([nt\\])/g, (_, letter: string) => ESCAPES[letter] ?? '') : text}${letters.includes('n') ? '' : '\n'}`,
  );
  return 0;
});

const ls = atOnce((args, { stdout, stderr }, { files }) => {
  const wanted = args.filter((arg) => !arg.startsWith('-'));
  const known = files.names();
  const missing = wanted.filter((name) => !known.includes(name) && name !== '.');
  for (const name of missing) stderr(`ls: cannot access '${name}': No such file or directory\n`);
  const shown = wanted.length === 0 || wanted.includes('.') ? known : wanted.filter((name) => known.includes(name));
  if (shown.length > 0) stdout(`${shown.join(args.some((arg) => /^-\w*[l1]/.test(arg)) ? '\n' : '  ')}\n`);
  return missing.length > 0 ? 2 : 0;
});

const history = atOnce((args, { stdout, stderr }, { history: lines }) => {
  const [count] = args;
  if (count !== undefined && !/^\d+$/.test(count)) {
    stderr(`bash: history: ${count}: numeric argument required\n`);
    return 1;
  }
  const from = count === undefined ? 0 : Math.max(0, lines.length - Number(count));
  stdout(
    lines
      .slice(from)
      .map((line, index) => `${String(from + index + 1).padStart(5)}  ${line}\n`)
      .join(''),
  );
  return 0;
});

const alias = atOnce((args, { stdout, stderr }) => {
  for (const arg of args) {
    if (/^k=['"]?kubectl['"]?$/.test(arg)) continue;
    stderr(
      arg.includes('=') ? 'bash: alias: this terminal has one alias, which is k\n' : arg === 'k' ? '' : `bash: alias: ${arg}: not found\n`,
    );
    if (arg === 'k') stdout("alias k='kubectl'\n");
    else return 1;
  }
  if (args.length === 0) stdout("alias k='kubectl'\n");
  return 0;
});

/** Waits in the cluster's time. */
const sleep: Builtin = function* (args, { stderr }, host) {
  let total = 0;
  for (const arg of args) {
    const found = /^(\d*\.?\d+)([smhd]?)$/.exec(arg);
    if (found === null) {
      stderr(`sleep: invalid time interval '${arg}'\n`);
      return 1;
    }
    total += Number(found[1]) * ({ m: 60, h: 3_600, d: 86_400 }[found[2] ?? ''] ?? 1) * 1_000;
  }
  if (args.length === 0) {
    stderr('sleep: missing operand\n');
    return 1;
  }
  const untilMs = host.nowMs() + Math.round(total);
  while (host.nowMs() < untilMs) yield { for: 'changes', kinds: [], untilMs };
  return 0;
};

export const builtins: ReadonlyMap<string, Builtin> = new Map(
  Object.entries({
    echo,
    ls,
    history,
    alias,
    sleep,
    clear: atOnce((_, __, host) => void host.clear()),
    help: atOnce((_, __, host) => void host.help()),
    exit: atOnce((_, __, host) => void host.exit()),
    true: atOnce(() => 0),
    ':': atOnce(() => 0),
    false: atOnce(() => 1),
  } satisfies Record<string, Builtin>),
);
