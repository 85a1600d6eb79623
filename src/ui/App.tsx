import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from 'lucide-react';
import { useEffect } from 'react';
import { useT } from '../i18n/index.ts';
import { type SmallTab, useActions, useApp } from '../store/index.ts';
import { ActionBar } from './actions/ActionBar.tsx';
import { EditorPanel } from './editor/EditorPanel.tsx';
import { Chain } from './graph/Chain.tsx';
import { GlyphDefs } from './pod/PodGlyph.tsx';
import { Rail } from './rail/Rail.tsx';
import { CrashScreen } from './shell/CrashScreen.tsx';
import { pageScale, useRoom } from './shell/display.ts';
import { Header } from './shell/Header.tsx';
import { Calculation, Loading } from './shell/Loading.tsx';
import { Notices } from './shell/Notices.tsx';
import { setPreferences, usePreferences } from './shell/preferences.ts';
import css from './shell/shell.module.css';
import { useShortcuts } from './shell/shortcuts.ts';
import { StatusPanel } from './status/StatusPanel.tsx';
import { Terminal, TerminalDrawer } from './terminal/TerminalDrawer.tsx';
import { watchJumps } from './theme/motion.ts';
import { Dock } from './timeline/Dock.tsx';
import { IconButton } from './widgets/IconButton.tsx';
import { later } from './widgets/later.tsx';
import { Splitter } from './widgets/Splitter.tsx';
import unseen from './widgets/unseen.module.css';

// Seldom opened: they come when they are.
const DisplayDialog = later(() => import('./shell/DisplayDialog.tsx'));
const KeysDialog = later(() => import('./shell/KeysDialog.tsx'));
const ScenarioDialog = later(() => import('./shell/ScenarioDialog.tsx'));
// It speaks of what comes after the first picture.
const Narration = later(() => import('./narration/Narration.tsx'));
const PANEL = { min: 240, max: 620 } as const;

/** The page: header, three columns, and time at the foot; one column with tabs on a narrow screen. */
export function App() {
  const isSmall = useRoom().width < 640;
  useShortcuts();
  useEffect(watchJumps, []);
  return (
    <div className={css.app}>
      <GlyphDefs />
      <Header isSmall={isSmall} />
      {isSmall ? <SmallMain /> : <WideMain />}
      <Dock isSmall={isSmall}>{isSmall && <SmallTabs />}</Dock>
      {!isSmall && <TerminalDrawer />}
      <Dialogs />
    </div>
  );
}

/** The page's own dialogs; those of the actions stand with their buttons. */
function Dialogs() {
  const dialog = useApp(({ view }) => view.dialog);
  return (
    <>
      {dialog === 'display' && <DisplayDialog />}
      {dialog === 'keys' && <KeysDialog />}
      {dialog === 'scenarios' && <ScenarioDialog />}
    </>
  );
}

function Stage({ isSmall }: { readonly isSmall: boolean }) {
  const crash = useApp((state) => state.crash);
  const isLoaded = useApp(({ cluster }) => cluster.loaded);
  if (crash !== null) return <CrashScreen crash={crash} />;
  return (
    <>
      {isSmall ? (
        <div className={css.actions}>
          <ActionBar />
        </div>
      ) : (
        <ActionRow />
      )}
      {isLoaded ? (
        <>
          <Rail />
          <Chain />
        </>
      ) : (
        <Loading />
      )}
    </>
  );
}

/** The actions between the two switches that fold the side panels. */
function ActionRow() {
  const t = useT();
  const actions = useActions();
  const isLeftOpen = useApp(({ view }) => view.editorOpen);
  const isRightOpen = useApp(({ view }) => view.panelOpen);
  const LeftIcon = isLeftOpen ? PanelLeftClose : PanelLeftOpen;
  const RightIcon = isRightOpen ? PanelRightClose : PanelRightOpen;
  return (
    <div className={css.actionRow}>
      <IconButton
        label={t(isLeftOpen ? 'shell.foldEditor' : 'shell.unfoldEditor')}
        isExpanded={isLeftOpen}
        controls="editor"
        onClick={() => actions.setEditorOpen(!isLeftOpen)}
      >
        <LeftIcon size={17} aria-hidden="true" />
      </IconButton>
      <div className={css.actions}>
        <ActionBar />
      </div>
      <IconButton
        label={t(isRightOpen ? 'shell.foldPanel' : 'shell.unfoldPanel')}
        isExpanded={isRightOpen}
        controls="panel"
        onClick={() => actions.setPanelOpen(!isRightOpen)}
      >
        <RightIcon size={17} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function WideMain() {
  const t = useT();
  const actions = useActions();
  const { left, right } = usePreferences();
  const isLeftOpen = useApp(({ view }) => view.editorOpen);
  const isRightOpen = useApp(({ view }) => view.panelOpen);
  const hasColumns = useRoom().width >= 1100;
  return (
    <div className={css.main}>
      {isLeftOpen && (
        <aside id="editor" className={css.left} aria-label={t('shell.editor')} style={{ width: hasColumns ? left : Math.min(left, 320) }}>
          <div className={css.inside}>
            <EditorPanel />
          </div>
          {hasColumns && (
            <Splitter
              label={t('shell.editorWidth')}
              controls="editor"
              side="left"
              width={left}
              {...PANEL}
              scale={pageScale()}
              onChange={(width) => setPreferences({ left: width })}
              onFold={() => actions.setEditorOpen(false)}
            />
          )}
        </aside>
      )}
      <div className={css.middle} data-scrolls={!hasColumns}>
        <Notices />
        <Calculation />
        <main id="stage" tabIndex={-1} className={css.stage} aria-label={t('shell.stage')}>
          <Stage isSmall={false} />
        </main>
        <Narration />
        {isRightOpen && !hasColumns && <Panel />}
      </div>
      {isRightOpen && hasColumns && <Panel width={right} />}
    </div>
  );
}

/** Right of the stage where there is room, a sheet under it otherwise. */
function Panel({ width }: { readonly width?: number }) {
  const t = useT();
  const actions = useActions();
  return (
    <aside
      id="panel"
      className={css.right}
      data-sheet={width === undefined}
      aria-label={t('shell.panel')}
      style={width === undefined ? undefined : { width }}
    >
      {width !== undefined && (
        <Splitter
          label={t('shell.panelWidth')}
          controls="panel"
          side="right"
          width={width}
          {...PANEL}
          scale={pageScale()}
          onChange={(next) => setPreferences({ right: next })}
          onFold={() => actions.setPanelOpen(false)}
        />
      )}
      <div className={css.inside}>
        <StatusPanel />
      </div>
    </aside>
  );
}

const SMALL_TABS = [
  ['chain', 'shell.tabChain'],
  ['yaml', 'shell.tabYaml'],
  ['status', 'shell.tabStatus'],
  ['terminal', 'terminal.title'],
] as const satisfies readonly (readonly [SmallTab, string])[];

function SmallMain() {
  const t = useT();
  const tab = useApp(({ view }) => view.smallTab);
  return (
    <main id="stage" tabIndex={-1} className={css.small} data-tab={tab} aria-label={t('shell.stage')}>
      <Notices />
      {tab === 'yaml' ? <EditorPanel /> : tab === 'chain' ? <Stage isSmall /> : tab === 'terminal' ? <Terminal isSmall /> : <StatusPanel />}
      <Narration />
    </main>
  );
}

function SmallTabs() {
  const t = useT();
  const actions = useActions();
  const current = useApp(({ view }) => view.smallTab);
  return (
    <fieldset className={`${css.segments} ${css.smallTabs}`}>
      <legend className={unseen.unseen}>{t('shell.show')}</legend>
      {SMALL_TABS.map(([id, key]) => (
        <label key={id} className={css.segment}>
          <input type="radio" name="small-tab" checked={current === id} onChange={() => actions.setSmallTab(id)} />
          <span>{t(key)}</span>
        </label>
      ))}
    </fieldset>
  );
}
