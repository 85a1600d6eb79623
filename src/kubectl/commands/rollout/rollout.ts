/** `kubectl rollout`. upstream: pkg/cmd/rollout/rollout.go */
import type { Command } from '../../command.ts';
import { history } from './history.ts';
import { pause, restart, resume } from './pause.ts';
import { status } from './status.ts';
import { undo } from './undo.ts';

export const rollout: Command = {
  name: 'rollout',
  use: 'SUBCOMMAND',
  short: 'Manage the rollout of a resource',
  examples: ['# Back to the previous revision', 'kubectl rollout undo deployment/web'],
  flags: [],
  subcommands: [history, pause, restart, resume, status, undo],
};
