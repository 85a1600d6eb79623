/**
 * The one writer of the cluster. upstream: kube-apiserver
 * Modelled: create, update, patch, delete, deleteCollection, evict; status, scale, binding; versions and conflicts; defaults, rules and
 * admission; grace periods, finalizers and propagation; dry runs; evictions that disruption budgets stop;
 * authorization by roles of whoever is not the administrator, for reading too, and reviews of it.
 * Not modelled: authentication, managed fields and server-side apply, API groups beyond the kinds of `api/key.ts`.
 */
import type { Answer, Kind, Reading, Request, Status } from '../../api/client.ts';
import type { SimTime } from '../setup.ts';
import { refused } from './answer.ts';
import { authorize, authorizeReading } from './authorization/authorize.ts';
import { isReview, review } from './authorization/reviews.ts';
import type { Call, ServerContext } from './context.ts';
import { create } from './create.ts';
import { deleteCollection, deleteObject } from './delete.ts';
import { evict } from './evict.ts';
import { patch } from './patch.ts';
import type { Scale } from './subresources.ts';
import { bind, writeScale } from './subresources.ts';
import { update } from './update.ts';

export class ApiServer {
  readonly #context: ServerContext;

  constructor(context: ServerContext) {
    this.#context = context;
  }

  /** Answers one request at one instant. `trusted`: a component of the cluster asks. */
  handle(request: Request, now: SimTime, trusted: boolean): Answer {
    const context = this.#context;
    if (request.verb === 'create' && isReview(request)) return review(request.object, request.user, context.clock.time(now), context.store);
    const denial = trusted ? undefined : authorize(request, context.store);
    if (denial !== undefined) return refused(denial);
    const call: Call = {
      now,
      time: context.clock.time(now),
      dryRun: request.dryRun === true,
      trusted,
      user: request.user,
      fieldValidation: request.fieldValidation ?? 'Ignore',
    };
    switch (request.verb) {
      case 'create':
        return request.subresource === 'binding' ? bind(request, call, context) : create(request, call, context);
      case 'update':
        return request.subresource === 'scale' ? this.#updateScale(request.object, call) : update(request, call, context);
      case 'patch':
        return patch(request, call, context);
      case 'delete':
        return deleteObject(request, call, context);
      case 'deleteCollection':
        return deleteCollection(request, call, context);
      case 'evict':
        return evict(request, call, context);
    }
  }

  /** The refusal of looking at something; undefined if the user may. */
  forbids(reading: Reading, user: string | undefined): Status | undefined {
    return authorizeReading(reading, user, this.#context.store);
  }

  /** A Scale that is put names its target by the kind that it carries. */
  #updateScale(sent: unknown, call: Call): Answer {
    const scale = sent as Scale & { readonly kind: string };
    const { name, namespace = 'default' } = scale.metadata;
    return writeScale({ kind: scale.kind as Kind, namespace, name }, scale, call, this.#context);
  }
}
