import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { useT } from '../../i18n/index.ts';
import { appStore, useActions, useApp } from '../../store/index.ts';
import { onTick } from '../pod/ticker.ts';
import { pageScale } from '../shell/display.ts';
import { clockText } from '../widgets/clock.ts';
import { useSize } from '../widgets/useSize.ts';
import { chartShapes, chartStretch, LAYERS, pointAt, type Stretch, tickText, timeTicks } from './chartGeometry.ts';
import css from './timeline.module.css';
import { useMarks } from './useMarks.ts';

const AXIS_HEIGHT = 16;
/** Room above the areas for the marks and the ceiling's label. */
const TOP = 17;

interface ChartProps {
  /** Height of the areas; with the axis below it when there is one. */
  readonly height: number;
  readonly hasAxis: boolean;
}

/** Pods over time, in the same encodings as the rail; it is also the slider that goes to any moment played so far. */
export function Chart({ height, hasAxis }: ChartProps) {
  const [ref, { width }] = useSize<HTMLDivElement>({ width: 900, height });
  const points = useApp(({ cluster }) => cluster.chart);
  const stretch = useStretch();
  const shapes = useMemo(() => chartShapes(points, stretch, { width, height, top: TOP }), [points, stretch, width, height]);
  const last = points.at(-1);
  const labels = useLimitLabels(last, shapes.y, height);
  return (
    <div ref={ref} className={css.chart}>
      <Slider stretch={stretch} width={width}>
        <svg width={width} height={height + (hasAxis ? AXIS_HEIGHT : 0)} aria-hidden="true">
          <g className={css.plot}>
            <rect className={css.ground} width={width} height={height} rx="6" />
            <path className={css.surge} d={shapes.surge} />
            {LAYERS.map((layer) => (
              <path key={layer} className={css[layer]} d={shapes.areas[layer]} />
            ))}
            <Cover stretch={stretch} width={width} height={height} />
            <path className={css.ceiling} d={shapes.ceiling} />
            <path className={css.floor} d={shapes.floor} />
            {hasAxis &&
              labels.map(({ id, text, y }) => (
                <text key={id} className={css[`${id}Label`]} x={width - 8} y={y} textAnchor="end">
                  {text}
                </text>
              ))}
          </g>
          {hasAxis && <Axis stretch={stretch} width={width} height={height} />}
          <Marks stretch={stretch} width={width} height={height} />
          <Now stretch={stretch} width={width} height={height} />
        </svg>
      </Slider>
    </div>
  );
}

/** Where a moment stands on the chart, in px. */
function place(at: number, { from, to }: Stretch, width: number): number {
  return ((at - from) / (to - from)) * width;
}

function momentAt(x: number, { from, to }: Stretch, width: number): number {
  return from + (x / width) * (to - from);
}

/** The stretch that is shown; the same object as long as it is the same. */
function useStretch(): Stretch {
  const opensAt = useApp(({ scenario }) => scenario?.opening?.moment.at ?? 0);
  const from = useApp(({ playback }) => chartStretch(playback.now, playback.horizon, opensAt).from);
  const to = useApp(({ playback }) => chartStretch(playback.now, playback.horizon, opensAt).to);
  return useMemo(() => ({ from, to }), [from, to]);
}

/** The words at the right end of the two lines, kept apart and inside. */
function useLimitLabels(
  last: { readonly floor: number; readonly ceiling: number } | undefined,
  y: (value: number) => number,
  height: number,
) {
  const t = useT();
  if (last === undefined) return [];
  const lowest = height - 4;
  const floor = Math.min(lowest, Math.max(y(last.floor), y(last.ceiling) - 4) + 13);
  const ceiling = Math.max(10, Math.min(y(last.ceiling) - 4, floor - 13));
  const labels = [{ id: 'ceiling' as const, text: t('rail.ceiling', { count: last.ceiling }), y: ceiling }];
  return last.floor > 0 ? [...labels, { id: 'floor' as const, text: t('rail.floor', { count: last.floor }), y: floor }] : labels;
}

interface PlotProps {
  readonly stretch: Stretch;
  readonly width: number;
  readonly height: number;
}

function Axis({ stretch, width, height }: PlotProps) {
  return (
    <g className={css.axis}>
      {timeTicks(stretch, width).map((at) => {
        const x = place(at, stretch, width);
        return (
          <g key={at}>
            <path d={`M${x} ${height}v4`} />
            <text x={x} y={height + 14} textAnchor={x < 14 ? 'start' : x > width - 20 ? 'end' : 'middle'}>
              {tickText(at)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** What has been played but lies ahead is paler; what has not been played is not known. */
function Cover({ stretch, width, height }: PlotProps) {
  const known = useRef<SVGRectElement>(null);
  const unknown = useRef<SVGRectElement>(null);
  useEffect(
    () =>
      onTick((now) => {
        const { horizon } = appStore().getState().playback;
        const start = place(now, stretch, width);
        const end = place(Math.max(horizon, now), stretch, width);
        known.current?.setAttribute('x', start.toFixed(1));
        known.current?.setAttribute('width', Math.max(0, end - start).toFixed(1));
        unknown.current?.setAttribute('x', end.toFixed(1));
        unknown.current?.setAttribute('width', Math.max(0, width - end).toFixed(1));
      }),
    [stretch, width],
  );
  return (
    <>
      <rect ref={known} className={css.known} height={height} />
      <rect ref={unknown} className={css.unknown} height={height} />
    </>
  );
}

function Now({ stretch, width, height }: PlotProps) {
  const ref = useRef<SVGGElement>(null);
  useEffect(
    () => onTick((now) => ref.current?.setAttribute('transform', `translate(${place(now, stretch, width).toFixed(1)} 0)`)),
    [stretch, width],
  );
  return (
    <g ref={ref} className={css.now}>
      <path d={`M0 0V${height}`} />
      <path className={css.handle} d="M-5 0H5V5L0 10L-5 5Z" />
    </g>
  );
}

/** What people did, where they did it. */
function Marks({ stretch, width, height }: PlotProps) {
  const marks = useMarks();
  return (
    <g className={css.marks}>
      {marks
        .filter(({ at }) => at >= stretch.from && at <= stretch.to)
        .map(({ gesture, at, line }) => (
          <path key={gesture} d={`M${place(at, stretch, width).toFixed(1)} ${height}l4 -7h-8z`}>
            {line !== undefined && <title>{line}</title>}
          </path>
        ))}
    </g>
  );
}

interface SliderProps {
  readonly stretch: Stretch;
  readonly width: number;
  readonly children: React.ReactNode;
}

const STEP_MS = 500;
const PAGE_MS = 5_000;

function Slider({ stretch, width, children }: SliderProps) {
  const t = useT();
  const actions = useActions();
  const ref = useRef<HTMLDivElement>(null);
  const horizon = useApp(({ playback }) => Math.round(Math.max(playback.horizon, playback.now) / 100) * 100);
  useValue(ref);
  const goTo = (at: number) => {
    const { playback } = appStore().getState();
    if (playback.playing) actions.pause();
    actions.seek(Math.round(Math.min(Math.max(0, at), Math.max(playback.horizon, playback.now))));
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointerdown') {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
    } else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    goTo(momentAt((event.clientX - event.currentTarget.getBoundingClientRect().left) / pageScale(), stretch, width));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { now, horizon: end } = appStore().getState().playback;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: now + STEP_MS,
      ArrowUp: now + STEP_MS,
      ArrowLeft: now - STEP_MS,
      ArrowDown: now - STEP_MS,
      PageUp: now + PAGE_MS,
      PageDown: now - PAGE_MS,
      Home: 0,
      End: end,
    };
    const target = event.shiftKey || event.ctrlKey || event.metaKey ? undefined : targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    goTo(target);
  };
  return (
    // aria-valuenow is kept current by useValue, ten times a second without drawing again.
    <div
      ref={ref}
      className={css.slider}
      role="slider"
      tabIndex={0}
      aria-label={t('time.chart')}
      aria-valuemin={0}
      aria-valuenow={0}
      aria-valuemax={horizon}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

/** Keeps the slider's value and its words current. */
function useValue(ref: React.RefObject<HTMLDivElement | null>): void {
  const t = useT();
  useEffect(() => {
    let shown = '';
    return onTick((now) => {
      const element = ref.current;
      const text = clockText(now);
      if (element === null || text === shown) return;
      shown = text;
      const point = pointAt(appStore().getState().cluster.chart, now);
      element.setAttribute('aria-valuenow', String(Math.round(now)));
      element.setAttribute(
        'aria-valuetext',
        point === undefined
          ? text
          : t('time.at', {
              time: text,
              available: point.newAvailable + point.oldAvailable,
              starting: point.starting,
              failing: point.failing,
              leaving: point.leaving,
              floor: point.floor,
              ceiling: point.ceiling,
            }),
      );
    });
  }, [ref, t]);
}
