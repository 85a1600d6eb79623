import { Handle, type NodeProps, Position } from '@xyflow/react';
import { motion } from 'framer-motion';
import type { ObjectFlowNode, PodFlowNode } from './graph.ts';

const COLOURS: Readonly<Record<string, string>> = {
  pending: '#dddddd',
  starting: '#9ec5fe',
  ready: '#a3d9b1',
  available: '#2f9e44',
  failed: '#e03131',
  leaving: '#adb5bd',
  lost: '#868e96',
};

export function PodNode({ data }: NodeProps<PodFlowNode>) {
  return (
    <>
      <Handle type="target" position={Position.Left} />
      <motion.div
        className="pod"
        initial={{ opacity: 0, scale: 0.25 }}
        animate={{ opacity: data.state === 'leaving' ? 0.5 : 1, scale: 1, backgroundColor: COLOURS[data.state] ?? '#ffffff' }}
        transition={{ duration: 0.32 }}
        title={data.status}
      >
        {data.suffix}
      </motion.div>
    </>
  );
}

export function ObjectNode({ data }: NodeProps<ObjectFlowNode>) {
  return (
    <>
      <Handle type="target" position={Position.Left} />
      <div className="object">
        <b>{data.name}</b>
        <span>
          {data.ready}/{data.desired}
        </span>
      </div>
      <Handle type="source" position={Position.Right} />
    </>
  );
}
