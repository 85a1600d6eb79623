import { useFormat, useT } from '../../i18n/index.ts';
import type { RailView } from '../../picture/view.ts';
import { STATE_KEY } from '../pod/words.ts';
import { REVISION_Y, ROW_HEIGHT, ROW_Y } from './measures.ts';
import css from './rail.module.css';
import { type RailBars, segments } from './railLayout.ts';

/** In rail order. */
const KINDS = ['availableOld', 'availableNew', 'ready', 'starting', 'pending', 'failed', 'owed'] as const;
type Kind = (typeof KINDS)[number];

const DIGIT_PX = 8;

interface BarsProps {
  readonly rail: RailView;
  readonly layout: RailBars;
}

/** Many pods: the same row as pieces whose length is their number. */
export function Bars({ rail, layout }: BarsProps) {
  const t = useT();
  const format = useFormat();
  const { groups, owed } = rail;
  const placed = segments<Kind>(
    KINDS.map((kind) => [kind, kind === 'owed' ? owed : groups[kind]]),
    layout,
  );
  const words = (kind: Kind) => {
    if (kind === 'availableOld') return t('rail.oldAvailable');
    if (kind === 'availableNew') return t('rail.newAvailable');
    return kind === 'owed' ? t('rail.owed') : t(STATE_KEY[kind]);
  };
  return (
    <>
      {placed.map(({ kind, count, x, width }) => (
        <g key={kind}>
          <rect
            className={`${css.bar} ${css[kind === 'owed' ? 'owedBar' : kind] ?? ''}`}
            x={x}
            y={ROW_Y}
            width={Math.max(1, width - 1)}
            height={ROW_HEIGHT}
            rx="3"
          />
          {width >= 8 + DIGIT_PX * format.number(count).length && (
            <text className={`${css.barCount} ${css[`${kind}Ink`] ?? ''}`} x={x + width / 2} y={ROW_Y + 28} textAnchor="middle">
              {format.number(count)}
            </text>
          )}
          {width >= 64 && (
            <text className={css.small} x={x + width / 2} y={REVISION_Y} textAnchor="middle">
              {words(kind)}
            </text>
          )}
        </g>
      ))}
      {groups.leaving > 0 && (
        <>
          <rect
            className={css.leavingBar}
            x={layout.leavingAt}
            y={ROW_Y}
            width={Math.max(6, layout.leavingWidth)}
            height={ROW_HEIGHT}
            rx="3"
          />
          <text className={css.leavingCount} x={layout.leavingAt} y={REVISION_Y}>
            {format.number(groups.leaving)}
          </text>
        </>
      )}
    </>
  );
}
