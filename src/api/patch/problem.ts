import type { Status, StatusReason } from '../client.ts';
import { goFormat } from './goFormat.ts';

/** Why a patch cannot be applied. Thrown inside this folder only; what leaves it is a Status. */
export class PatchProblem extends Error {
  override readonly name = 'PatchProblem';
  readonly status: Status;

  constructor(message: string, code = 500, reason: StatusReason = '') {
    super(message);
    this.status = { code, reason, message };
  }
}

// upstream: apimachinery/pkg/util/mergepatch/errors.go; which of them are BadRequest: apiserver/pkg/endpoints/handlers/patch.go

export function noMergeKey(item: unknown, key: string): PatchProblem {
  return new PatchProblem(`map: ${goFormat(item)} does not contain declared merge key: ${key}`);
}

export function unknownPatchType(directive: unknown, item: unknown): PatchProblem {
  return new PatchProblem(`unknown patch type: ${goFormat(directive)} in map: ${goFormat(item)}`);
}

export function badFormat(what: 'primitive list' | 'retainKeys' | 'setElementOrder list'): PatchProblem {
  return new PatchProblem(`invalid patch format of ${what}`, 400, 'BadRequest');
}

export function mixedList(...lists: readonly (readonly unknown[])[]): PatchProblem {
  return new PatchProblem(`list element types are not identical: ${goFormat(lists)}`);
}
