/** Every command, in the order of the root's help. To add one: a file in `commands/`, a line here. */
import type { Command } from './command.ts';
import { apiResources, apiVersions } from './commands/apiResources.ts';
import { apply } from './commands/apply.ts';
import { auth } from './commands/auth.ts';
import { autoscale } from './commands/autoscale.ts';
import { clusterInfo } from './commands/clusterInfo.ts';
import { config } from './commands/config.ts';
import { cordon, uncordon } from './commands/cordon.ts';
import { create } from './commands/create/create.ts';
import { deleteCommand } from './commands/delete.ts';
import { describe } from './commands/describe.ts';
import { diff } from './commands/diff.ts';
import { drain } from './commands/drain.ts';
import { edit } from './commands/edit.ts';
import { events } from './commands/events.ts';
import { expose } from './commands/expose.ts';
import { get } from './commands/get/get.ts';
import { help, options } from './commands/help.ts';
import { annotate, label } from './commands/label.ts';
import { logs } from './commands/logs.ts';
import { patch } from './commands/patch.ts';
import { replace } from './commands/replace.ts';
import { rollout } from './commands/rollout/rollout.ts';
import { runCommand } from './commands/run.ts';
import { scale } from './commands/scale.ts';
import { set } from './commands/set/set.ts';
import { taint } from './commands/taint.ts';
import {
  attach,
  certificate,
  completion,
  cp,
  debug,
  exec,
  explain,
  kuberc,
  kustomize,
  plugin,
  portForward,
  proxy,
  top,
} from './commands/unmodelled.ts';
import { version } from './commands/version.ts';
import { wait } from './commands/wait.ts';

export const COMMANDS: readonly Command[] = [
  create,
  expose,
  runCommand,
  set,
  explain,
  get,
  edit,
  deleteCommand,
  rollout,
  scale,
  autoscale,
  certificate,
  clusterInfo,
  top,
  cordon,
  uncordon,
  drain,
  taint,
  describe,
  logs,
  attach,
  exec,
  portForward,
  proxy,
  cp,
  auth,
  debug,
  events,
  replace,
  wait,
  diff,
  apply,
  patch,
  kustomize,
  label,
  annotate,
  completion,
  apiResources,
  apiVersions,
  config,
  kuberc,
  plugin,
  version,
  options,
  help,
];
