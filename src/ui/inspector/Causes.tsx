import { Fragment, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import type { CausesView, CauseView } from '../../picture/view.ts';
import { useActions } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';
import { clockText } from '../widgets/clock.ts';
import { ACTORS } from './actors.ts';
import { causeText } from './causeText.ts';
import css from './inspector.module.css';
import { ObjectLink } from './ObjectLink.tsx';

/** Links shown until more are asked for. */
const FIRST = 6;

interface CausesProps {
  readonly causes: CausesView;
  /** Whose chain it is: that it was written goes without saying. */
  readonly of: { readonly kind: string; readonly name: string };
}

/** The chain of causes, the last change first; what a person did to begin it is always in sight. */
export function Causes({ causes: { links, root }, of: { kind, name } }: CausesProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const isSelf = (key: Key): boolean => key.kind === kind && key.name === name;
  if (links.length === 0) return <p className={css.dim}>{t('inspect.noCauses')}</p>;
  const last = links.at(-1);
  const isLong = !isOpen && links.length > FIRST + 2;
  const shown = isLong ? links.slice(0, FIRST) : links;
  // Where the middle is folded or no longer kept, the beginning still stands at the end.
  const beginning = root ?? (isLong ? last : undefined);
  const left = links.length - shown.length - (isLong && root === undefined ? 1 : 0);
  return (
    <>
      <ol className={css.causes}>
        {shown.map((link) => (
          <Link key={link.step} link={link} isSelf={isSelf} />
        ))}
        {isLong && left > 0 && (
          <li className={css.fold}>
            <Button look="quiet" onClick={() => setOpen(true)}>
              {t('inspect.earlier', { count: left })}
            </Button>
          </li>
        )}
        {root !== undefined && !isLong && <li className={css.fold}>{t('inspect.between')}</li>}
        {beginning !== undefined && <Link link={beginning} isSelf={isSelf} />}
      </ol>
      {last?.actor !== 'user' && root === undefined && <p className={css.dim}>{t('inspect.setUp')}</p>}
    </>
  );
}

type Key = CauseView['changed'][number];

function Link({ link, isSelf }: { readonly link: CauseView; readonly isSelf: (key: Key) => boolean }) {
  const t = useT();
  const { seek } = useActions();
  const { at, actor, reason, changed, changedCount, passes } = link;
  const others = changed.filter((key) => !isSelf(key));
  const left = changedCount - changed.length;
  const words = causeText(reason, t);
  const line = reason?.actor === 'user' ? reason.line : undefined;
  const time = clockText(at);
  return (
    <li data-actor={actor}>
      <button
        type="button"
        className={css.time}
        aria-label={t('inspect.goThere', { time })}
        title={t('inspect.goThere', { time })}
        onClick={() => seek(at)}
      >
        {time}
      </button>
      <div>
        <p>
          <b>{t(ACTORS[actor])}</b> {words}
          {line !== undefined && <code translate="no">{line}</code>}
          {passes > 1 && <span className={css.dim}> · {t('inspect.passes', { count: passes })}</span>}
        </p>
        {others.length > 0 && (
          <p className={css.wrote}>
            {t('inspect.wrote')}{' '}
            {others.map((key, index) => (
              <Fragment key={`${key.kind}/${key.namespace}/${key.name}`}>
                {index > 0 && ' · '}
                <ObjectLink object={key} />
              </Fragment>
            ))}
            {left > 0 && ` · ${t('inspect.more', { count: left })}`}
          </p>
        )}
      </div>
    </li>
  );
}
