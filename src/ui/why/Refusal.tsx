import type { ReactNode } from 'react';
import type { LimitBreach, RefusalFacts } from '../../api/refusal.ts';
import { useT } from '../../i18n/index.ts';
import type { RefusedFacts, WaitView } from '../../picture/view.ts';
import { ObjectLink } from '../inspector/ObjectLink.tsx';
import css from './why.module.css';

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

/** What stands against a request: the object that refuses it, and each inequality with its numbers. */
export function Refusal({ wait, namespace }: { readonly wait: RefusedFacts & Pick<WaitView, 'code'>; readonly namespace: string }) {
  const t = useT();
  const { facts, message, isCleared } = wait;
  if (facts === undefined) return <p className={css.words}>{message}</p>;
  return (
    <div className={css.facts} data-rule={facts.rule}>
      <Facts facts={facts} namespace={namespace} />
      {isCleared && <p className={css.cleared}>{t('why.cleared')}</p>}
    </div>
  );
}

function Facts({ facts, namespace }: { readonly facts: RefusalFacts; readonly namespace: string }): ReactNode {
  const t = useT();
  const b = bold;
  switch (facts.rule) {
    case 'quota':
      return (
        <Rows kind="ResourceQuota" namespace={namespace} name={facts.quota}>
          {facts.excess.map(({ resource, used, requested, hard }) => (
            <Row key={resource} of={resource}>
              {t.rich('why.quotaRow', { used, requested, hard, b })}
            </Row>
          ))}
        </Rows>
      );
    case 'quota needs values':
      return (
        <Rows kind="ResourceQuota" namespace={namespace} name={facts.quota}>
          {facts.missing.map(({ resource, containers }) => (
            <Row key={resource} of={resource}>
              {t('why.quotaNeeds', { count: containers.length, names: containers.join(', ') })}
            </Row>
          ))}
        </Rows>
      );
    case 'quota not counted':
      return (
        <Rows kind="ResourceQuota" namespace={namespace} name={facts.quota}>
          {facts.resources.map((resource) => (
            <Row key={resource} of={resource}>
              {t('why.quotaUncounted')}
            </Row>
          ))}
        </Rows>
      );
    case 'limit range':
      return (
        <Rows kind="LimitRange" namespace={namespace} name={facts.limitRange}>
          {facts.breaches.map((breach) => (
            <Row key={`${breach.type} ${breach.resource} ${breach.bound} ${breach.given}`} of={breach.resource}>
              <Breach breach={breach} />
            </Row>
          ))}
        </Rows>
      );
    case 'service account':
      return <p>{t.rich('why.notThere', { kind: 'ServiceAccount', name: facts.name, b })}</p>;
    case 'priority class':
      return <p>{t.rich('why.notThere', { kind: 'PriorityClass', name: facts.name, b })}</p>;
    case 'pod limit':
      return <p>{t.rich('why.podLimit', { limit: facts.limit, pods: facts.pods, b })}</p>;
    case 'rbac': {
      const resource = facts.group === '' ? facts.resource : `${facts.resource}.${facts.group}`;
      return <p>{t.rich('why.rbac', { user: facts.user, verb: facts.verb, resource, b })}</p>;
    }
  }
}

interface RowsProps {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly children: ReactNode;
}

function Rows({ kind, namespace, name, children }: RowsProps) {
  return (
    <>
      <p>
        <ObjectLink object={{ kind, namespace, name }} />
      </p>
      <dl className={css.rows}>{children}</dl>
    </>
  );
}

function Row({ of, children }: { readonly of: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt translate="no">{of}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Breach({ breach: { type, bound, of, given, enforced } }: { readonly breach: LimitBreach }): ReactNode {
  const t = useT();
  if (given === undefined) return t.rich('why.limitNone', { type, of, bound, enforced, b: bold });
  // A ratio is told with six digits; the first two say it.
  if (bound === 'ratio') return t.rich('why.limitRatio', { type, given: String(Number(Number(given).toFixed(2))), enforced, b: bold });
  return t.rich('why.limitBound', { type, of, given, relation: bound === 'min' ? '<' : '>', bound, enforced, b: bold });
}
