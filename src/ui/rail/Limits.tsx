import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import type { DeploymentView } from '../../picture/view.ts';
import { Next } from './Next.tsx';
import css from './rail.module.css';

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

/** The two inequalities with this moment's numbers, what the percentages come to, and what comes next. */
export function Limits({ deployment: { rail, strategy, next } }: { readonly deployment: DeploymentView }) {
  const t = useT();
  const counted = rail.total + rail.owed;
  const { leaving } = rail.groups;
  const { available, floor, desired, ceiling } = rail;
  return (
    <div className={css.limits}>
      {strategy === 'Recreate' ? (
        <p>{t('rail.recreate')}</p>
      ) : (
        <>
          <p data-touched={counted >= ceiling}>
            {t.rich('rail.ceilingSum', {
              counted,
              relation: counted <= ceiling ? '≤' : '>',
              desired,
              surge: amount(rail.maxSurge, rail.surge, '⌈', '⌉'),
              ceiling,
              b: bold,
            })}
          </p>
          <p data-touched={available <= floor}>
            {t.rich('rail.floorSum', {
              available,
              relation: available >= floor ? '≥' : '<',
              desired,
              unavailable: amount(rail.maxUnavailable, rail.unavailable, '⌊', '⌋'),
              floor,
              b: bold,
            })}
          </p>
        </>
      )}
      <p className={css.dim}>{t('rail.onMachines', { total: rail.total + leaving, leaving })}</p>
      {next !== undefined && <Next next={next} />}
    </div>
  );
}

/** `⌈25 %⌉` for a percentage, the number itself for a number; when both limits come to 0, Kubernetes makes 1 of the second. */
function amount(written: string | undefined, resolved: number, open: string, close: string): string {
  return written?.endsWith('%') ? `${open}${written.slice(0, -1)} %${close}` : String(resolved);
}
