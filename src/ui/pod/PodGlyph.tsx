import { memo, type Ref } from 'react';
import type { PodState } from '../../picture/view.ts';
import css from './pod.module.css';
import { GLYPH, silhouette } from './silhouette.ts';

interface PodGlyphProps {
  readonly state: PodState;
  readonly isNew: boolean;
  /** Side in px, 10 to 64. Below 16 px there is no icon: silhouette and fill must do. */
  readonly size: number;
  /** Receives `--p` (0 … 1), how far the state has come; see useProgress. */
  readonly ref?: Ref<SVGSVGElement>;
}

/** Drawn twice, in two inks: above the fill and on it. */
const TRIANGLE = 'M22 14L30.5 28.5H13.5Z';

/** One pod. Silhouette, fill, icon and motion all say the same; the words are beside it or in its name. */
export const PodGlyph = memo(function PodGlyph({ state, isNew, size, ref }: PodGlyphProps) {
  const outline = silhouette(state, isNew);
  return (
    <svg ref={ref} className={`${css.glyph} ${css[state]}`} width={size} height={size} viewBox={`0 0 ${GLYPH} ${GLYPH}`} aria-hidden="true">
      <path className={css.body} d={outline} />
      {state === 'starting' && (
        <>
          {size >= 16 && <path className={css.offFill} d={TRIANGLE} />}
          <g className={css.rising}>
            <path className={css.fill} d={outline} />
            {size >= 16 && <path className={css.onFill} d={TRIANGLE} />}
          </g>
        </>
      )}
      {state === 'leaving' && <path className={css.draining} d={outline} />}
      <path className={css.outline} d={outline} />
      {state === 'leaving' && <path className={css.fold} d="M30 1V9A5 5 0 0 0 35 14H43" />}
      {size >= 16 && <Icon state={state} />}
    </svg>
  );
});

function Icon({ state }: { readonly state: PodState }) {
  switch (state) {
    case 'available':
      return <path className={css.stroke} d="M13.5 22.5L19.5 28.5L31 16.5" />;
    case 'ready':
      return (
        <>
          <circle className={css.track} cx="22" cy="22" r="11.5" />
          <circle className={css.ring} cx="22" cy="22" r="11.5" pathLength="1" transform="rotate(-90 22 22)" />
        </>
      );
    case 'failed':
      return <path className={css.stroke} d="M15.5 15.5L28.5 28.5M28.5 15.5L15.5 28.5" />;
    case 'leaving':
      return (
        <>
          <rect className={css.badge} x="11.5" y="14" width="21" height="21" rx="5" />
          <path className={css.stroke} d="M22 18.5V29.5M17.5 25.5L22 30L26.5 25.5" />
        </>
      );
    case 'pending':
      return (
        <g className={css.dots}>
          <circle cx="14" cy="22" r="2.4" />
          <circle cx="22" cy="22" r="2.4" />
          <circle cx="30" cy="22" r="2.4" />
        </g>
      );
    case 'lost':
      return <path className={css.stroke} d="M17 17.5A5.2 5.2 0 1 1 23.5 22.6C22.4 23 22 23.7 22 25V26M22 31.5V31.6" />;
    case 'starting':
      return null;
  }
}

/** Patterns that the glyphs refer to by id; once a page. */
export function GlyphDefs() {
  return (
    <svg className={css.defs} aria-hidden="true" focusable="false">
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2.6" height="7" className={css.hatchLine} />
        </pattern>
        <pattern id="crosses" width="10" height="10" patternUnits="userSpaceOnUse">
          <rect width="10" height="10" className={css.crossGround} />
          <path d="M3 3L7 7M7 3L3 7" className={css.cross} />
        </pattern>
        <pattern id="hatch-fine" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="6" className={css.hatchFine} />
        </pattern>
      </defs>
    </svg>
  );
}
