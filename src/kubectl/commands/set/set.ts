/** `kubectl set`. upstream: pkg/cmd/set/set.go */
import type { Command } from '../../command.ts';
import { env } from './env.ts';
import { image } from './image.ts';
import { selector, serviceAccount, subject } from './others.ts';
import { resources } from './resources.ts';

export const set: Command = {
  name: 'set',
  use: 'SUBCOMMAND',
  short: 'Set specific features on objects',
  flags: [],
  subcommands: [env, image, resources, selector, serviceAccount, subject],
  helpTo: 'stderr',
};
