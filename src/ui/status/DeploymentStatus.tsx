import { useT } from '../../i18n/index.ts';
import type { DeploymentView } from '../../picture/view.ts';
import { useApp, useFollowed } from '../../store/index.ts';
import { later } from '../widgets/later.tsx';
import { Conditions } from './Conditions.tsx';
import css from './StatusPanel.module.css';
import { useAge } from './useAge.ts';

// It comes with its words, which are many.
const FollowedWhy = later(() => import('../why/FollowedWhy.tsx'));

/** Rollout status line, why it waits, the numbers of `kubectl get deployment`, and the conditions with their reasons. */
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
      <FollowedWhy />
      <Numbers deployment={deployment} />
      <div className={css.group}>
        <h3 className={css.eyebrow}>{t('status.conditions')}</h3>
        {deployment.conditions.length === 0 ? (
          <p className={css.dim}>{t('status.noConditions')}</p>
        ) : (
          <Conditions conditions={deployment.conditions} kind="Deployment" />
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
