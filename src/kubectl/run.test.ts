import { describe, expect, test } from 'vitest';
import type { Environment } from './environment.ts';
import { runToEnd } from './process.ts';
import { start } from './run.ts';

function kubectl(line: string): { readonly out: string; readonly err: string; readonly code: number | undefined } {
  let [out, err] = ['', ''];
  const unasked = (): never => {
    throw new Error('nobody should have asked');
  };
  const environment: Environment = {
    client: { get: unasked, list: unasked, request: unasked, now: unasked },
    files: { read: () => undefined, names: () => [] },
    config: () => ({ currentContext: 'c', contexts: [{ name: 'c', cluster: 'c', user: 'u' }], clusters: [] }),
    saveConfig: unasked,
    nowMs: () => 0,
    serverMinor: 22,
    random: unasked,
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
  };
  const code = runToEnd(
    start(
      line.split(' ').filter((word) => word !== ''),
      environment,
    ),
  );
  return { out, err, code };
}

describe('finding a command', () => {
  test('flags of every command may stand before it', () => {
    expect(kubectl('-n staging version --client').code).toBe(0);
    expect(kubectl('--namespace=staging version').out).toContain('Server Version: v1.22');
  });
  test('an unknown one, with what was probably meant', () => {
    expect(kubectl('deploy')).toEqual({ out: '', err: 'error: unknown command "deploy" for "kubectl"\n', code: 1 });
    expect(kubectl('versoin').err).toBe('error: unknown command "versoin" for "kubectl"\n\nDid you mean this?\n\tversion\n');
  });
  test('a flag before a word that is no command', () => {
    expect(kubectl('--foo get pods').err).toBe('Error: flags cannot be placed before plugin name: --foo\n');
  });
  test('nothing at all prints help', () => {
    expect(kubectl('')).toMatchObject({ err: '', code: 0 });
    expect(kubectl('').out).toContain('Usage:\n  kubectl [flags] [options]');
  });
});

test('a wrong flag says where to read more', () => {
  expect(kubectl('version --foo').err).toBe("error: unknown flag: --foo\nSee 'kubectl version --help' for usage.\n");
});
