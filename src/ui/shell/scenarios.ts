/** The built-in scenarios by id, in the order of the menu, with their words. */
export const SCENARIOS = [
  { id: 'four-replicas', title: 'shell.fourReplicas', what: 'shell.fourReplicasWhat' },
  { id: 'tutorial', title: 'shell.tutorial', what: 'shell.tutorialWhat' },
  { id: 'recreate', title: 'shell.recreate', what: 'shell.recreateWhat' },
  { id: 'ten-replicas', title: 'shell.tenReplicas', what: 'shell.tenReplicasWhat' },
  { id: 'thousand', title: 'shell.thousand', what: 'shell.thousandWhat' },
] as const;

/** The words of a built-in scenario; undefined for a run that came by link or was pasted. */
export function titleOf(builtin: string | undefined): (typeof SCENARIOS)[number]['title'] | undefined {
  return SCENARIOS.find(({ id }) => id === builtin)?.title;
}
