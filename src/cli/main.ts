/** npm run cli -- COMMAND: see `help.ts`. */
import { readFileSync } from 'node:fs';
import { argv, stderr, stdout } from 'node:process';
import { main } from './cli.ts';

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

process.exitCode = main(argv.slice(2), { readFile, stdout: (text) => stdout.write(text), stderr: (text) => stderr.write(text) });
