import { CircleAlert, CircleCheck, CircleDashed, CirclePause } from 'lucide-react';
import { useT } from '../../i18n/index.ts';
import type { ConditionView, DeploymentView } from '../../picture/view.ts';
import { useApp, useFollowed } from '../../store/index.ts';
import css from './StatusPanel.module.css';
import { useAge } from './useAge.ts';

/** Rollout status line, the numbers of `kubectl get deployment`, and the conditions with their reasons. */
export function DeploymentStatus() {
  const t = useT();
  const deployment = useFollowed();
  const loaded = useApp((state) => state.cluster.loaded);
  if (deployment === undefined) return <p className={css.empty}>{t(loaded ? 'status.noDeployment' : 'status.loading')}</p>;
  return (
    <div className={css.body}>
      <div className={css.group}>
        <h3 className={css.eyebrow}>kubectl rollout status</h3>
        <p className={css.rollout} translate="no" data-testid="rollout-status">
          {deployment.rolloutStatus}
        </p>
      </div>
      <Numbers deployment={deployment} />
      <div className={css.group}>
        <h3 className={css.eyebrow}>{t('status.conditions')}</h3>
        {deployment.conditions.length === 0 ? (
          <p className={css.dim}>{t('status.noConditions')}</p>
        ) : (
          <ul className={css.conditions}>
            {deployment.conditions.map((condition) => (
              <Condition key={condition.type} condition={condition} />
            ))}
          </ul>
        )}
      </div>
      <Settings deployment={deployment} />
    </div>
  );
}

/** The cells of kubectl's table, under kubectl's own headings. */
function Numbers({ deployment }: { readonly deployment: DeploymentView }) {
  const age = useAge();
  const cells = [
    ['READY', `${deployment.ready}/${deployment.replicas}`],
    ['UP-TO-DATE', deployment.updated],
    ['AVAILABLE', deployment.available],
    ['AGE', age(deployment.createdAt)],
  ] as const;
  return (
    <dl className={css.numbers} translate="no">
      {cells.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Icon({ condition }: { readonly condition: ConditionView }) {
  const isFailure = condition.type === 'ReplicaFailure';
  if (condition.status === 'Unknown') return <CirclePause size={16} aria-hidden="true" className={css.warn} />;
  if ((condition.status === 'True') === isFailure) return <CircleAlert size={16} aria-hidden="true" className={css.bad} />;
  const isUnderWay = condition.type === 'Progressing' && condition.reason !== 'NewReplicaSetAvailable';
  return isUnderWay ? (
    <CircleDashed size={16} aria-hidden="true" className={css.warn} />
  ) : (
    <CircleCheck size={16} aria-hidden="true" className={css.good} />
  );
}

function Condition({ condition }: { readonly condition: ConditionView }) {
  const t = useT();
  const age = useAge();
  return (
    <li data-condition={condition.type} data-status={condition.status}>
      <Icon condition={condition} />
      <div>
        <p translate="no">
          <b>{condition.type}</b> <span>{condition.status}</span>
          <code>{condition.reason}</code>
        </p>
        <p className={css.message} translate="no">
          {condition.message}
        </p>
        <p className={css.ages}>
          {t('status.changed', { age: age(condition.lastTransition) })}
          {condition.lastUpdate !== condition.lastTransition && ` · ${t('status.updated', { age: age(condition.lastUpdate) })}`}
        </p>
      </div>
    </li>
  );
}

/** What decides how the rollout goes, as the Deployment has it. Field names are Kubernetes' own. */
function Settings({ deployment }: { readonly deployment: DeploymentView }) {
  const t = useT();
  const { rail } = deployment;
  const rows: readonly (readonly [string, string])[] = [
    ['strategy', deployment.strategy],
    ...(rail.maxSurge === undefined ? [] : [['maxSurge', `${rail.maxSurge} → ${rail.surge}`] as const]),
    ...(rail.maxUnavailable === undefined ? [] : [['maxUnavailable', `${rail.maxUnavailable} → ${rail.unavailable}`] as const]),
    ['minReadySeconds', String(deployment.minReadySeconds)],
    ...deployment.containers.map(({ name, image }) => [name, image] as const),
  ];
  return (
    <div className={css.group}>
      <h3 className={css.eyebrow}>{t('status.settings')}</h3>
      <dl className={css.settings} translate="no">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
