import { useMemo } from 'react';
import { useT } from '../../i18n/index.ts';
import type { DeploymentView, PodState, PodView } from '../../picture/view.ts';
import { useApp } from '../../store/index.ts';
import { STATE_KEY } from '../pod/words.ts';
import { REVISION_Y, ROW_HEIGHT, ROW_Y } from './measures.ts';
import css from './rail.module.css';
import { type RailBars, segments } from './railLayout.ts';

type Kind = 'availableOld' | 'availableNew' | Exclude<PodState, 'available' | 'leaving'> | 'owed';

interface BarsProps {
  readonly deployment: DeploymentView;
  readonly layout: RailBars;
}

/** Many pods: the same row as pieces whose length is their number. */
export function Bars({ deployment, layout }: BarsProps) {
  const t = useT();
  const pods = useApp((state) => state.cluster.pods);
  const { rail, revision } = deployment;
  const placed = useMemo(() => segments(runsOf(rail.counted, rail.owed, pods, revision), layout), [rail.counted, rail.owed, pods, revision, layout]);
  const words = (kind: Kind) => {
    if (kind === 'availableOld') return t('rail.oldAvailable');
    if (kind === 'availableNew') return t('rail.newAvailable');
    return kind === 'owed' ? t('rail.owed') : t(STATE_KEY[kind]);
  };
  return (
    <>
      {placed.map(({ kind, count, x, width }) => (
        <g key={kind}>
          <rect className={`${css.bar} ${css[kind === 'owed' ? 'owedBar' : kind] ?? ''}`} x={x} y={ROW_Y} width={Math.max(1, width - 1)} height={ROW_HEIGHT} rx="3" />
          {width >= 22 && (
            <text className={`${css.barCount} ${css[`${kind}Ink`] ?? ''}`} x={x + width / 2} y={ROW_Y + 28} textAnchor="middle">
              {count}
            </text>
          )}
          {width >= 64 && (
            <text className={css.small} x={x + width / 2} y={REVISION_Y} textAnchor="middle">
              {words(kind)}
            </text>
          )}
        </g>
      ))}
      {rail.leaving.length > 0 && (
        <>
          <rect className={css.leavingBar} x={layout.leavingAt} y={ROW_Y} width={Math.max(6, layout.leavingWidth)} height={ROW_HEIGHT} rx="3" />
          <text className={css.leavingCount} x={layout.leavingAt} y={REVISION_Y}>
            {rail.leaving.length}
          </text>
        </>
      )}
    </>
  );
}

/** The counted pods, summed by what they are, in rail order. */
function runsOf(
  counted: readonly string[],
  owed: number,
  pods: ReadonlyMap<string, PodView>,
  revision: number | undefined,
): readonly (readonly [Kind, number])[] {
  const sums: Record<Kind, number> = { availableOld: 0, availableNew: 0, ready: 0, starting: 0, pending: 0, failed: 0, lost: 0, owed };
  for (const uid of counted) {
    const pod = pods.get(uid);
    if (pod === undefined || pod.state === 'leaving') continue;
    if (pod.state !== 'available') sums[pod.state] += 1;
    else if (pod.revision === revision) sums.availableNew += 1;
    else sums.availableOld += 1;
  }
  return Object.entries(sums) as [Kind, number][];
}
