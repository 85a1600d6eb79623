// Where a run comes from: a built-in scenario, a link, or what a tab kept.
import { err, ok, type Result } from '../base/result.ts';
import { ENGINE_RELEASE } from '../engine/index.ts';
import { findBuiltin } from '../scenario/builtin/index.ts';
import { decodeLink } from '../scenario/link.ts';
import type { Moment, Scenario } from '../scenario/scenario.ts';
import { parseMoment, parseScenario } from '../scenario/schema.ts';
import type { Opened, OpenSource, Refusal } from './protocol.ts';
import { type Report, Run } from './run.ts';
import { Screen } from './screen.ts';

interface Story {
  readonly scenario: Scenario;
  /** Absent: where the story itself begins. */
  readonly moment?: Moment;
  /** The digest of the state that the sender saw. */
  readonly digest?: string;
}

export interface OpenedRun {
  readonly run: Run;
  readonly scenario: Scenario;
  readonly opened: Opened;
}

/** Opens a run at its moment. What comes from outside is refused when it makes no run; nothing that was open before is touched. */
export function openRun(source: OpenSource, report?: Report): Result<OpenedRun, Refusal> {
  const story = storyOf(source);
  if (!story.ok) return story;
  if (source.from === 'builtin') return ok(start(story.value, report));
  try {
    return ok(start(story.value, report));
  } catch (error) {
    // A stranger's scenario may describe a cluster that the engine cannot make. That is the scenario's fault, not a crash of ours.
    return err({ code: 'link.damaged', detail: error instanceof Error ? error.message : String(error) });
  }
}

function start({ scenario, moment, digest }: Story, report?: Report): OpenedRun {
  const run = new Run(scenario);
  run.goTo(moment ?? run.timeline.opening, report);
  // Drawn once on trial: objects that the engine let pass but that make no picture are found here and not after the old run was left.
  new Screen(run.history).changes(run.world, run.moment.step, { keys: undefined });
  const { builtin, draft = { fileName: 'deployment.yaml', text: '' }, engine } = scenario;
  const differs = digest !== undefined && digest !== run.timeline.simulation.digest();
  const isNoteworthy = engine !== ENGINE_RELEASE || differs;
  return {
    run,
    scenario,
    opened: { draft, ...(builtin === undefined ? {} : { builtin }), ...(isNoteworthy ? { replay: { engine, differs } } : {}) },
  };
}

function storyOf(source: OpenSource): Result<Story, Refusal> {
  if (source.from === 'builtin') return builtinStory(source.id);
  if (source.from === 'kept') return keptStory(source.scenario, source.moment);
  const link = decodeLink(source.fragment);
  if (!link.ok) return link;
  const { source: origin, moment, digest } = link.value;
  const rest = { ...(moment === undefined ? {} : { moment }), ...(digest === undefined ? {} : { digest }) };
  if (origin.from === 'scenario') return ok({ scenario: origin.scenario, ...rest });
  const story = builtinStory(origin.id);
  return story.ok ? ok({ ...story.value, ...rest }) : story;
}

function builtinStory(id: string): Result<Story, Refusal> {
  const scenario = findBuiltin(id);
  return scenario === undefined ? err({ code: 'scenario.unknown', detail: id }) : ok({ scenario });
}

/** What a tab kept may have been written by an older release. */
function keptStory(keptScenario: unknown, keptMoment: unknown): Result<Story, Refusal> {
  const scenario = parseScenario(keptScenario);
  if (!scenario.ok) return err({ code: 'link.damaged', detail: `${scenario.error.path}: ${scenario.error.message}` });
  const moment = parseMoment(keptMoment);
  return ok({ scenario: scenario.value, ...(moment.ok ? { moment: moment.value } : {}) });
}
