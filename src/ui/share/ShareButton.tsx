import { Check, Link } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFormat, useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import css from './ShareButton.module.css';

type Copied = 'copying' | 'copied' | 'failed';

/** Copies a link to this run at this moment, and shows it, since a clipboard may refuse. */
export function ShareButton() {
  const t = useT();
  const actions = useActions();
  const open = useApp((state) => state.view.dialog === 'share');
  return (
    <>
      <Button look="primary" data-action="share" onClick={() => actions.setDialog('share')}>
        <Link size={15} aria-hidden="true" />
        {t('share.button')}
      </Button>
      {open && <ShareDialog onClose={() => actions.setDialog(null)} />}
    </>
  );
}

function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const actions = useActions();
  const now = useRef(useApp((state) => state.playback.now));
  const [link, setLink] = useState<string | undefined>();
  const [copied, setCopied] = useState<Copied>('copying');
  const field = useRef<HTMLTextAreaElement>(null);

  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('copied');
    } catch {
      // No permission, or no secure context: the person copies it by hand, so it is selected for them.
      setCopied('failed');
      field.current?.select();
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the dialog opens: the link is of that moment.
  useEffect(() => {
    let wanted = true;
    actions.share().then((text) => {
      if (!wanted || text === undefined) return;
      setLink(text);
      void copy(text);
    });
    return () => {
      wanted = false;
    };
  }, []);

  return (
    <Dialog title={t('share.title')} onClose={onClose}>
      <p className={css.text}>{t('share.what', { time: format.duration(now.current) })}</p>
      <textarea
        ref={field}
        className={css.link}
        readOnly
        rows={4}
        value={link ?? ''}
        aria-label={t('share.link')}
        data-testid="share-link"
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={css.foot}>
        <span role="status" className={css.said} data-copied={copied}>
          {copied === 'copied' && (
            <>
              <Check size={15} aria-hidden="true" /> {t('share.copied')}
            </>
          )}
          {copied === 'failed' && t('share.byHand')}
        </span>
        {link !== undefined && <span className={css.length}>{t('share.length', { count: link.length })}</span>}
        <Button
          look="primary"
          why={link === undefined ? t('share.making') : undefined}
          onClick={() => link !== undefined && void copy(link)}
        >
          {t('share.copy')}
        </Button>
      </div>
      <p className={css.note}>{t('share.privacy')}</p>
    </Dialog>
  );
}
