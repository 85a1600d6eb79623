/** The command line as a function: words in, text and exit code out. */
import { hash } from './hash.ts';
import { type Command, commands, help, program } from './help.ts';
import { type ExitCode, type Io, Refused, UsageError } from './io.ts';
import { simulate } from './simulate.ts';
import { validate } from './validate.ts';

const run: Readonly<Record<Command, (argv: readonly string[], io: Io) => ExitCode>> = { simulate, hash, validate };

/** Does what the words say. */
export function main(argv: readonly string[], io: Io): ExitCode {
  const [word, ...rest] = argv;
  if (word === undefined || word === '--help' || word === '-h' || word === 'help') {
    const topic = commands.find((each) => each === rest[0]);
    io.stdout(help[topic ?? 'general']);
    return 0;
  }
  const command = commands.find((each) => each === word);
  try {
    if (command === undefined)
      throw new UsageError(word.startsWith('-') ? `unknown flag: ${word}` : `unknown command ${JSON.stringify(word)}`);
    return run[command](rest, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`error: ${error.message}\nSee '${program}${command === undefined ? '' : ` ${command}`} --help' for usage.\n`);
      return 2;
    }
    if (error instanceof Refused) {
      io.stderr(error.message.endsWith('\n') ? error.message : `error: ${error.message}\n`);
      return 1;
    }
    throw error;
  }
}
