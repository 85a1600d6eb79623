import type { NodeProps } from '@xyflow/react';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type CSSProperties, createContext, memo, useContext } from 'react';
import { useT } from '../../../i18n/index.ts';
import css from '../chain.module.css';
import type { FlowNode } from '../flow.ts';
import { Handles } from './Handles.tsx';

/** The dotted line in a lane, with its number. */
export const DesiredNode = memo(function DesiredNode({ data }: NodeProps<FlowNode>) {
  const t = useT();
  if (data.node.kind !== 'desired') return null;
  return (
    <div className={css.desired} style={{ '--line-at': `${data.node.lineAt}px` } as CSSProperties}>
      {data.node.isNamed && <span>{t('chain.desiredLine', { count: data.node.count })}</span>}
    </div>
  );
});

/** Opens and closes the list of ReplicaSets without pods. */
export const ToggleOld = createContext<() => void>(() => undefined);

export const OldNode = memo(function OldNode({ data }: NodeProps<FlowNode>) {
  const t = useT();
  const toggle = useContext(ToggleOld);
  if (data.node.kind !== 'old') return null;
  const { count, isOpen } = data.node;
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <button type="button" className={css.old} aria-expanded={isOpen} data-node="old" onClick={toggle}>
        <Icon size={14} aria-hidden="true" />
        {t('chain.old', { count })}
      </button>
      <Handles isTarget />
    </>
  );
});

export const LooseNode = memo(function LooseNode() {
  const t = useT();
  return <h3 className={css.loose}>{t('chain.loose')}</h3>;
});
