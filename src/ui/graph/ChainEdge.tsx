import type { EdgeProps } from '@xyflow/react';
import * as m from 'framer-motion/m';
import { memo } from 'react';
import { useApp } from '../../store/index.ts';
import { move } from '../theme/motion.ts';
import css from './chain.module.css';
import type { FlowEdge } from './flow.ts';

/** Who owns whom. The way is tweened with the very curve that moves the nodes, so that both keep touching. */
export const ChainEdge = memo(function ChainEdge({ data }: EdgeProps<FlowEdge>) {
  const pod = data?.edge.pod;
  const isLeaving = useApp(({ cluster }) => pod !== undefined && (cluster.pods.get(pod)?.state ?? 'leaving') === 'leaving');
  if (data === undefined) return null;
  const { d, weight, isLive } = data.edge;
  const transition = move();
  return (
    <m.path
      className={`${css.edge} ${isLive ? css.live : ''} ${pod === undefined ? '' : css.toPod} ${isLeaving ? css.toLeaving : ''}`}
      fill="none"
      initial={false}
      animate={{ d, strokeWidth: weight }}
      transition={transition}
    />
  );
});
