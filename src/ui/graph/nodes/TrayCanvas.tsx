import { useStore } from '@xyflow/react';
import { type MouseEvent, useEffect, useRef } from 'react';
import type { PodState, PodView, ReplicaSetView } from '../../../picture/view.ts';
import { appStore } from '../../../store/index.ts';
import css from '../tray.module.css';
import { slotAt, type TrayGeometry, tileAt } from '../tray.ts';

interface TrayCanvasProps {
  readonly replicaSet: ReplicaSetView;
  readonly geometry: TrayGeometry;
  readonly onPick: (slot: number) => void;
}

/** As many canvas px as the screen shows, in one large step: a canvas is copied whole whenever a tile of it changes, and thousands of pods are seldom zoomed in to. */
function ratioAt(zoom: number): number {
  return zoom * devicePixelRatio > 1 ? 2 : 1;
}

/** What the canvas shows, so that only tiles that changed are drawn again. */
interface Drawn {
  readonly geometry: TrayGeometry;
  readonly ratio: number;
  readonly isNew: boolean;
  readonly paint: Paint;
  /** By slot. */
  readonly pods: (PodView | undefined)[];
}

/** Thousands of pods: the same encodings on one canvas, drawn again at most once an animation frame, and only the tiles whose pods changed. */
export function TrayCanvas({ replicaSet, geometry, onPick }: TrayCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { slots, isNew } = replicaSet;
  const { columns, rows, pitch } = geometry;
  const width = columns * pitch;
  const height = rows * pitch;
  const ratio = useStore(({ transform }) => ratioAt(transform[2]));
  const drawn = useRef<Drawn | undefined>(undefined);

  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined) return;
    let frame = 0;
    const draw = () => {
      frame = 0;
      const shown = drawn.current;
      if (shown?.geometry !== geometry || shown.ratio !== ratio || shown.isNew !== isNew) {
        drawn.current = { geometry, ratio, isNew, paint: paintOf(canvas), pods: [] };
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.clearRect(0, 0, width, height);
      }
      if (drawn.current !== undefined) drawChanged(context, slots, drawn.current);
    };
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    draw();
    const unsubscribe = appStore().subscribe((state, before) => {
      if (state.cluster.pods !== before.cluster.pods) soon();
    });
    // Another theme has other colours.
    const observer = new MutationObserver(() => {
      drawn.current = undefined;
      soon();
    });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-palette', 'data-projector'] });
    return () => {
      unsubscribe();
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [slots, isNew, geometry, ratio, width, height]);

  const pick = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    // The chain may be zoomed: the box on the screen is larger or smaller than the canvas.
    const scale = width / box.width;
    onPick(slotAt((event.clientX - box.left) * scale, (event.clientY - box.top) * scale, geometry));
  };
  return (
    // The list around it has the keys and the words.
    <canvas ref={ref} className={css.canvas} width={width * ratio} height={height * ratio} style={{ width, height }} onClick={pick} />
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

function drawChanged(context: CanvasRenderingContext2D, slots: readonly string[], { geometry, isNew, paint, pods }: Drawn): void {
  const known = appStore().getState().cluster.pods;
  const { tile } = geometry;
  for (let slot = 0; slot < Math.max(slots.length, pods.length); slot += 1) {
    const pod = known.get(slots[slot] ?? '');
    const before = pods[slot];
    if (pod?.state === before?.state) continue;
    pods[slot] = pod;
    const { x, y } = tileAt(slot, geometry);
    // Lines reach a little over the edge.
    if (before !== undefined) context.clearRect(x - 0.5, y - 0.5, tile + 1, tile + 1);
    if (pod !== undefined) drawPod(context, pod, isNew, slot, geometry, paint);
  }
}

/** State by fill and figure, the newest revision by its cut corner, as far as a few px allow. */
function drawPod(
  context: CanvasRenderingContext2D,
  pod: PodView,
  isNew: boolean,
  slot: number,
  geometry: TrayGeometry,
  paint: Paint,
): void {
  const { x, y } = tileAt(slot, geometry);
  const { tile } = geometry;
  const { fill, line } = paint[pod.state];
  trace(context, x, y, tile, isNew, pod.state === 'failed');
  context.fillStyle = fill;
  context.strokeStyle = line;
  context.lineWidth = tile < 8 ? 0.8 : 1.1;
  switch (pod.state) {
    case 'available':
      context.fill();
      break;
    case 'ready':
      context.fill();
      context.stroke();
      break;
    case 'starting':
      context.stroke();
      context.fillRect(x + 0.5, y + tile * 0.45, tile - 1, tile * 0.55 - 0.5);
      break;
    case 'failed':
      context.fill();
      context.strokeStyle = paint.surface;
      slash(context, x, y, tile, 0);
      break;
    case 'leaving':
      context.stroke();
      for (const shift of tile < 8 ? [0] : [-0.5, 0, 0.5]) slash(context, x, y, tile, shift);
      break;
    case 'pending':
    case 'lost':
      // Dots would run together at this size: a pending pod is hollow, a lost one is broken.
      context.globalAlpha = pod.state === 'pending' ? 0.7 : 1;
      context.setLineDash(pod.state === 'pending' ? [] : [tile * 0.6, tile * 0.3]);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
      break;
  }
}

/** The outline: a square, its top left corner cut for the newest revision, all corners when failed. */
function trace(context: CanvasRenderingContext2D, x: number, y: number, tile: number, isNew: boolean, isFailed: boolean): void {
  const inset = 0.5;
  const [left, top, right, bottom] = [x + inset, y + inset, x + tile - inset, y + tile - inset];
  const small = isFailed ? tile * 0.28 : tile < 8 ? 0 : tile * 0.14;
  const first = isNew ? tile * 0.42 : small;
  context.beginPath();
  context.moveTo(left + first, top);
  context.lineTo(right - small, top);
  context.lineTo(right, top + small);
  context.lineTo(right, bottom - small);
  context.lineTo(right - small, bottom);
  context.lineTo(left + small, bottom);
  context.lineTo(left, bottom - small);
  context.lineTo(left, top + first);
  context.closePath();
}

/** A stroke from bottom left to top right, moved by a share of the tile and kept inside it. */
function slash(context: CanvasRenderingContext2D, x: number, y: number, tile: number, shift: number): void {
  const by = shift * tile;
  context.beginPath();
  context.moveTo(x + Math.max(0, by) + 1, y + tile + Math.min(0, by) - 1);
  context.lineTo(x + tile + Math.min(0, by) - 1, y + Math.max(0, by) + 1);
  context.stroke();
}
