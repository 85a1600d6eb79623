import { useT } from '../../i18n/index.ts';
import { type PanelTab, useActions, useApp } from '../../store/index.ts';
import { Tabs } from '../controls/Tabs.tsx';
import { later } from '../widgets/later.tsx';
import { DeploymentStatus } from './DeploymentStatus.tsx';
import css from './StatusPanel.module.css';

// Their chunks come when they are looked at first.
const Events = later(() => import('./Events.tsx'));
const Tables = later(() => import('./Tables.tsx'));
const History = later(() => import('./History.tsx'));
const Inspector = later(() => import('../inspector/Inspector.tsx'));

const PANELS: Readonly<Record<PanelTab, React.ComponentType>> = {
  status: DeploymentStatus,
  events: Events,
  history: History,
  pods: Tables,
  inspector: Inspector,
};

/** What the cluster says about the followed Deployment: status, events, revisions, tables and one object in full. */
export function StatusPanel() {
  const t = useT();
  const { setPanel } = useActions();
  const panel = useApp((state) => state.view.panel);
  const tabs = [
    { id: 'status', title: t('status.tabStatus') },
    { id: 'events', title: t('status.tabEvents') },
    { id: 'pods', title: t('status.tabPods') },
    { id: 'history', title: t('status.tabHistory') },
    { id: 'inspector', title: t('status.tabObject') },
  ] as const;
  const Panel = PANELS[panel];
  return (
    <section className={css.panel} aria-label={t('status.title')}>
      <Tabs<PanelTab> label={t('status.title')} tabs={tabs} current={panel} onChange={setPanel}>
        <Panel />
      </Tabs>
    </section>
  );
}
