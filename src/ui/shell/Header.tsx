import { Keyboard, Menu, Minimize2, Monitor, Moon, Presentation, Sun } from 'lucide-react';
import { useState } from 'react';
import { type Locale, locales, useLocale, useT } from '../../i18n/index.ts';
import { type Theme, useActions, useApp, useFollowed } from '../../store/index.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { ShareButton } from '../share/ShareButton.tsx';
import { TakeBack } from '../timeline/Dock.tsx';
import { IconButton } from '../widgets/IconButton.tsx';
import unseen from '../widgets/unseen.module.css';
import { chooseDensity } from './density.ts';
import { usePreferences } from './preferences.ts';
import { ScenarioMenu } from './ScenarioMenu.tsx';
import { titleOf } from './scenarios.ts';
import css from './shell.module.css';

/** What is played, whom it follows, and what belongs to the whole page. */
export function Header({ isSmall }: { readonly isSmall: boolean }) {
  const t = useT();
  return (
    <header className={css.header}>
      <a className={css.skip} href="#stage">
        {t('shell.skip')}
      </a>
      <h1 className={css.brand}>
        <Logo />
        <span className={css.brandName}>Rollout Playground</span>
      </h1>
      <Crumb />
      <span className={css.grow} />
      {isSmall ? (
        <>
          <ShareButton />
          <SmallMenu />
        </>
      ) : (
        <>
          <ScenarioMenu />
          <ThemeSwitch />
          <LanguageSwitch />
          <DisplayButton />
          <KeysButton />
          <ShareButton />
        </>
      )}
    </header>
  );
}

function Logo() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" className={css.logo}>
      <rect x="1.5" y="9" width="9.5" height="9.5" rx="2.6" className={css.logoOld} />
      <path d="M16.5 9H20A2.6 2.6 0 0 1 22.5 11.6V16A2.6 2.6 0 0 1 20 18.5H15.6A2.6 2.6 0 0 1 13 16V12.5Z" className={css.logoNew} />
      <path d="M6.2 5.5H17M14 2.5L17.2 5.5L14 8.5" className={css.logoArrow} />
    </svg>
  );
}

/** Scenario · followed Deployment · cluster version. */
function Crumb() {
  const t = useT();
  const builtin = useApp(({ opened }) => opened.builtin);
  const kubernetes = useApp(({ playback }) => playback.kubernetes);
  const title = titleOf(builtin);
  return (
    <div className={css.crumb}>
      <span className={css.scenarioName}>{title === undefined ? t('shell.ownScenario') : t(title)}</span>
      <span className={css.dim}>
        <Picker />
        <span aria-hidden="true"> · </span>
        <span translate="no">Kubernetes {kubernetes}</span>
      </span>
    </div>
  );
}

/** Which Deployment rail, chart and buttons follow; a choice only where there is one. */
function Picker() {
  const t = useT();
  const actions = useActions();
  const deployments = useApp(({ cluster }) => cluster.deployments);
  const followed = useFollowed();
  if (followed === undefined && deployments.length === 0) return null;
  if (deployments.length === 1 && followed !== undefined) {
    return (
      <>
        <span aria-hidden="true"> · </span>
        <span translate="no">{followed.name}</span>
      </>
    );
  }
  const isOneNamespace = new Set(deployments.map(({ namespace }) => namespace)).size === 1;
  return (
    <>
      <span aria-hidden="true"> · </span>
      <select
        className={css.picker}
        aria-label={t('shell.follow')}
        value={followed?.uid ?? ''}
        translate="no"
        onChange={(event) => {
          const chosen = deployments.find(({ uid }) => uid === event.currentTarget.value);
          if (chosen !== undefined) actions.follow({ namespace: chosen.namespace, name: chosen.name });
        }}
      >
        {followed === undefined && <option value="">–</option>}
        {deployments.map(({ uid, namespace, name }) => (
          <option key={uid} value={uid}>
            {isOneNamespace ? name : `${namespace}/${name}`}
          </option>
        ))}
      </select>
    </>
  );
}

const THEMES = [
  { id: 'system', key: 'shell.themeSystem', Icon: Monitor },
  { id: 'light', key: 'shell.themeLight', Icon: Sun },
  { id: 'dark', key: 'shell.themeDark', Icon: Moon },
] as const satisfies readonly { readonly id: Theme; readonly key: string; readonly Icon: unknown }[];

function ThemeSwitch() {
  const t = useT();
  const actions = useActions();
  const theme = useApp(({ view }) => view.theme);
  return (
    <fieldset className={css.segments}>
      <legend className={unseen.unseen}>{t('shell.theme')}</legend>
      {THEMES.map(({ id, key, Icon }) => (
        <label key={id} title={t(key)} className={css.segment}>
          <input type="radio" name="theme" checked={theme === id} onChange={() => actions.setTheme(id)} aria-label={t(key)} />
          <Icon size={15} aria-hidden="true" />
        </label>
      ))}
    </fieldset>
  );
}

function LanguageSwitch() {
  const t = useT();
  const [locale, setLocale] = useLocale();
  // What was chosen shows at once; its catalogue may take a moment, or not come at all.
  const [chosen, setChosen] = useState(locale);
  const [hasFailed, setFailed] = useState(false);
  const choose = (id: Locale) => {
    setChosen(id);
    setLocale(id).then(
      () => setFailed(false),
      () => {
        setFailed(true);
        setChosen(locale);
      },
    );
  };
  return (
    <fieldset className={css.segments}>
      <legend className={unseen.unseen}>{t('shell.language')}</legend>
      {locales.map(({ id, name }) => (
        <label key={id} title={name} className={css.segment} lang={id}>
          <input type="radio" name="language" checked={chosen === id} aria-label={name} onChange={() => choose(id)} />
          <span aria-hidden="true">{id === 'en' ? 'EN' : '中文'}</span>
        </label>
      ))}
      {hasFailed && (
        <span role="alert" className={css.failed}>
          {t('shell.languageFailed')}
        </span>
      )}
    </fieldset>
  );
}

function KeysButton() {
  const t = useT();
  const actions = useActions();
  return (
    <IconButton label={t('shell.keysTitle')} shortcut="?" onClick={() => actions.setDialog('keys')}>
      <Keyboard size={17} aria-hidden="true" />
    </IconButton>
  );
}

function DisplayButton() {
  const t = useT();
  const actions = useActions();
  const { density } = usePreferences();
  return (
    <>
      {density === 'present' && (
        <IconButton label={t('shell.leavePresent')} onClick={() => chooseDensity('work', actions)}>
          <Minimize2 size={17} aria-hidden="true" />
        </IconButton>
      )}
      <IconButton label={t('shell.display')} onClick={() => actions.setDialog('display')}>
        <Presentation size={17} aria-hidden="true" />
      </IconButton>
    </>
  );
}

/** On a narrow screen: everything that the header has no room for. */
function SmallMenu() {
  const t = useT();
  const actions = useActions();
  const isOpen = useApp(({ view }) => view.dialog === 'settings');
  return (
    <>
      <IconButton label={t('shell.menu')} isExpanded={isOpen} onClick={() => actions.setDialog('settings')}>
        <Menu size={19} aria-hidden="true" />
      </IconButton>
      {isOpen && (
        <Dialog
          title={t('shell.menu')}
          onClose={() => {
            // Another dialog may have been opened from this one.
            actions.setDialog(null);
          }}
        >
          <div className={css.smallMenu}>
            <ScenarioMenu />
            <ThemeSwitch />
            <LanguageSwitch />
            <DisplayButton />
            <TakeBack />
          </div>
        </Dialog>
      )}
    </>
  );
}
