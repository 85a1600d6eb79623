import { useActions } from '../../store/index.ts';
import css from './inspector.module.css';

interface ObjectLinkProps {
  readonly object: { readonly kind: string; readonly namespace: string; readonly name: string };
}

/** An object's kind and name; it opens the object. */
export function ObjectLink({ object }: ObjectLinkProps) {
  const { inspect } = useActions();
  const { kind, namespace, name } = object;
  return (
    <button type="button" className={css.link} translate="no" onClick={() => inspect({ kind, namespace, name })}>
      <span className={css.kind}>{kind}</span> {name}
    </button>
  );
}
