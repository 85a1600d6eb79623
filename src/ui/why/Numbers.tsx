import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import type { WhyView } from '../../picture/view.ts';
import { useActions } from '../../store/index.ts';
import css from './why.module.css';

interface NumbersProps {
  readonly numbers: WhyView['numbers'];
  readonly manifest: NonNullable<WhyView['manifest']>;
}

/** Each number with the field that sets it; the field leads to its place in the editor. */
export function Numbers({ numbers, manifest }: NumbersProps) {
  const t = useT();
  const { revealField } = useActions();
  const [isMissing, setMissing] = useState(false);
  return (
    <div>
      <h4 className={css.label}>{t('why.numbers')}</h4>
      <dl className={css.numbers} translate="no">
        {numbers.map(({ field, value }) => (
          <div key={field}>
            <dt>
              <button
                type="button"
                className={css.field}
                title={field}
                aria-label={t('why.reveal', { field })}
                onClick={async () => setMissing(!(await revealField(manifest, field)))}
              >
                {shortName(field)}
              </button>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={css.missing} role="status">
        {isMissing && t('why.notInEditor', manifest)}
      </p>
    </div>
  );
}

/** `readinessProbe.periodSeconds` of a long path: the last two names, without the ones that say nothing. */
function shortName(field: string): string {
  const names = field.split('.').filter((name) => !['spec', 'template', 'strategy', 'rollingUpdate', 'resources'].includes(name));
  return names.filter((name) => !name.startsWith('containers[')).join('.') || field;
}
