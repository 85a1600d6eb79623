import { useEffect, useState } from 'react';
import type { DiffLine } from '../../base/lineDiff.ts';
import { useT } from '../../i18n/index.ts';
import type { DeploymentView } from '../../picture/view.ts';
import { useActions } from '../../store/index.ts';
import unseen from '../widgets/unseen.module.css';
import css from './inspector.module.css';

/** Lines that stay are shown so far around those that change. */
const AROUND = 3;

export type Side = number | 'current';

/** What differs between two templates of a Deployment; undefined until it is known. */
export function useDiff({ namespace, name, revisions, revision }: DeploymentView, from: Side, to: Side): readonly DiffLine[] | undefined {
  const { compare } = useActions();
  const [lines, setLines] = useState<readonly DiffLine[]>();
  // Which templates there are, and which is asked for: more does not change what is compared.
  const state = `${revision ?? ''} ${revisions.map((each) => each.revision).join(' ')}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    let isCurrent = true;
    void compare({ namespace, name }, from, to).then((found) => isCurrent && setLines(found));
    return () => {
      isCurrent = false;
    };
  }, [compare, namespace, name, from, to, state]);
  return lines;
}

/** Lines that go and come, with a little of what stays around them. Signs and words say what colours say. */
export function Diff({ lines, label }: { readonly lines: readonly DiffLine[]; readonly label: string }) {
  const t = useT();
  const removed = lines.filter(({ sign }) => sign === '-').length;
  const added = lines.filter(({ sign }) => sign === '+').length;
  if (removed + added === 0) return <p className={css.dim}>{t('inspect.same')}</p>;
  return (
    <div className={css.diff}>
      <p className={css.dim}>{t('inspect.differs', { removed, added })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <section className={css.diffLines} tabIndex={0} aria-label={label}>
        <ol>
          {folded(lines).map((part, index) =>
            typeof part === 'number' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines are replaced as a whole.
              <li key={index} className={css.same}>
                ⋯ {t('inspect.hidden', { count: part })}
              </li>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <li key={index} data-sign={part.sign} translate="no">
                {part.sign === ' ' ? '  ' : <Sign sign={part.sign} />}
                {part.text}
              </li>
            ),
          )}
        </ol>
      </section>
    </div>
  );
}

/** Numbers stand for so many lines that stay. */
export function folded(lines: readonly DiffLine[]): readonly (DiffLine | number)[] {
  const changed = lines.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]));
  const parts: (DiffLine | number)[] = [];
  let hidden = 0;
  for (const [index, line] of lines.entries()) {
    if (changed.some((place) => Math.abs(place - index) <= AROUND)) {
      if (hidden > 0) parts.push(hidden);
      hidden = 0;
      parts.push(line);
    } else hidden += 1;
  }
  if (hidden > 0) parts.push(hidden);
  return parts;
}

function Sign({ sign }: { readonly sign: '-' | '+' }) {
  const t = useT();
  return (
    <>
      <span aria-hidden="true">{sign} </span>
      <span className={unseen.unseen}>{t(sign === '-' ? 'inspect.removed' : 'inspect.added')}: </span>
    </>
  );
}
