import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import type { ObjectionView, Placement } from '../../picture/view.ts';
import { ObjectLink } from '../inspector/ObjectLink.tsx';
import css from './why.module.css';

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

/** What each node objects to, or each group of nodes that object alike. */
export function PlacementTable({ placement: { rows, rest } }: { readonly placement: Placement }) {
  const t = useT();
  if (rows.length === 0) return null;
  return (
    <div>
      <table className={css.nodes}>
        <thead>
          <tr>
            <th scope="col">{t('why.node')}</th>
            <th scope="col">{t('why.nodeObjects')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ nodes, count, objections }) => (
            <tr key={nodes.join(' ')}>
              <th scope="row">
                <Nodes nodes={nodes} count={count} />
              </th>
              <td>
                {objections.map((objection) => (
                  <p key={keyOf(objection)}>
                    <ObjectionText objection={objection} isOfMany={count > 1} />
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className={css.dim}>{t('why.nodesRest', { count: rest })}</p>}
    </div>
  );
}

function keyOf(objection: ObjectionView): string {
  return objection.because === 'insufficient' ? objection.resource : objection.because;
}

function Nodes({ nodes, count }: { readonly nodes: readonly string[]; readonly count: number }) {
  const t = useT();
  const [first = ''] = nodes;
  if (count === 1) return <ObjectLink object={{ kind: 'Node', namespace: '', name: first }} isNameOnly />;
  return t('why.nodesOf', { count, names: nodes.join(', ') });
}

const PLAIN = {
  unschedulable: 'why.isCordoned',
  'node affinity': 'why.noAffinity',
  'host ports': 'why.portTaken',
  'pod affinity': 'why.noNeighbour',
  'pod anti-affinity': 'why.badNeighbour',
  'existing anti-affinity': 'why.unwanted',
} as const;

function ObjectionText({ objection, isOfMany }: { readonly objection: ObjectionView; readonly isOfMany: boolean }): ReactNode {
  const t = useT();
  const b = bold;
  switch (objection.because) {
    case 'insufficient': {
      const { resource, requested, free } = objection;
      return t.rich(isOfMany ? 'why.lacksAll' : 'why.lacks', { resource, requested, free, b });
    }
    case 'too many pods':
      return t.rich('why.podsFull', { pods: objection.pods, capacity: objection.capacity, b });
    case 'taint': {
      const { key, value, effect } = objection;
      return t.rich('why.taint', { taint: `${key}${value === '' ? '' : `=${value}`}:${effect}`, b });
    }
    case 'topology spread': {
      const { topologyKey, skew, maxSkew } = objection;
      if (skew === undefined || maxSkew === undefined) return t('why.noTopology', { topologyKey });
      return t.rich('why.skewed', { topologyKey, skew, maxSkew, b });
    }
    default:
      return t(PLAIN[objection.because]);
  }
}
