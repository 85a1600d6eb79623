import { FilePlus2, FolderInput, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp, useFollowed } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';
import type { CodeEditor } from './codeEditor.ts';
import css from './EditorPanel.module.css';
import { Problems, wordsOf } from './Problems.tsx';

/** The manifest: a YAML editor with Apply. Its text survives everything. */
export function EditorPanel() {
  const t = useT();
  const fileName = useApp((state) => state.draft.fileName);
  const isLent = useApp(({ draft }) => draft.aside !== undefined);
  const editor = useRef<CodeEditor | null>(null);
  return (
    <section className={css.panel} aria-label={t('editor.title')}>
      <div className={css.head}>
        <span className={css.file} translate="no" title={fileName}>
          {fileName}
        </span>
        {!isLent && <EditorMenu />}
      </div>
      <Code editor={editor} />
      <Problems onReveal={(line, column) => editor.current?.reveal(line, column)} />
      {isLent ? <EditFoot /> : <Foot />}
    </section>
  );
}

function EditorMenu() {
  const t = useT();
  const actions = useActions();
  const followed = useFollowed();
  const previous = useApp((state) => state.draft.previous);
  return (
    <div className={css.menu} role="toolbar" aria-label={t('editor.more')}>
      {previous !== null && (
        <button
          type="button"
          className={css.icon}
          aria-label={t('editor.previous')}
          title={t('editor.previous')}
          onClick={actions.restorePreviousDraft}
        >
          <Undo2 size={15} aria-hidden="true" />
        </button>
      )}
      {followed !== undefined && (
        <button
          type="button"
          className={css.icon}
          aria-label={t('editor.live')}
          title={t('editor.live')}
          onClick={async () => {
            const text = await actions.manifestOf(followed);
            if (text !== undefined) actions.replaceDraft({ fileName: `${followed.name}.yaml`, text });
          }}
        >
          <FolderInput size={15} aria-hidden="true" />
        </button>
      )}
      <button type="button" className={css.icon} aria-label={t('editor.new')} title={t('editor.new')} onClick={actions.newDraft}>
        <FilePlus2 size={15} aria-hidden="true" />
      </button>
    </div>
  );
}

/** The editor itself comes as a chunk of its own; until then, and if it cannot come, the text is shown plainly. */
function Code({ editor }: { readonly editor: React.RefObject<CodeEditor | null> }) {
  const t = useT();
  const host = useRef<HTMLDivElement>(null);
  const actions = useActions();
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const text = useApp(({ draft }) => draft.text);
  const problems = useApp(({ draft }) => (draft.problemsFor === draft.text ? draft.problems : NONE));
  const isLent = useApp(({ draft }) => draft.aside !== undefined);
  const onApply = (): void => (isLent ? actions.finishEdit(true) : void actions.apply());
  const latest = useRef({ text, t, actions, onApply });
  latest.current = { text, t, actions, onApply };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what a retry changes; the rest is read through `latest`.
  useEffect(() => {
    let wanted = true;
    setState('loading');
    import('./codeEditor.ts').then(
      ({ createCodeEditor }) => {
        if (!wanted || host.current === null) return;
        editor.current = createCodeEditor({
          parent: host.current,
          text: latest.current.text,
          label: latest.current.t('editor.label'),
          phrases: phrases(latest.current.t),
          onChange: (next) => latest.current.actions.setDraft(next),
          onApply: () => latest.current.onApply(),
        });
        setState('ready');
      },
      () => wanted && setState('failed'),
    );
    return () => {
      wanted = false;
      editor.current?.destroy();
      editor.current = null;
    };
  }, [editor, attempt]);

  useEffect(() => editor.current?.setText(text), [editor, text]);
  // A place is shown once: not again when the editor is folded and comes back.
  const reveal = useApp(({ view }) => view.reveal);
  useEffect(() => {
    if (state !== 'ready' || reveal === null || revealed.has(reveal)) return;
    revealed.add(reveal);
    editor.current?.reveal(reveal.line, reveal.column);
  }, [editor, reveal, state]);
  useEffect(() => {
    if (state === 'ready') editor.current?.setMarkers(problems.map((problem) => ({ ...problem, message: wordsOf(problem) })));
  }, [editor, problems, state]);
  useEffect(() => {
    if (state === 'ready') editor.current?.setLabel(t('editor.label'), phrases(t));
  }, [editor, t, state]);

  return (
    <div className={css.code}>
      <div ref={host} className={css.host} data-state={state} />
      {state !== 'ready' && (
        <div className={css.fallback}>
          <p role="status">{t(state === 'failed' ? 'editor.failed' : 'editor.loading')}</p>
          {state === 'failed' && <Button onClick={() => setAttempt((n) => n + 1)}>{t('editor.retry')}</Button>}
          <pre translate="no">{text}</pre>
        </div>
      )}
    </div>
  );
}

const NONE = [] as const;
/** Places that were shown; they outlive an editor that is folded away. */
const revealed = new WeakSet<object>();

/** CodeMirror's own words, in ours. */
function phrases(t: ReturnType<typeof useT>): Record<string, string> {
  return {
    Find: t('editor.find'),
    Replace: t('editor.replace'),
    replace: t('editor.replace'),
    next: t('editor.next'),
    previous: t('editor.previousMatch'),
    all: t('editor.all'),
    'match case': t('editor.matchCase'),
    regexp: t('editor.regexp'),
    'by word': t('editor.byWord'),
    close: t('editor.close'),
  };
}

function Foot() {
  const t = useT();
  const actions = useActions();
  const dirty = useApp((state) => state.draft.dirty);
  const applying = useApp((state) => state.draft.applying);
  const applied = useApp((state) => (state.draft.problemsFor === state.draft.text ? state.draft.lastApply : null));
  const outcome = applied !== null && applied.exitCode === 0 ? applied.stdout.trim() : '';
  return (
    <div className={css.foot}>
      <div className={css.outcome} role="status">
        {outcome === '' ? (
          <span className={css.dim}>{t(dirty ? 'editor.unsaved' : 'editor.same')}</span>
        ) : (
          <code translate="no">{outcome}</code>
        )}
      </div>
      <Button
        look="primary"
        onClick={() => void actions.apply()}
        why={applying ? t('editor.applying') : undefined}
        aria-keyshortcuts="Control+Enter Meta+Enter"
      >
        {t('editor.apply')}
        <kbd>{/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘↵' : 'Ctrl ↵'}</kbd>
      </Button>
    </div>
  );
}

/** `kubectl edit` waits: the text goes back to it, or it is left as it was. */
function EditFoot() {
  const t = useT();
  const actions = useActions();
  return (
    <div className={css.foot}>
      <div className={css.outcome} role="status">
        <span className={css.dim}>{t('terminal.editing')}</span>
      </div>
      <Button onClick={() => actions.finishEdit(false)}>{t('terminal.cancel')}</Button>
      <Button look="primary" onClick={() => actions.finishEdit(true)} aria-keyshortcuts="Control+Enter Meta+Enter">
        {t('terminal.save')}
      </Button>
    </div>
  );
}
