import { useMemo } from 'react';
import { useT } from '../../i18n/index.ts';
import type { DeploymentView } from '../../picture/view.ts';
import { useSize } from '../widgets/useSize.ts';
import { Bars } from './Bars.tsx';
import { Block, OwedBlock } from './Block.tsx';
import { FLOOR_Y, LABEL_TOP_Y, LABEL_Y, ROW_Y, TRACK_HEIGHT } from './measures.ts';
import css from './rail.module.css';
import { labelAnchors, type RailLayout, railLayout } from './railLayout.ts';

/** The row itself: blocks (or bars), the surge zone and the three lines. */
export function Track({ deployment }: { readonly deployment: DeploymentView }) {
  const t = useT();
  const [ref, { width }] = useSize<HTMLDivElement>({ width: 460, height: TRACK_HEIGHT });
  const { rail } = deployment;
  const counted = rail.total;
  const { leaving } = rail.groups;
  const layout = useMemo(
    () => railLayout({ counted, owed: rail.owed, leaving, floor: rail.floor, desired: rail.desired, ceiling: rail.ceiling }, width),
    [counted, rail.owed, leaving, rail.floor, rail.desired, rail.ceiling, width],
  );
  const summary = t('rail.summary', {
    counted: counted + rail.owed,
    ceiling: rail.ceiling,
    available: rail.available,
    floor: rail.floor,
    leaving,
  });
  return (
    <div ref={ref} className={css.track}>
      <svg width={width} height={TRACK_HEIGHT} role="img" aria-label={summary}>
        <Zone layout={layout} />
        {layout.kind === 'blocks' ? (
          <>
            <Blocks deployment={deployment} layout={layout} />
            {layout.owed.map((x) => (
              <OwedBlock key={x} x={x} size={layout.glyph} />
            ))}
          </>
        ) : (
          <Bars rail={rail} layout={layout} />
        )}
        <Lines deployment={deployment} layout={layout} />
        {leaving > 0 && (
          <text className={css.small} x={layout.leavingAt} y={LABEL_TOP_Y} textAnchor={layout.kind === 'blocks' ? 'middle' : 'start'}>
            {t('rail.leaving')}
          </text>
        )}
      </svg>
    </div>
  );
}

/** Room above the desired number: what stands in it is surge. */
function Zone({ layout }: { readonly layout: RailLayout }) {
  const { desired, ceiling } = layout.lines;
  return <rect className={css.zone} x={desired} y={ROW_Y - 14} width={Math.max(0, ceiling - desired)} height={FLOOR_Y - ROW_Y + 14} />;
}

type BlocksProps = { readonly deployment: DeploymentView; readonly layout: Extract<RailLayout, { readonly kind: 'blocks' }> };

function Blocks({ deployment, layout }: BlocksProps) {
  const { rail } = deployment;
  const placed = [
    ...rail.counted.map((uid, index) => ({ uid, x: layout.counted[index] ?? 0 })),
    ...rail.leaving.map((uid, index) => ({ uid, x: layout.leaving[index] ?? 0 })),
  ];
  // In a fixed order in the document, so that a pod that changes its place moves there instead of being put there.
  placed.sort((a, b) => (a.uid < b.uid ? -1 : 1));
  return placed.map(({ uid, x }) => <Block key={uid} uid={uid} x={x} size={layout.glyph} newest={deployment.revision} />);
}

function Lines({ deployment, layout }: { readonly deployment: DeploymentView; readonly layout: RailLayout }) {
  const t = useT();
  const { rail, strategy } = deployment;
  const { lines } = layout;
  const anchors = labelAnchors(lines);
  const hasFloor = strategy === 'RollingUpdate';
  // The floor's arrow needs the room where the label would stand.
  const isAtFloor = hasFloor && lines.desired - lines.floor < 34;
  const shift = { end: -6, start: 6, middle: 0 } as const;
  return (
    <>
      <g className={css.line} style={{ transform: `translateX(${lines.desired}px)` }}>
        <path className={css.desired} d={`M0 ${ROW_Y - 14}V${FLOOR_Y}`} />
        <text className={css.small} x={isAtFloor ? 9 : 0} y={LABEL_TOP_Y} textAnchor={isAtFloor ? 'start' : 'middle'}>
          {t('rail.desired', { count: rail.desired })}
        </text>
      </g>
      {hasFloor && (
        <g className={css.line} style={{ transform: `translateX(${lines.floor}px)` }}>
          <g className={css.floor} data-touched={rail.available <= rail.floor && rail.floor > 0}>
            <path d={`M0 ${ROW_Y - 18}V${FLOOR_Y + 4}`} />
            <path className={css.cap} d={`M0 ${ROW_Y - 16}l-5 -8h10z`} />
          </g>
          <text className={css.label} x={shift[anchors.floor]} y={LABEL_Y} textAnchor={anchors.floor}>
            {t('rail.floor', { count: rail.floor })}
          </text>
        </g>
      )}
      <g className={css.line} style={{ transform: `translateX(${lines.ceiling}px)` }}>
        <g className={css.ceiling} data-touched={rail.total + rail.owed >= rail.ceiling}>
          <path d={`M0 ${ROW_Y - 18}V${FLOOR_Y + 4}`} />
        </g>
        <text className={`${css.label} ${css.ceilingLabel}`} x={shift[anchors.ceiling]} y={LABEL_Y} textAnchor={anchors.ceiling}>
          {t('rail.ceiling', { count: rail.ceiling })}
        </text>
      </g>
    </>
  );
}
