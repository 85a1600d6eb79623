/** The stories that come with the product. Their titles are in the catalogue, by id. */
import type { Scenario } from '../scenario.ts';
import { parseScenario } from '../schema.ts';
import { fourReplicas } from './fourReplicas.ts';
import { recreate } from './recreate.ts';
import { tenReplicas } from './tenReplicas.ts';
import { thousand } from './thousand.ts';
import { tutorial } from './tutorial.ts';

/** In the order in which a menu shows them; the first one is what the page opens with. */
export const builtins: readonly Scenario[] = [fourReplicas, tutorial, recreate, tenReplicas, thousand];

/** The built-in story with this id. */
export function findBuiltin(id: string): Scenario | undefined {
  return builtins.find((scenario) => scenario.builtin === id);
}

/** As it would come back from a link: the order of fields does not tell two scenarios apart. */
function textOf(scenario: Scenario): string {
  const parsed = parseScenario(scenario);
  return JSON.stringify(parsed.ok ? parsed.value : scenario);
}

/** The id of `scenario` when it is a built-in story to which nothing was added: it can be shared by name. */
export function unmodifiedBuiltin(scenario: Scenario): string | undefined {
  const builtin = scenario.builtin === undefined ? undefined : findBuiltin(scenario.builtin);
  return builtin !== undefined && textOf(builtin) === textOf(scenario) ? scenario.builtin : undefined;
}
