import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import type { ProbeOutlook } from '../../picture/view.ts';
import { Due } from './Due.tsx';
import css from './why.module.css';

const bold = (chunks: ReactNode) => <b>{chunks}</b>;
/** Beyond so many the dots are no help. */
const DOTS_MAX = 10;

/** How far each probe has come that holds a pod back, and when it asks next. */
export function Probes({ probes }: { readonly probes: readonly ProbeOutlook[] }) {
  if (probes.length === 0) return null;
  return (
    <ul className={css.probes}>
      {probes.map((probe) => (
        <Probe key={`${probe.container} ${probe.type}`} probe={probe} />
      ))}
    </ul>
  );
}

function Probe({ probe }: { readonly probe: ProbeOutlook }) {
  const t = useT();
  const { type, container, result, nextAt, isEarly, successes, failures, successThreshold, failureThreshold } = probe;
  const isFailing = failures > 0;
  return (
    <li data-fails={isFailing}>
      <span className={css.probe}>{t('why.probe', { type, container })}</span>
      <span className={css.count}>
        <Dots count={isFailing ? failures : successes} of={isFailing ? failureThreshold : successThreshold} />
        <span>
          <Count probe={probe} />
        </span>
      </span>
      {/* The threshold of failures decides about a container that is ready; one that is not needs passes. */}
      {type === 'readiness' && result !== 'success' && isFailing && (
        <span className={css.dim}>{t('why.probeNeeds', { count: successThreshold })}</span>
      )}
      {nextAt !== undefined && (
        <span className={css.nextProbe}>
          {t(isEarly ? 'why.probeFirst' : 'why.probeNext')}
          <Due at={nextAt} />
        </span>
      )}
    </li>
  );
}

function Count({ probe }: { readonly probe: ProbeOutlook }): ReactNode {
  const t = useT();
  const { type, successes, failures, successThreshold, failureThreshold } = probe;
  const b = bold;
  if (successes > 0) return t.rich('why.probePassed', { count: successes, threshold: successThreshold, b });
  if (failures === 0) return t('why.probeNone');
  if (type === 'liveness') return t.rich('why.probeKills', { count: failures, threshold: failureThreshold, b });
  if (failures > failureThreshold) return t.rich('why.probeFailing', { count: failures, b });
  return t.rich('why.probeFailed', { count: failures, threshold: failureThreshold, b });
}

/** The answers in a row against those that decide; the words beside say the same. */
function Dots({ count, of }: { readonly count: number; readonly of: number }) {
  if (of > DOTS_MAX || of < 2) return null;
  return (
    <span className={css.dots} aria-hidden>
      {Array.from({ length: of }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place.
        <i key={index} data-on={index < count} />
      ))}
    </span>
  );
}
