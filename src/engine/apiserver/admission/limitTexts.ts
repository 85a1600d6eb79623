/** The constraints of a LimitRange, and each breach in the API server's words. upstream: minConstraint, maxConstraint, limitRequestRatioConstraint */
import type { Quantity, ResourceList } from '../../../api/meta.ts';
import { compareQuantity, quantityMilliValue, quantitySign } from '../../../api/quantity.ts';
import type { LimitBreach } from '../../../api/refusal.ts';

/** What is measured: a container or a pod as a whole. */
export interface Place {
  readonly type: string;
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

export interface LimitProblem {
  readonly text: string;
  readonly breach: LimitBreach;
}

/** A constraint on one resource: what is wrong, if anything is. */
type Constraint = (resource: string, enforced: Quantity, place: Place) => LimitProblem | undefined;

export const minProblem: Constraint = (resource, enforced, { type, requests, limits }) => {
  const problem = (of: 'request' | 'limit', given?: string): LimitProblem => ({
    text: `minimum ${resource} usage per ${type} is ${enforced}${given === undefined ? '.  No request is specified' : `, but ${of} is ${given}`}`,
    breach: { type, resource, bound: 'min', enforced, of, ...(given === undefined ? {} : { given }) },
  });
  const [request, limit] = [requests[resource], limits[resource]];
  if (request === undefined) return problem('request');
  if (compareQuantity(request, enforced) < 0) return problem('request', request);
  return limit !== undefined && compareQuantity(limit, enforced) < 0 ? problem('limit', limit) : undefined;
};

export const maxProblem: Constraint = (resource, enforced, { type, requests, limits }) => {
  const problem = (of: 'request' | 'limit', given?: string): LimitProblem => ({
    text: `maximum ${resource} usage per ${type} is ${enforced}${given === undefined ? '.  No limit is specified' : `, but ${of} is ${given}`}`,
    breach: { type, resource, bound: 'max', enforced, of, ...(given === undefined ? {} : { given }) },
  });
  const [request, limit] = [requests[resource], limits[resource]];
  if (limit === undefined) return problem('limit');
  if (compareQuantity(limit, enforced) > 0) return problem('limit', limit);
  return request !== undefined && compareQuantity(request, enforced) > 0 ? problem('request', request) : undefined;
};

export const ratioProblem: Constraint = (resource, enforced, { type, requests, limits }) => {
  const problem = (of: LimitBreach['of'], given?: string): LimitProblem => ({
    text: `${resource} max limit to request ratio per ${type} is ${enforced}, but ${given === undefined ? `no ${of} is specified or ${of} is 0` : `provided ratio is ${given}`}`,
    breach: { type, resource, bound: 'ratio', enforced, of, ...(given === undefined ? {} : { given }) },
  });
  const [request, limit] = [requests[resource], limits[resource]];
  if (request === undefined || quantitySign(request) === 0) return problem('request');
  if (limit === undefined || quantitySign(limit) === 0) return problem('limit');
  const ratio = quantityMilliValue(limit) / quantityMilliValue(request);
  return ratio * 1000 > quantityMilliValue(enforced) ? problem('ratio', ratio.toFixed(6)) : undefined;
};
