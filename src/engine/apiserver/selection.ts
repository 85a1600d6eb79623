/** Which objects a list asks for: namespace, labels, fields. */
import type { ListOptions } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { parseFieldSelector, parseLabelSelector } from '../../api/selectorText.ts';
import { err, ok, type Result } from '../../base/result.ts';

type Predicate = (object: KubeObject) => boolean;

/** A test for the objects that a list with these options holds; the error is what cannot be read in a selector. */
export function readSelection({ namespace, labelSelector, fieldSelector }: ListOptions): Result<Predicate, string> {
  const labels = parseLabelSelector(labelSelector ?? '');
  if (!labels.ok) return err(labels.error);
  const fields = parseFieldSelector(fieldSelector ?? '');
  if (!fields.ok) return err(fields.error);
  const isEverywhere = namespace === undefined || namespace === '';
  return ok(
    (object) =>
      (isEverywhere || object.metadata.namespace === namespace) && labels.value(object.metadata.labels ?? {}) && fields.value(object),
  );
}

/** The same for readers that have no way to say what is wrong: a selector that cannot be read selects nothing. */
export function selects(options: ListOptions): Predicate {
  const selection = readSelection(options);
  return selection.ok ? selection.value : () => false;
}
