import { Minus, Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { useFormat, useT } from '../../i18n/index.ts';
import type { DeploymentView } from '../../picture/view.ts';
import css from './ActionBar.module.css';
import { ActionForm } from './ActionForm.tsx';

/** What the field takes; whether the cluster has room is the API server's to say. */
const LIMIT = 10_000;

export default function ScaleDialog({ deployment, onClose }: { readonly deployment: DeploymentView; readonly onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const id = useId();
  const [text, setText] = useState(String(deployment.replicas));
  const replicas = /^\d{1,5}$/.test(text.trim()) ? Number(text) : undefined;
  const isValid = replicas !== undefined && replicas <= LIMIT;
  const range = t('actions.replicasRange', { limit: format.number(LIMIT) });
  const by = (step: number) => setText(String(Math.min(LIMIT, Math.max(0, (replicas ?? deployment.replicas) + step))));
  return (
    <ActionForm
      title={t('actions.scaleTitle', { name: deployment.name })}
      submit={t('actions.scale')}
      onClose={onClose}
      why={!isValid ? range : replicas === deployment.replicas ? t('actions.replicasSame') : undefined}
      intent={isValid ? { verb: 'scale', deployment: { namespace: deployment.namespace, name: deployment.name }, replicas } : undefined}
    >
      <div className={css.field}>
        <label htmlFor={id}>{t('actions.replicas')}</label>
        <div className={css.stepper}>
          <button type="button" aria-label={t('actions.fewer')} onClick={() => by(-1)}>
            <Minus size={16} aria-hidden="true" />
          </button>
          <input
            id={id}
            inputMode="numeric"
            value={text}
            aria-describedby={`${id}-range`}
            aria-invalid={!isValid}
            data-autofocus
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
              event.preventDefault();
              by(event.key === 'ArrowUp' ? 1 : -1);
            }}
          />
          <button type="button" aria-label={t('actions.more')} onClick={() => by(1)}>
            <Plus size={16} aria-hidden="true" />
          </button>
        </div>
        <span id={`${id}-range`} className={css.hint}>
          {range}
        </span>
      </div>
    </ActionForm>
  );
}
