import { CircleAlert, CircleCheck, CircleDashed, CirclePause } from 'lucide-react';
import { useT } from '../../i18n/index.ts';
import type { ConditionView } from '../../picture/view.ts';
import css from './StatusPanel.module.css';
import { useAge } from './useAge.ts';

interface ConditionsProps {
  readonly conditions: readonly ConditionView[];
  /** Of the object that has them: what is a failure of a Deployment is how a Pod begins. */
  readonly kind: string;
}

/** Conditions with their reasons, and for how long they have been so. */
export function Conditions({ conditions, kind }: ConditionsProps) {
  return (
    <ul className={css.conditions}>
      {conditions.map((condition) => (
        <Condition key={condition.type} condition={condition} kind={kind} />
      ))}
    </ul>
  );
}

/** Conditions that are good news when they are False. */
const BAD_WHEN_TRUE = new Set([
  'ReplicaFailure',
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
  'NetworkUnavailable',
  'DisruptionTarget',
  'ScalingLimited',
]);

function Icon({ condition, kind }: { readonly condition: ConditionView; readonly kind: string }) {
  const { type, status, reason } = condition;
  if (status === 'Unknown') return <CirclePause size={16} aria-hidden="true" className={css.warn} />;
  const isBad = (status === 'True') === BAD_WHEN_TRUE.has(type);
  const isUnderWay =
    (type === 'Progressing' && reason !== 'NewReplicaSetAvailable') || (isBad && kind === 'Pod' && type !== 'DisruptionTarget');
  if (isBad && (type === 'Progressing' || !isUnderWay)) return <CircleAlert size={16} aria-hidden="true" className={css.bad} />;
  return isUnderWay ? (
    <CircleDashed size={16} aria-hidden="true" className={css.warn} />
  ) : (
    <CircleCheck size={16} aria-hidden="true" className={css.good} />
  );
}

function Condition({ condition, kind }: { readonly condition: ConditionView; readonly kind: string }) {
  const t = useT();
  const age = useAge();
  return (
    <li data-condition={condition.type} data-status={condition.status}>
      <Icon condition={condition} kind={kind} />
      <div>
        <p translate="no">
          <b>{condition.type}</b> <span>{condition.status}</span>
          {condition.reason !== '' && <code>{condition.reason}</code>}
        </p>
        {condition.message !== '' && (
          <p className={css.message} translate="no">
            {condition.message}
          </p>
        )}
        <p className={css.ages}>
          {t('status.changed', { age: age(condition.lastTransition) })}
          {condition.lastUpdate !== condition.lastTransition && ` · ${t('status.updated', { age: age(condition.lastUpdate) })}`}
        </p>
      </div>
    </li>
  );
}
