import { Handle, Position } from '@xyflow/react';
import css from '../chain.module.css';

interface HandlesProps {
  readonly isSource?: boolean;
  readonly isTarget?: boolean;
}

/** Where React Flow's edges hold on to a node. The ways themselves come from the layout, so these are only there, unseen. */
export function Handles({ isSource = false, isTarget = false }: HandlesProps) {
  return (
    <>
      {isTarget && <Handle className={css.handle} type="target" position={Position.Left} isConnectable={false} />}
      {isSource && <Handle className={css.handle} type="source" position={Position.Right} isConnectable={false} />}
    </>
  );
}
