import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReplicaSetView } from '../../picture/view.ts';
import { useApp, useFollowed } from '../../store/index.ts';
import { moveMs } from '../theme/motion.ts';
import type { Fit, Stage } from './fit.ts';
import { type FlowEdge, type FlowNode, nextEdges, nextNodes } from './flow.ts';
import { type ChainLayout, type Lane, layoutChain } from './layout.ts';

const NONE: readonly string[] = [];

export interface ChainPicture {
  readonly layout: ChainLayout;
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

/** Layout, nodes and edges of what is followed. Drawn again only when ReplicaSets change, not when pods do. */
export function useChain(isOpen: boolean, stage: Stage, stackedWidth: number | undefined): ChainPicture {
  const deployment = useFollowed();
  const owned = useReplicaSets(deployment?.replicaSets ?? NONE);
  const loose = useReplicaSets(useApp(({ cluster }) => cluster.looseReplicaSets));
  const loosePods = useApp(({ cluster }) => cluster.loosePods);
  const hadTrays = useRef(false);
  const kept = useRef<{ readonly uid: string | undefined; readonly stage: Stage; readonly fit: Fit } | undefined>(undefined);
  const uid = deployment?.uid;
  const replicas = deployment?.replicas ?? 0;
  const ceiling = deployment?.rail.ceiling ?? 0;
  const leavingPods = deployment?.rail.leaving ?? NONE;

  const layout = useMemo(
    () =>
      layoutChain({
        deployment: uid === undefined ? undefined : { uid, replicas, ceiling },
        lanes: owned,
        leaving: new Set(leavingPods),
        looseLanes: loose,
        loosePods,
        isOpen,
        hadTrays: hadTrays.current,
        stage,
        ...(stackedWidth === undefined ? {} : { stackedWidth }),
        ...(kept.current?.uid === uid && kept.current?.stage === stage ? { kept: kept.current.fit } : {}),
      }),
    [uid, replicas, ceiling, owned, leavingPods, loose, loosePods, isOpen, stage, stackedWidth],
  );
  hadTrays.current = layout.hasTrays;
  if (stackedWidth === undefined && replicas > 0) kept.current = { uid, stage, fit: layout.fit };
  const nodes = useNodes(layout);
  const edges = useRef<FlowEdge[]>([]);
  edges.current = nextEdges(edges.current, layout);
  return { layout, nodes, edges: edges.current };
}

/** The ReplicaSets of these uids; the same array as long as none of them changed. */
function useReplicaSets(uids: readonly string[]): readonly Lane[] {
  const last = useRef<readonly ReplicaSetView[]>([]);
  return useApp(({ cluster }) => {
    const found = uids.map((uid) => cluster.replicaSets.get(uid)).filter((view) => view !== undefined);
    const isSame = found.length === last.current.length && found.every((view, index) => view === last.current[index]);
    if (!isSame) last.current = found;
    return last.current;
  });
}

/** The nodes, with pods that are gone kept until they have faded. */
function useNodes(layout: ChainLayout): FlowNode[] {
  const nodes = useRef<FlowNode[]>([]);
  const [, draw] = useState(0);
  const drawn = useRef<ChainLayout | undefined>(undefined);
  if (drawn.current !== layout) {
    nodes.current = nextNodes(nodes.current, layout, moveMs() > 0);
    drawn.current = layout;
  }
  const hasGone = nodes.current.some(({ data }) => data.isGone);
  useEffect(() => {
    if (!hasGone) return;
    const timer = setTimeout(() => {
      nodes.current = nextNodes(nodes.current, layout, false);
      draw((n) => n + 1);
    }, moveMs());
    return () => clearTimeout(timer);
  }, [hasGone, layout]);
  return nodes.current;
}
