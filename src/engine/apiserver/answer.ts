/** Answers of the API server. */
import type { Answer, Status } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { err, ok } from '../../base/result.ts';

const NO_WARNINGS: readonly string[] = [];

export function granted(object: KubeObject, warnings: readonly string[] = NO_WARNINGS): Answer {
  return ok({ object, warnings });
}

export function refused(status: Status): Answer {
  return err(status);
}
