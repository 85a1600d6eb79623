/** Switching faults on and off. */
import type { Reader, Request, Status } from '../../api/client.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { SimTime } from '../setup.ts';
import type { ActiveFault, Fault } from './fault.ts';
import { planOf } from './table.ts';

/** Who asks while RBAC denies, unless the fault names someone. */
const NOBODY = 'jane';

/** The fault as it will be on, and what must be asked for first. */
export function switchedOn(
  fault: Fault,
  faults: readonly ActiveFault[],
  cluster: Reader,
  since: SimTime,
): Result<{ readonly active: ActiveFault; readonly requests: readonly Request[] }, Status> {
  if (faults.some((each) => each.fault.id === fault.id)) {
    return err({ code: 409, reason: 'AlreadyExists', message: `fault "${fault.id}" is on already` });
  }
  const { node } = fault.target;
  if (fault.kind === 'nodeLost' && cluster.get({ kind: 'Node', namespace: '', name: node ?? '' }) === undefined) {
    return err({ code: 404, reason: 'NotFound', message: `nodes "${node ?? ''}" not found` });
  }
  const { requests, cure } = planOf(fault, cluster);
  return ok({ active: { fault, since, cure }, requests });
}

export function switchedOff(id: string, faults: readonly ActiveFault[]): Result<ActiveFault, Status> {
  const found = faults.find(({ fault }) => fault.id === id);
  return found === undefined ? err({ code: 404, reason: 'NotFound', message: `fault "${id}" is not on` }) : ok(found);
}

/** A person's request as it is sent while a fault takes rights away; one that names its user is left alone. */
export function askedBy(request: Request, faults: readonly ActiveFault[]): Request {
  if (request.user !== undefined) return request;
  const denied = faults.findLast(({ fault }) => fault.kind === 'rbacDenied');
  return denied === undefined ? request : { ...request, user: denied.fault.parameters?.user ?? NOBODY };
}
