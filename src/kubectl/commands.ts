/** Every command, in the order of the root's help. To add one: a file in `commands/`, a line here. */
import type { Command } from './command.ts';
import { get } from './commands/get/get.ts';
import { version } from './commands/version.ts';

export const COMMANDS: readonly Command[] = [get, version];
