import { ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { moveMs } from '../theme/motion.ts';
import unseen from '../widgets/unseen.module.css';
import { type Size, useSize } from '../widgets/useSize.ts';
import { ChainEdge } from './ChainEdge.tsx';
import css from './chain.module.css';
import type { ChainLayout } from './layout.ts';
import { Motion } from './Motion.tsx';
import { DeploymentNode } from './nodes/DeploymentNode.tsx';
import { PodNode } from './nodes/PodNode.tsx';
import { ReplicaSetNode } from './nodes/ReplicaSetNode.tsx';
import { DesiredNode, LooseNode, OldNode, ToggleOld } from './nodes/smallNodes.tsx';
import { type ChainPicture, useChain } from './useChain.ts';

const NODE_TYPES = {
  deployment: DeploymentNode,
  replicaSet: ReplicaSetNode,
  pod: PodNode,
  desired: DesiredNode,
  old: OldNode,
  loose: LooseNode,
};
const EDGE_TYPES = { chain: ChainEdge };
const ZOOM = { min: 0.15, max: 2.5, fitMax: 1.2 } as const;
/** Left free around the chain; below it is the room of the zoom buttons. */
const MARGIN = { side: 16, top: 8, bottom: 20 } as const;
/** On less width than this the columns are too small to read, and everything stands in one. */
const STACKED_BELOW = 560;
/** In one column React Flow's name stands below the last pod. */
const ATTRIBUTION_HEIGHT = 18;
const PAN_PX = 60;

/** The event that asks the chain to show all of itself; the F key sends it. */
export const FIT_EVENT = 'chain:fit';

/**
 * Deployment → ReplicaSets → Pods. Draws itself only once: framer-motion hands its parts down by a context that is new with each drawing, and
 * everything that moves would be drawn again with it.
 */
export function Chain() {
  return (
    <Motion>
      <ReactFlowProvider>
        <Picture />
      </ReactFlowProvider>
    </Motion>
  );
}

function Picture() {
  const [isOpen, setOpen] = useState(false);
  const [ref, size] = useSize<HTMLDivElement>({ width: 780, height: 420 });
  const isNarrow = size.width < STACKED_BELOW;
  const stage = useMemo(
    () => ({ width: size.width - 2 * MARGIN.side, height: size.height - MARGIN.top - MARGIN.bottom }),
    [size.width, size.height],
  );
  const picture = useChain(isOpen, stage, isNarrow ? size.width : undefined);
  const toggle = useCallback(() => setOpen((open) => !open), []);
  return (
    <ToggleOld value={toggle}>
      <div ref={ref} className={css.chain} style={isNarrow ? { height: picture.layout.height + ATTRIBUTION_HEIGHT } : undefined}>
        <Flow picture={picture} size={size} isStacked={isNarrow} />
      </div>
    </ToggleOld>
  );
}

interface FlowProps {
  readonly picture: ChainPicture;
  readonly size: Size;
  readonly isStacked: boolean;
}

function Flow({ picture, size, isStacked }: FlowProps) {
  const t = useT();
  const { layout, nodes, edges } = picture;
  const view = useFit(layout, size, isStacked);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement)) return;
    if (target.dataset['node'] === 'pod') {
      if (moveAmongPods(target, key)) event.preventDefault();
    } else if (target === event.currentTarget && !isStacked && view.onKey(key)) event.preventDefault();
  };
  return (
    <section
      className={css.region}
      aria-label={t('chain.title')}
      aria-describedby={isStacked ? undefined : 'chain-keys'}
      tabIndex={isStacked ? undefined : 0}
      onKeyDown={onKeyDown}
      data-chain
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        minZoom={ZOOM.min}
        maxZoom={ZOOM.max}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        panOnDrag={!isStacked}
        zoomOnScroll={false}
        zoomOnPinch={!isStacked}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        disableKeyboardA11y
      />
      {!isStacked && (
        <>
          <span id="chain-keys" className={unseen.unseen}>
            {t('chain.keys')}
          </span>
          {nodes.length > 0 && <Controls view={view} />}
        </>
      )}
    </section>
  );
}

type View = ReturnType<typeof useFit>;

function Controls({ view }: { readonly view: View }) {
  const t = useT();
  return (
    <div className={css.controls}>
      <button type="button" aria-label={t('chain.zoomIn')} title={t('chain.zoomIn')} onClick={() => view.onKey('+')}>
        <ZoomIn size={16} aria-hidden="true" />
      </button>
      <button type="button" aria-label={t('chain.zoomOut')} title={t('chain.zoomOut')} onClick={() => view.onKey('-')}>
        <ZoomOut size={16} aria-hidden="true" />
      </button>
      <button type="button" aria-label={t('chain.fit')} title={`${t('chain.fit')} (F)`} aria-keyshortcuts="F" onClick={view.showAll}>
        <Maximize size={15} aria-hidden="true" />
      </button>
    </div>
  );
}

const PAN: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [PAN_PX, 0],
  ArrowRight: [-PAN_PX, 0],
  ArrowUp: [0, PAN_PX],
  ArrowDown: [0, -PAN_PX],
};

/** Shows the whole chain whenever its shape or the room for it changes; moves and zooms it by keys. */
function useFit(layout: ChainLayout, { width, height }: Size, isStacked: boolean) {
  const flow = useReactFlow();
  const { width: chainWidth, height: chainHeight } = layout;
  const showAll = useCallback(
    (duration: number) => {
      if (isStacked) {
        void flow.setViewport({ x: 0, y: 0, zoom: 1 });
        return;
      }
      const room = height - MARGIN.top - MARGIN.bottom;
      const zoom = Math.max(
        ZOOM.min,
        Math.min((width - 2 * MARGIN.side) / Math.max(1, chainWidth), room / Math.max(1, chainHeight), ZOOM.fitMax),
      );
      void flow.setViewport({ x: (width - chainWidth * zoom) / 2, y: MARGIN.top + (room - chainHeight * zoom) / 2, zoom }, { duration });
    },
    [flow, width, height, chainWidth, chainHeight, isStacked],
  );
  // Another size of the window is followed at once, another shape of the chain in a movement.
  const last = useRef({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const isResize = last.current.width !== width || last.current.height !== height;
    last.current = { width, height };
    showAll(isResize ? 0 : moveMs());
  }, [showAll, width, height]);
  useEffect(() => {
    const again = () => showAll(moveMs());
    addEventListener(FIT_EVENT, again);
    return () => removeEventListener(FIT_EVENT, again);
  }, [showAll]);
  const onKey = (key: string): boolean => {
    const pan = PAN[key];
    if (pan !== undefined) {
      const { x, y, zoom } = flow.getViewport();
      void flow.setViewport({ x: x + pan[0], y: y + pan[1], zoom });
    } else if (key === '+' || key === '=') void flow.zoomIn({ duration: moveMs() });
    else if (key === '-') void flow.zoomOut({ duration: moveMs() });
    else if (key === '0') showAll(moveMs());
    else return false;
    return true;
  };
  return { showAll: () => showAll(moveMs()), onKey };
}

/** Arrow keys go from pod to pod of a lane, Home and End to its ends. Returns whether the key was one of them. */
function moveAmongPods(from: HTMLElement, key: string): boolean {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (step === undefined && key !== 'Home' && key !== 'End') return false;
  const lane = from.dataset['lane'];
  const pods = [...document.querySelectorAll<HTMLElement>('[data-node="pod"]')].filter((pod) => pod.dataset['lane'] === lane);
  pods.sort((a, b) => Number(a.dataset['slot']) - Number(b.dataset['slot']));
  const target = key === 'Home' ? 0 : key === 'End' ? pods.length - 1 : pods.indexOf(from) + (step ?? 0);
  pods[target]?.focus();
  return true;
}
