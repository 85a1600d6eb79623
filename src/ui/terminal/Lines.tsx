import { MousePointerClick } from 'lucide-react';
import { Fragment, memo, type RefObject, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { type Selection, type TerminalBlock, type TerminalLine, useActions, useApp } from '../../store/index.ts';
import { show } from '../graph/nodes/useSelect.ts';
import { partsOf } from './links.ts';
import css from './terminal.module.css';
import { namesNow } from './useNames.ts';

interface BlockProps {
  readonly block: TerminalBlock;
  /** Blocks far from what is seen are taken out of the page and leave their height behind. */
  readonly isWindowed: boolean;
  readonly scroller: RefObject<HTMLElement | null>;
}

const LINE_PX = 20;
const NEAR_PX = 2_000;

/** A hundred lines of the scrollback. */
export const Block = memo(function Block({ block, isWindowed, scroller }: BlockProps) {
  const ref = useRef<HTMLDivElement>(null);
  const height = useRef(block.lines.length * LINE_PX);
  const [isNear, setNear] = useState(true);
  useEffect(() => {
    const element = ref.current;
    if (!isWindowed || element === null || typeof IntersectionObserver === 'undefined') {
      setNear(true);
      return;
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return;
        if (!entry.isIntersecting) height.current = element.offsetHeight;
        setNear(entry.isIntersecting);
      },
      { root: scroller.current, rootMargin: `${NEAR_PX}px 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isWindowed, scroller]);
  return (
    <div ref={ref} style={isNear ? undefined : { height: height.current }}>
      {isNear && block.lines.map((line) => <Line key={line.id} line={line} />)}
    </div>
  );
});

const Line = memo(function Line({ line }: { readonly line: TerminalLine }) {
  const { kind, text, quiet } = line;
  if (kind === 'note') return <Note line={line} />;
  if (kind === 'command') {
    return (
      <div className={css.typed} data-line={kind}>
        <span className={css.prompt}>{line.isMore === true ? '> ' : '$ '}</span>
        {text}
      </div>
    );
  }
  if (kind === 'page') return <PageLine text={text} />;
  return (
    <div className={css.line} data-line={kind} data-quiet={quiet}>
      {text === '' ? '\n' : <Linked text={text} />}
    </div>
  );
});

/** A line that a button or Apply equals. */
function PageLine({ text }: { readonly text: string }) {
  const t = useT();
  return (
    <div className={css.page} data-line="page">
      <span className={css.pageMark} title={t('terminal.fromPage')}>
        <MousePointerClick size={12} role="img" aria-label={t('terminal.fromPage')} />
      </span>
      {text}
    </div>
  );
}

/** Names are read when the line is drawn first: a name that is gone by then is no link, one that goes later stops being one. */
function Linked({ text }: { readonly text: string }) {
  const [parts] = useLatest(text);
  return parts.map(({ text: part, selection }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never change their order.
    <Fragment key={index}>{selection === undefined ? part : <Name name={part} selection={selection} />}</Fragment>
  ));
}

function useLatest(text: string): readonly [ReturnType<typeof partsOf>] {
  const [read, setRead] = useState(() => ({ text, parts: partsOf(text, namesNow()) }));
  if (read.text === text) return [read.parts];
  const next = { text, parts: partsOf(text, namesNow()) };
  setRead(next);
  return [next.parts];
}

function Name({ name, selection }: { readonly name: string; readonly selection: Selection }) {
  const t = useT();
  const actions = useActions();
  const { kind, uid } = selection;
  const isThere = useApp(({ cluster }) =>
    kind === 'Pod'
      ? cluster.pods.has(uid)
      : kind === 'ReplicaSet'
        ? cluster.replicaSets.has(uid)
        : cluster.deployments.some((each) => each.uid === uid),
  );
  const isSelected = useApp(({ view }) => view.selection?.uid === uid);
  if (!isThere) return name;
  return (
    <button
      type="button"
      className={css.name}
      aria-pressed={isSelected}
      title={t('terminal.show', { name })}
      onClick={() => show(actions, selection)}
    >
      {name}
    </button>
  );
}

/** The terminal itself speaks, in the page's language. */
function Note({ line: { note, text } }: { readonly line: TerminalLine }) {
  const t = useT();
  const words = {
    failed: () => t('terminal.noteFailed', { message: text }),
    interrupted: () => t('terminal.noteInterrupted'),
    timeChanged: () => t('terminal.noteTimeChanged'),
    undone: () => t('terminal.noteUndone', { line: text }),
    started: () => t('terminal.noteStarted'),
    dropped: () => t('terminal.noteDropped'),
    editing: () => t('terminal.noteEditing', { file: text }),
    help: () => t('terminal.help'),
  };
  return (
    <div className={css.note} data-line="note">
      {note === undefined ? text : words[note]()}
    </div>
  );
}
