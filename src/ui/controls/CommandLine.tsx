import css from './controls.module.css';

/** A kubectl line: never translated, may be selected and copied. */
export function CommandLine({ line }: { readonly line: string }) {
  return (
    <code className={css.command} translate="no" dir="ltr">
      <span aria-hidden="true">$ </span>
      {line}
    </code>
  );
}
