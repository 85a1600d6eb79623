/** `kubectl help` and `kubectl options`: the runner answers them, since they know every other command. */
import type { Command } from '../command.ts';

export const help: Command = { name: 'help', use: '[command]', short: 'Help about any command', flags: [] };

export const options: Command = { name: 'options', use: '[flags]', short: 'Print the list of flags inherited by all commands', flags: [] };
