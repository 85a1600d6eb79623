/** Waiting for one object to change. upstream: watchtools.UntilWithSync over a list and watch of one name */
import type { KubeObject } from '../api/meta.ts';
import type { Info } from './builder.ts';
import { keyOfInfo } from './change.ts';
import type { Environment } from './environment.ts';
import type { Wait, Wake, WatchEvent } from './process.ts';

/** What became of the waiting: what the look at an event found, or that the time was over. */
export type Waited<T> = { readonly found: T } | { readonly found?: undefined; readonly isOver: true };

/**
 * Looks at the object as it is (told as ADDED), then at every change of it, until `look` finds something or the clock says `untilMs`.
 * An object that is not there is waited for.
 */
export function* untilEvent<T>(
  environment: Environment,
  info: Pick<Info, 'resource' | 'namespace' | 'name'>,
  untilMs: number | undefined,
  look: (event: WatchEvent) => T | undefined,
): Generator<Wait, Waited<T>, Wake> {
  const { resource, namespace, name } = info;
  const isMeant = ({ kind, metadata }: KubeObject): boolean =>
    kind === resource.stored && metadata.name === name && (metadata.namespace ?? '') === namespace;
  const first = resource.stored === undefined ? undefined : environment.client.get(keyOfInfo(info));
  if (first !== undefined) {
    const found = look({ type: 'ADDED', object: first });
    if (found !== undefined) return { found };
  }
  for (;;) {
    if (untilMs !== undefined && environment.nowMs() >= untilMs) return { isOver: true };
    const kinds = resource.stored === undefined ? [] : [resource.stored];
    const { events } = yield { for: 'changes', kinds, ...(untilMs === undefined ? {} : { untilMs }) };
    for (const event of events) {
      if (!isMeant(event.object)) continue;
      const found = look(event);
      if (found !== undefined) return { found };
    }
  }
}
