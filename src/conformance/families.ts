import { admission } from './admission.ts';
import { defaulting, validation133 } from './apiserver.ts';
import type { Family } from './case.ts';
import { hash } from './hash.ts';
import { hashes } from './hashes.ts';
import { kubectl } from './kubectl.ts';
import { kubelet } from './kubelet/kubelet.ts';
import { sessions } from './sessions.ts';
import { tables } from './tables.ts';
import { traces } from './traces.ts';
import { validation } from './validation.ts';

/** Every family that can be run; a family is here only once all its cases pass. */
export const families: readonly Family[] = [
  hash,
  hashes,
  defaulting,
  validation,
  validation133,
  traces,
  kubelet,
  kubectl,
  admission,
  sessions,
  tables,
];
