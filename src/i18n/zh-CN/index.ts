import actions from './actions.ts';
import chain from './chain.ts';
import editor from './editor.ts';
import inspect from './inspect.ts';
import narration from './narration.ts';
import pod from './pod.ts';
import rail from './rail.ts';
import reason from './reason.ts';
import share from './share.ts';
import shell from './shell.ts';
import status from './status.ts';
import terminal from './terminal.ts';
import time from './time.ts';
import why from './why.ts';

/** Every message of this locale, by area. */
export default { actions, chain, editor, inspect, narration, pod, rail, reason, share, shell, status, terminal, time, why };
