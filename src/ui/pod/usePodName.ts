import { useCallback } from 'react';
import { useT } from '../../i18n/index.ts';
import type { PodView } from '../../picture/view.ts';
import { STATE_KEY, saysStatus } from './words.ts';

/** A pod's accessible name: its name, revision and state in words. */
export function usePodName(): (pod: PodView) => string {
  const t = useT();
  return useCallback(
    (pod) => {
      const state = saysStatus(pod) ? `${t(STATE_KEY[pod.state])}, ${pod.status}` : t(STATE_KEY[pod.state]);
      return pod.revision === undefined
        ? t('pod.name', { name: pod.name, state })
        : t('pod.nameWithRevision', { name: pod.name, state, revision: pod.revision });
    },
    [t],
  );
}
