import type { NodeProps } from '@xyflow/react';
import { Check, CircleDashed, Pause, X } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useT } from '../../../i18n/index.ts';
import type { DeploymentView } from '../../../picture/view.ts';
import { useFollowed } from '../../../store/index.ts';
import css from '../chain.module.css';
import type { FlowNode } from '../flow.ts';
import { Handles } from './Handles.tsx';
import { useSelect } from './useSelect.ts';

export const DeploymentNode = memo(function DeploymentNode({ data }: NodeProps<FlowNode>) {
  const deployment = useFollowed();
  if (deployment === undefined || data.node.kind !== 'deployment') return null;
  return (
    <>
      <Card deployment={deployment} isStacked={data.node.isStacked} isDense={data.node.size !== 'roomy'} />
      <Handles isSource />
    </>
  );
});

interface CardProps {
  readonly deployment: DeploymentView;
  readonly isStacked: boolean;
  readonly isDense: boolean;
}

function Card({ deployment, isStacked, isDense }: CardProps) {
  const t = useT();
  const { isSelected, select } = useSelect('Deployment', deployment.uid);
  const images = deployment.containers.map(({ image }) => image).join(', ');
  return (
    <button
      type="button"
      className={`${css.card} ${css.deployment}`}
      data-stacked={isStacked}
      data-dense={isDense}
      aria-pressed={isSelected}
      aria-label={t('chain.deploymentName', { name: deployment.name, ready: deployment.ready, replicas: deployment.replicas })}
      data-node="deployment"
      onClick={select}
    >
      <span className={css.kind} translate="no">
        Deployment
      </span>
      <span className={css.bigName} translate="no">
        {deployment.name}
      </span>
      <span className={css.image} translate="no" title={images}>
        {images}
      </span>
      <span className={css.conditions}>
        {chipsOf(deployment).map(({ id, look, icon, type, detail = '' }) => (
          <span key={id} className={`${css.condition} ${css[look]}`}>
            {icon}
            <span translate="no" data-long={type.length > LONG}>
              {type}
            </span>
            {/* Half a word says nothing: where both have no room, the type is left. */}
            {detail !== '' && type.length + detail.length <= (isDense || isStacked ? LONGEST.small : LONGEST.roomy) && (
              <span className={css.detail}>{detail}</span>
            )}
          </span>
        ))}
      </span>
    </button>
  );
}

interface Chip {
  readonly id: string;
  readonly look: 'good' | 'busy' | 'bad' | 'idle';
  readonly icon: ReactNode;
  readonly type: string;
  readonly detail?: string;
}

/** Kubernetes' longest reasons are set smaller rather than cut. */
const LONG = 18;
/** Letters of a type and its detail that a chip has room for. */
const LONGEST = { small: 19, roomy: 24 } as const;
const ICON = { size: 13, strokeWidth: 2.6, 'aria-hidden': true } as const;

/** Kubernetes' own conditions in its own words, with the numbers behind them. */
function chipsOf({ conditions, rail, updated, replicas, paused, strategy }: DeploymentView): readonly Chip[] {
  const chips: Chip[] = [];
  const find = (type: string) => conditions.find((condition) => condition.type === type);
  const failure = find('ReplicaFailure');
  const progressing = find('Progressing');
  const isAvailable = find('Available');
  const isDone = progressing?.reason === 'NewReplicaSetAvailable' && updated === replicas;
  if (failure?.status === 'True')
    chips.push({ id: 'failure', look: 'bad', icon: <X {...ICON} />, type: 'ReplicaFailure', detail: failure.reason });
  if (paused) chips.push({ id: 'paused', look: 'idle', icon: <Pause {...ICON} />, type: 'Paused' });
  else if (progressing?.status === 'False') chips.push({ id: 'progressing', look: 'bad', icon: <X {...ICON} />, type: progressing.reason });
  else if (progressing !== undefined)
    chips.push({
      id: 'progressing',
      look: isDone ? 'good' : 'busy',
      icon: isDone ? <Check {...ICON} /> : <CircleDashed {...ICON} />,
      type: 'Progressing',
      detail: `${updated}/${replicas}`,
    });
  if (isAvailable !== undefined && chips.length < 2) {
    const holds = isAvailable.status === 'True';
    chips.push({
      id: 'available',
      look: holds ? 'good' : 'bad',
      icon: holds ? <Check {...ICON} /> : <X {...ICON} />,
      type: 'Available',
      detail:
        strategy === 'Recreate' ? String(rail.available) : `${rail.available} ${rail.available >= rail.floor ? '≥' : '<'} ${rail.floor}`,
    });
  }
  return chips;
}
