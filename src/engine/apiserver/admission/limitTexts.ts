/** The constraints of a LimitRange in the API server's words. upstream: minConstraint, maxConstraint, limitRequestRatioConstraint */
import type { Quantity, ResourceList } from '../../../api/meta.ts';
import { compareQuantity, quantityMilliValue, quantitySign } from '../../../api/quantity.ts';

/** What is measured: a container or a pod as a whole. */
export interface Place {
  readonly type: string;
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

/** A constraint on one resource: what is wrong, if anything is. */
type Constraint = (resource: string, enforced: Quantity, place: Place) => string | undefined;

export const minProblem: Constraint = (resource, enforced, { type, requests, limits }) => {
  const head = `minimum ${resource} usage per ${type} is ${enforced}`;
  const [request, limit] = [requests[resource], limits[resource]];
  if (request === undefined) return `${head}.  No request is specified`;
  if (compareQuantity(request, enforced) < 0) return `${head}, but request is ${request}`;
  return limit !== undefined && compareQuantity(limit, enforced) < 0 ? `${head}, but limit is ${limit}` : undefined;
};

export const maxProblem: Constraint = (resource, enforced, { type, requests, limits }) => {
  const head = `maximum ${resource} usage per ${type} is ${enforced}`;
  const [request, limit] = [requests[resource], limits[resource]];
  if (limit === undefined) return `${head}.  No limit is specified`;
  if (compareQuantity(limit, enforced) > 0) return `${head}, but limit is ${limit}`;
  return request !== undefined && compareQuantity(request, enforced) > 0 ? `${head}, but request is ${request}` : undefined;
};

export const ratioProblem: Constraint = (resource, enforced, { type, requests, limits }) => {
  const head = `${resource} max limit to request ratio per ${type} is ${enforced}`;
  const [request, limit] = [requests[resource], limits[resource]];
  if (request === undefined || quantitySign(request) === 0) return `${head}, but no request is specified or request is 0`;
  if (limit === undefined || quantitySign(limit) === 0) return `${head}, but no limit is specified or limit is 0`;
  const ratio = quantityMilliValue(limit) / quantityMilliValue(request);
  return ratio * 1000 > quantityMilliValue(enforced) ? `${head}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
};
