import type { Ref } from 'react';
import type { PodState } from '../../picture/view.ts';
import { ROW_HEIGHT } from './measures.ts';
import css from './rail.module.css';

/** Below this width a square would be lost in the row: the block then stands upright, as high as the row. */
export const TALL_BELOW = 20;
const HEIGHT = ROW_HEIGHT - 6;

interface TallBlockProps {
  readonly state: PodState;
  readonly isNew: boolean;
  readonly width: number;
  readonly ref?: Ref<SVGSVGElement>;
}

/** A pod among many: the glyph's encodings without its icon. */
export function TallBlock({ state, isNew, width, ref }: TallBlockProps) {
  const outline = outlineOf(state, isNew, width);
  return (
    <svg ref={ref} aria-hidden="true" width={width} height={HEIGHT} className={`${css.tall} ${css[`tall-${state}`] ?? ''}`}>
      <path className={css.tallBody} d={outline} />
      {state === 'starting' && <path className={css.tallRising} d={outline} />}
      <path className={css.tallLine} d={outline} />
      {state === 'failed' && (
        <path
          className={css.tallCross}
          d={`M${width * 0.25} ${HEIGHT * 0.35}L${width * 0.75} ${HEIGHT * 0.65}M${width * 0.75} ${HEIGHT * 0.35}L${width * 0.25} ${HEIGHT * 0.65}`}
        />
      )}
    </svg>
  );
}

/** The top left corner is cut for the newest revision, the top right one is folded away while leaving, all are cut when failed. */
function outlineOf(state: PodState, isNew: boolean, width: number): string {
  const [left, top, right, bottom] = [0.7, 0.7, width - 0.7, HEIGHT - 0.7];
  const corner = Math.min(6, width * 0.45);
  const cutLeft = isNew || state === 'failed' ? corner : 0;
  const cutRight = state === 'leaving' || state === 'failed' ? corner : 0;
  const cutBottom = state === 'failed' ? corner : 0;
  return [
    `M${left + cutLeft} ${top}H${right - cutRight}L${right} ${top + cutRight}`,
    `V${bottom - cutBottom}L${right - cutBottom} ${bottom}H${left + cutBottom}L${left} ${bottom - cutBottom}V${top + cutLeft}Z`,
  ].join('');
}

/** Where a tall block begins, from the row's top. */
export const TALL_Y = (ROW_HEIGHT - HEIGHT) / 2;
