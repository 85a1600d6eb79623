import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useApp } from '../../store/index.ts';
import css from './chain.module.css';
import type { FlowEdge } from './flow.ts';
import { Path } from './Motion.tsx';

/** Who owns whom. The way is tweened with the very curve that moves the nodes, so that both keep touching. */
export const ChainEdge = memo(function ChainEdge({ data }: EdgeProps<FlowEdge>) {
  const pod = data?.edge.pod;
  const isLeaving = useApp(({ cluster }) => pod !== undefined && (cluster.pods.get(pod)?.state ?? 'leaving') === 'leaving');
  if (data === undefined) return null;
  const { d, weight, isLive } = data.edge;
  const className = `${css.edge} ${isLive ? css.live : ''} ${pod === undefined ? '' : css.toPod} ${isLeaving ? css.toLeaving : ''}`;
  return <Path className={className} d={d} strokeWidth={weight} />;
});
