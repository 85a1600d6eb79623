import { type MouseEvent, useEffect, useRef } from 'react';
import type { PodState, PodView, ReplicaSetView } from '../../../picture/view.ts';
import { appStore } from '../../../store/index.ts';
import css from '../chain.module.css';
import { slotAt, tileAt, type TrayGeometry } from '../tray.ts';

interface TrayCanvasProps {
  readonly replicaSet: ReplicaSetView;
  readonly geometry: TrayGeometry;
  readonly onPick: (slot: number) => void;
}

/** Drawn at twice the size, so that zooming in keeps tiles sharp. */
const RATIO = 2;

/** Thousands of pods: the same encodings on one canvas, drawn again at most once an animation frame and only when a pod changed. */
export function TrayCanvas({ replicaSet, geometry, onPick }: TrayCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { slots, isNew } = replicaSet;
  const { columns, rows, pitch } = geometry;
  const width = columns * pitch;
  const height = rows * pitch;

  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined) return;
    let frame = 0;
    const draw = () => {
      frame = 0;
      const paint = paintOf(canvas);
      context.setTransform(RATIO, 0, 0, RATIO, 0, 0);
      context.clearRect(0, 0, width, height);
      const { pods } = appStore().getState().cluster;
      for (const [slot, uid] of slots.entries()) {
        const pod = pods.get(uid);
        if (pod !== undefined) drawPod(context, pod, isNew, slot, geometry, paint);
      }
    };
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    draw();
    const unsubscribe = appStore().subscribe((state, before) => {
      if (state.cluster.pods !== before.cluster.pods) soon();
    });
    // Another theme has other colours.
    const observer = new MutationObserver(soon);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      unsubscribe();
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [slots, isNew, geometry, width, height]);

  const pick = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    // The chain may be zoomed: the box on the screen is larger or smaller than the canvas.
    const scale = width / box.width;
    onPick(slotAt((event.clientX - box.left) * scale, (event.clientY - box.top) * scale, geometry));
  };
  return (
    // The list around it has the keys.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
    <canvas ref={ref} className={css.canvas} width={width * RATIO} height={height * RATIO} style={{ width, height }} aria-hidden="true" onClick={pick} />
  );
}

type Paint = Readonly<Record<PodState, { readonly fill: string; readonly line: string }>> & { readonly surface: string };

function paintOf(element: Element): Paint {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const pair = (name: string) => ({ fill: of(name), line: of(`${name}-line`) });
  return {
    pending: { fill: of('surface'), line: of('pending-line') },
    starting: pair('starting'),
    ready: pair('ready'),
    available: pair('available'),
    failed: pair('failed'),
    leaving: { fill: of('surface'), line: of('leaving-line') },
    lost: { fill: of('surface'), line: of('ink-2') },
    surface: of('surface'),
  };
}

/** State by fill and figure, the newest revision by its cut corner, as far as a few px allow. */
function drawPod(context: CanvasRenderingContext2D, pod: PodView, isNew: boolean, slot: number, geometry: TrayGeometry, paint: Paint): void {
  const { x, y } = tileAt(slot, geometry);
  const { tile } = geometry;
  const { fill, line } = paint[pod.state];
  const cut = isNew ? tile * 0.36 : 0;
  context.beginPath();
  context.moveTo(x + cut, y);
  context.lineTo(x + tile, y);
  context.lineTo(x + tile, y + tile);
  context.lineTo(x, y + tile);
  context.lineTo(x, y + cut);
  context.closePath();
  context.fillStyle = fill;
  context.strokeStyle = line;
  context.lineWidth = 0.8;
  switch (pod.state) {
    case 'available':
    case 'ready':
      context.fill();
      break;
    case 'starting':
      context.stroke();
      context.fillRect(x, y + tile / 2, tile, tile / 2);
      break;
    case 'failed':
      context.fill();
      context.strokeStyle = paint.surface;
      cross(context, x, y, tile, true);
      break;
    case 'leaving':
      context.stroke();
      cross(context, x, y, tile, false);
      break;
    case 'pending':
    case 'lost':
      context.setLineDash(pod.state === 'pending' ? [1, 1] : [tile * 0.6, tile * 0.3]);
      context.stroke();
      context.setLineDash([]);
      break;
  }
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, tile: number, isFull: boolean): void {
  context.beginPath();
  context.moveTo(x, y + tile);
  context.lineTo(x + tile, y);
  if (isFull) {
    context.moveTo(x, y);
    context.lineTo(x + tile, y + tile);
  }
  context.stroke();
}
