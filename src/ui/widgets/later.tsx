import { type ComponentType, Suspense, useEffect, useState } from 'react';
import { loadLaterWords, useT } from '../../i18n/index.ts';
import { Button } from '../controls/Button.tsx';
import css from './widgets.module.css';

/**
 * A component that is no part of the first download: it and its words come when it is drawn first. Nothing is drawn until then;
 * when they cannot come, it says so and offers to try again, and the rest of the page goes on.
 */
export function later<P extends object>(load: () => Promise<{ readonly default: ComponentType<P> }>): ComponentType<P> {
  let known: ComponentType<P> | undefined;
  return function Later(props: P) {
    const t = useT();
    const [attempt, setAttempt] = useState(0);
    const [Loaded, setLoaded] = useState(() => known);
    const [hasFailed, setFailed] = useState(false);
    // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what a retry changes.
    useEffect(() => {
      if (known !== undefined) return;
      let wanted = true;
      setFailed(false);
      Promise.all([load(), loadLaterWords()]).then(
        ([module]) => {
          known = module.default;
          if (wanted) setLoaded(() => module.default);
        },
        () => wanted && setFailed(true),
      );
      return () => {
        wanted = false;
      };
    }, [attempt]);
    if (hasFailed) {
      return (
        <div className={css.failed}>
          <p role="alert">{t('status.loadFailed')}</p>
          <Button onClick={() => setAttempt((n) => n + 1)}>{t('editor.retry')}</Button>
        </div>
      );
    }
    if (Loaded === undefined) return null;
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
