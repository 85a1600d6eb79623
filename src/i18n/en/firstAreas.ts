import actions from './actions.ts';
import chain from './chain.ts';
import editor from './editor.ts';
import narration from './narration.ts';
import pod from './pod.ts';
import rail from './rail.ts';
import reason from './reason.ts';
import share from './share.ts';
import shell from './shell.ts';
import status from './status.ts';
import terminal from './terminal.ts';
import time from './time.ts';

/** The areas of the first download: what the page says before a panel is opened. */
export default { actions, chain, editor, narration, pod, rail, reason, share, shell, status, terminal, time };
