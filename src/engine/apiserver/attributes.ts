import type { Kind, ObjectKey } from '../../api/client.ts';
import type { Call, ServerContext } from './context.ts';
import type { Stored } from './stored.ts';

/** What admission plug-ins know of a request. */
export interface Attributes {
  readonly operation: 'create' | 'update';
  /** The name is `<generateName>` while mutating plug-ins run. */
  readonly key: ObjectKey;
  readonly kind: Kind;
  readonly object: Stored;
  readonly old?: Stored;
  readonly call: Call;
  readonly context: ServerContext;
}
