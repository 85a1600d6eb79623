import { OctagonX } from 'lucide-react';
import { useT } from '../../i18n/index.ts';
import { useApp } from '../../store/index.ts';
import type { ManifestProblem } from '../../worker/protocol.ts';
import css from './EditorPanel.module.css';

/** What the last Apply said was wrong, in the API server's words; each line leads to its place. */
export function Problems({ onReveal }: { readonly onReveal: (line: number, column: number | undefined) => void }) {
  const t = useT();
  const problems = useApp(({ draft }) => draft.problems);
  const isFresh = useApp(({ draft }) => draft.problemsFor === draft.text);
  const applied = useApp(({ draft }) => draft.lastApply?.applied.length ?? 0);
  if (problems.length === 0) return null;
  return (
    <div className={css.problems} role="alert">
      <p className={css.problemsHead}>
        <OctagonX size={15} aria-hidden="true" />
        <b>{t('editor.problems', { count: problems.length })}</b>
        <span>{t(applied === 0 ? 'editor.nothingChanged' : 'editor.partly')}</span>
      </p>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.document} ${problem.field ?? ''} ${problem.message}`}>
            {problem.line !== undefined && isFresh && (
              <button type="button" onClick={() => onReveal(problem.line ?? 1, problem.column)}>
                {t('editor.place', { line: problem.line })}
              </button>
            )}
            <span translate="no">{wordsOf(problem)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** As kubectl lists causes: the field first, where the message does not name it itself. */
export function wordsOf({ field, message }: ManifestProblem): string {
  return field === undefined || message.includes(field) ? message : `${field}: ${message}`;
}
