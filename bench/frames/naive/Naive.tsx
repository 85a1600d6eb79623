import { ReactFlow } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { clusterWith, emptyCluster } from '../../../src/store/cluster.ts';
import type { WorkerClient } from '../../../src/worker/client.ts';
import { edgesOf, nodesOf } from './graph.ts';
import { ObjectNode, PodNode } from './nodes.tsx';

const NODE_TYPES = { pod: PodNode, object: ObjectNode };

/** One state, one node and one edge a pod, all of them made anew with every frame. */
export function Naive({ worker }: { readonly worker: WorkerClient }) {
  const [cluster, setCluster] = useState(emptyCluster);
  useEffect(
    () =>
      worker.subscribe((message) => {
        if (message.type === 'frame') setCluster((before) => clusterWith(before, message));
      }),
    [worker],
  );
  return (
    <>
      <button type="button" onClick={() => void worker.send({ type: 'play' })}>
        Play
      </button>
      <div className="stage">
        {cluster.loaded && <ReactFlow nodes={nodesOf(cluster)} edges={edgesOf(cluster)} nodeTypes={NODE_TYPES} minZoom={0.02} fitView />}
      </div>
    </>
  );
}
