import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import type { Refusal } from '../../worker/protocol.ts';
import { Button } from '../controls/Button.tsx';
import { clockText } from '../widgets/clock.ts';
import css from './shell.module.css';

const REFUSAL_KEY = {
  'link.damaged': 'shell.linkDamaged',
  'link.tooLong': 'shell.linkTooLong',
  'link.version': 'shell.linkVersion',
  'scenario.unknown': 'shell.scenarioUnknown',
  nothingToUndo: 'shell.nothingToUndo',
  notFound: 'shell.notFound',
  podLimit: 'shell.podLimit',
  refused: 'shell.refused',
} as const satisfies Record<Refusal['code'], string>;

/** What the page has to say about the run: it lies over the stage, so that nothing moves when it comes. */
export function Notices() {
  return (
    <div className={css.notices} role="status">
      <LinkNotice />
      <ReplayNotice />
      <ForkNotice />
      <RefusalNotice />
    </div>
  );
}

interface NoticeProps {
  readonly look: 'bad' | 'warn' | 'plain';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Notice({ look, onClose, children }: NoticeProps) {
  const t = useT();
  return (
    <div className={css.notice} data-look={look}>
      <div>{children}</div>
      <button type="button" className={css.noticeClose} aria-label={t('shell.dismiss')} onClick={onClose}>
        <X size={15} aria-hidden="true" />
      </button>
    </div>
  );
}

function LinkNotice() {
  const t = useT();
  const actions = useActions();
  const refusal = useApp(({ opened }) => opened.refusedLink);
  if (refusal === null) return null;
  return (
    <Notice look="bad" onClose={actions.dismissRefusedLink}>
      <b>{t('shell.linkNotOpened')}</b> {t(REFUSAL_KEY[refusal.code])}
    </Notice>
  );
}

function ReplayNotice() {
  const t = useT();
  const actions = useActions();
  const replay = useApp(({ opened }) => opened.replay);
  if (replay === undefined) return null;
  return (
    <Notice look={replay.differs ? 'warn' : 'plain'} onClose={actions.dismissReplay}>
      {t(replay.differs ? 'shell.replayDiffers' : 'shell.replaySame', { engine: replay.engine })}
    </Notice>
  );
}

/** Something was done in the past: what came after it is no more. */
function ForkNotice() {
  const t = useT();
  const actions = useActions();
  const forkedAt = useApp(({ opened }) => opened.forkedAt);
  const [dismissed, setDismissed] = useState<number | null>(null);
  if (forkedAt === null || forkedAt === dismissed) return null;
  return (
    <Notice look="plain" onClose={() => setDismissed(forkedAt)}>
      {t('shell.forked', { time: clockText(forkedAt) })}{' '}
      <Button
        onClick={() => {
          setDismissed(forkedAt);
          void actions.undoAction();
        }}
      >
        {t('time.undoAction')}
      </Button>
    </Notice>
  );
}

function RefusalNotice() {
  const t = useT();
  const actions = useActions();
  const refused = useApp(({ refusal }) => refusal);
  if (refused === null) return null;
  const { code, detail } = refused.refusal;
  return (
    <Notice look="bad" onClose={actions.dismissRefusal}>
      {t(REFUSAL_KEY[code])}
      {detail !== undefined && <span className={css.detail}>{detail}</span>}
    </Notice>
  );
}
