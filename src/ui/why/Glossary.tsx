import { useId, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import type { WaitView } from '../../picture/view.ts';
import css from './why.module.css';

const TERMS = {
  counted: ['why.termCounted', 'why.termCountedText'],
  ceiling: ['why.termCeiling', 'why.termCeilingText'],
  floor: ['why.termFloor', 'why.termFloorText'],
  available: ['why.termAvailable', 'why.termAvailableText'],
  ready: ['why.termReady', 'why.termReadyText'],
  probe: ['why.termProbe', 'why.termProbeText'],
  backOff: ['why.termBackOff', 'why.termBackOffText'],
  grace: ['why.termGrace', 'why.termGraceText'],
  quota: ['why.termQuota', 'why.termQuotaText'],
  limits: ['why.termLimits', 'why.termLimitsText'],
  taint: ['why.termTaint', 'why.termTaintText'],
  free: ['why.termFree', 'why.termFreeText'],
  budget: ['why.termBudget', 'why.termBudgetText'],
  finalizer: ['why.termFinalizer', 'why.termFinalizerText'],
} as const;

type Term = keyof typeof TERMS;

const TERMS_OF: Readonly<Partial<Record<WaitView['code'], readonly Term[]>>> = {
  'both limits': ['counted', 'ceiling', 'available', 'floor'],
  'new pods': ['available', 'floor'],
  'old pods leave': ['counted'],
  'its pods': ['ready', 'available'],
  dependents: ['finalizer'],
  'image back-off': ['backOff'],
  'crash back-off': ['backOff'],
  'missing object': ['backOff'],
  'start-up': ['ready', 'probe'],
  'never ready': ['ready', 'probe'],
  minReadySeconds: ['ready', 'available'],
  'no node': ['free', 'taint'],
  'node lost': ['taint'],
  'node down': ['taint'],
  'node taints': ['taint'],
  'no ready pods': ['ready'],
  'no disruptions': ['budget', 'ready'],
  content: ['finalizer'],
  grace: ['grace'],
  finalizers: ['finalizer'],
};

/** Which law was broken decides what needs a word. */
function termsOf(wait: WaitView): readonly Term[] {
  if (wait.code !== 'refused' && wait.code !== 'replicaset refused') return TERMS_OF[wait.code] ?? [];
  const rule = wait.facts?.rule;
  if (rule === undefined) return ['quota', 'backOff'];
  if (rule.startsWith('quota')) return ['quota', 'backOff'];
  return rule === 'limit range' ? ['limits', 'backOff'] : ['backOff'];
}

/** The words of the sentences above, each explained when asked for. */
export function Glossary({ waits }: { readonly waits: readonly WaitView[] }) {
  const t = useT();
  const id = useId();
  const [open, setOpen] = useState<Term>();
  const terms = [...new Set(waits.flatMap(termsOf))];
  if (terms.length === 0) return null;
  const shown = open !== undefined && terms.includes(open) ? open : undefined;
  return (
    <div>
      <p className={css.terms}>
        <span>{t('why.terms')}</span>
        {terms.map((term) => (
          <button
            key={term}
            type="button"
            className={css.term}
            aria-expanded={shown === term}
            aria-controls={id}
            onClick={() => setOpen(shown === term ? undefined : term)}
          >
            {t(TERMS[term][0])}
          </button>
        ))}
      </p>
      <p id={id} className={css.meaning} aria-live="polite">
        {shown !== undefined && t(TERMS[shown][1])}
      </p>
    </div>
  );
}
