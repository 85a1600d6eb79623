import { useId, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import type { DeploymentView } from '../../picture/view.ts';
import panel from '../status/StatusPanel.module.css';
import { Diff, type Side, useDiff } from './Diff.tsx';
import css from './inspector.module.css';

/** Any two templates of a Deployment side by side: to begin with, the last change. */
export function Compare({ deployment }: { readonly deployment: DeploymentView }) {
  const t = useT();
  const numbers = deployment.revisions.map(({ revision }) => revision).sort((a, b) => b - a);
  const [chosenFrom, setFrom] = useState<Side | undefined>();
  const [to, setTo] = useState<Side>('current');
  // A chosen revision may be gone: an undo renames it, the history's limit drops it.
  const known = (side: Side | undefined): side is Side => side === 'current' || (side !== undefined && numbers.includes(side));
  const from = known(chosenFrom) ? chosenFrom : (numbers[1] ?? 'current');
  const until = known(to) ? to : 'current';
  const lines = useDiff(deployment, from, until);
  return (
    <div className={panel.group}>
      <h3 className={panel.eyebrow}>{t('inspect.diff')}</h3>
      <div className={css.compare}>
        <Choice label={t('inspect.diffFrom')} value={from} numbers={numbers} onChange={setFrom} />
        <Choice label={t('inspect.diffTo')} value={until} numbers={numbers} onChange={setTo} />
      </div>
      {lines !== undefined && <Diff lines={lines} label={t('inspect.diff')} />}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: Side;
  readonly numbers: readonly number[];
  readonly onChange: (side: Side) => void;
}

function Choice({ label, value, numbers, onChange }: ChoiceProps) {
  const t = useT();
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value === 'current' ? 'current' : Number(target.value))}>
        <option value="current">{t('inspect.asked')}</option>
        {numbers.map((revision) => (
          <option key={revision} value={revision}>
            {t('actions.revision', { revision })}
          </option>
        ))}
      </select>
    </>
  );
}
