/**
 * What somebody waits for, as data: who is blocked, by what inequality or object, and the very thing that would end it.
 * The page words it; a test holds it against what really ended each wait.
 */
import type { ObjectKey } from '../../api/client.ts';
import type { SimTime } from '../../engine/setup.ts';
import type { ActorName } from '../../engine/step.ts';

/** The very thing that would end a wait. Any of a wait's endings ends it, and nothing else does but a person. */
export type Ending =
  /** Somebody's turn comes: at an instant, or at the latest then, for whatever it watches may wake it earlier. */
  | { readonly by: 'turn'; readonly actor: ActorName; readonly key: string; readonly at?: SimTime; readonly atLatest?: SimTime }
  /** One of these objects changes, comes or goes. */
  | { readonly by: 'object'; readonly keys: readonly ObjectKey[] }
  /** Whoever owns the blocked object wants it no more, or wants another number of it. */
  | { readonly by: 'owner'; readonly key: ObjectKey }
  /** Time alone. */
  | { readonly by: 'time'; readonly at: SimTime }
  /** Nothing in the cluster: somebody must act. */
  | { readonly by: 'person'; readonly how: 'resume' | 'new template' | 'image' | 'delete' | 'finalizer' };

interface Blocked {
  readonly who: ObjectKey;
  readonly endings: readonly Ending[];
  /** When it is due, if that is known. */
  readonly dueAt?: SimTime;
}

export type DeploymentWait = Blocked &
  (
    | { readonly code: 'paused' }
    | { readonly code: 'controller turn' }
    | { readonly code: 'replicaset turn'; readonly replicaSet: string; readonly desired: number; readonly active: number }
    | {
        readonly code: 'both limits';
        readonly counted: number;
        readonly ceiling: number;
        readonly available: number;
        readonly floor: number;
      }
    | {
        readonly code: 'new pods';
        readonly notAvailable: number;
        readonly available: number;
        readonly floor: number;
        readonly mayRemove: number;
      }
    | { readonly code: 'old pods leave'; readonly leaving: number }
    | { readonly code: 'refused'; readonly replicaSet: string; readonly message: string }
    | { readonly code: 'dependents'; readonly finalizer: string; readonly replicaSets: number }
  );

export type ReplicaSetWait = Blocked &
  (
    | { readonly code: 'controller turn' }
    | { readonly code: 'refused'; readonly message: string; readonly desired: number; readonly active: number }
    | { readonly code: 'its pods'; readonly desired: number; readonly available: number }
    | { readonly code: 'dependents'; readonly finalizer: string; readonly pods: number }
  );

export type PodWait = Blocked &
  (
    | { readonly code: 'scheduler turn' }
    | { readonly code: 'no node'; readonly message: string }
    | { readonly code: 'kubelet turn'; readonly node: string }
    | { readonly code: 'admission' | 'sandbox' | 'container start'; readonly node: string }
    | { readonly code: 'image pull'; readonly image: string }
    | { readonly code: 'image back-off'; readonly image: string; readonly message: string }
    | { readonly code: 'crash back-off'; readonly restarts: number; readonly exitCode?: number; readonly reason?: string }
    | { readonly code: 'missing object'; readonly kind: string; readonly name: string; readonly message: string }
    | { readonly code: 'config error'; readonly message: string }
    | { readonly code: 'init containers'; readonly done: number; readonly total: number }
    | { readonly code: 'start-up'; readonly probe?: 'startupProbe' | 'readinessProbe' }
    | { readonly code: 'never ready'; readonly probe: 'startupProbe' | 'readinessProbe' }
    | { readonly code: 'minReadySeconds'; readonly seconds: number; readonly since: SimTime }
    | { readonly code: 'grace'; readonly seconds: number }
    | { readonly code: 'finalizers'; readonly finalizers: readonly string[] }
    | { readonly code: 'node lost'; readonly node: string }
    | { readonly code: 'ended'; readonly phase: string; readonly reason?: string }
  );

export type Wait = DeploymentWait | ReplicaSetWait | PodWait;
