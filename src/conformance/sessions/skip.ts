/** Sessions that are not played: by what is written and typed in them, never by their names. */
import type { Session } from './session.ts';

/** They change the cluster, so that nothing behind them could be compared. */
const TYPED: Readonly<Record<string, RegExp>> = {
  'server-side apply': /--server-side/,
  'apply --prune': /--prune/,
};

const IN_FILES: Readonly<Record<string, RegExp>> = {
  RuntimeClass: /runtimeClassName:/,
  'scheduling gates': /schedulingGates:/,
};

/** The feature that a session needs and that is not modelled. */
export function missingFeature({ namespaceLabels, steps }: Session): string | undefined {
  if (Object.keys(namespaceLabels ?? {}).some((label) => label.startsWith('pod-security.kubernetes.io/'))) return 'PodSecurity';
  const find = (signs: Readonly<Record<string, RegExp>>, texts: readonly (string | undefined)[]): string | undefined =>
    Object.entries(signs).find(([, sign]) => texts.some((text = '') => sign.test(text)))?.[0];
  return (
    find(
      TYPED,
      steps.map(({ command }) => command),
    ) ??
    find(
      IN_FILES,
      steps.map(({ text }) => text),
    )
  );
}
