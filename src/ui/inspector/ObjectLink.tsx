import { useActions } from '../../store/index.ts';
import css from './inspector.module.css';

interface ObjectLinkProps {
  readonly object: { readonly kind: string; readonly namespace: string; readonly name: string };
  /** Where the place says the kind already. */
  readonly isNameOnly?: boolean;
}

/** An object's kind and name; it opens the object. */
export function ObjectLink({ object, isNameOnly = false }: ObjectLinkProps) {
  const { inspect } = useActions();
  const { kind, namespace, name } = object;
  return (
    <button
      type="button"
      className={css.link}
      translate="no"
      {...(isNameOnly ? { 'aria-label': `${kind} ${name}` } : {})}
      onClick={() => inspect({ kind, namespace, name })}
    >
      {!isNameOnly && <span className={css.kind}>{kind}</span>} {name}
    </button>
  );
}
