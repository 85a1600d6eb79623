/**
 * Every message between page and worker, both directions. The page sends commands and gets one reply to each;
 * the worker sends at most one frame per animation frame, holding only what changed.
 */
import type { DiffLine } from '../base/lineDiff.ts';
import type { SimTime } from '../engine/index.ts';
import type {
  CausesView,
  ChartPoint,
  DeploymentView,
  EventView,
  NodeView,
  ObjectView,
  PodView,
  ReplicaSetFacts,
  WhyView,
} from '../picture/view.ts';
import type { Moment, Scenario } from '../scenario/scenario.ts';

/** What a button means; the worker carries it out as kubectl would. */
export type Intent =
  | {
      readonly verb: 'setImage';
      readonly deployment: Target;
      readonly images: readonly { readonly container: string; readonly image: string }[];
    }
  | { readonly verb: 'scale'; readonly deployment: Target; readonly replicas: number }
  | { readonly verb: 'pause' | 'resume' | 'restart'; readonly deployment: Target }
  /** `toRevision` 0: the previous one. */
  | { readonly verb: 'undo'; readonly deployment: Target; readonly toRevision: number }
  | { readonly verb: 'delete'; readonly object: { readonly kind: string } & Target; readonly force?: boolean };

export interface Target {
  readonly namespace: string;
  readonly name: string;
}

/** What kubectl would have printed, and whether it worked. */
export interface KubectlOutput {
  /** The line that equals what was done: `kubectl scale deployment/web --replicas=3`. */
  readonly line: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A mistake in a manifest, with its place in the text (1-based; absent when unknown). */
export interface ManifestProblem {
  readonly message: string;
  readonly field?: string;
  readonly document: number;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface ApplyResult extends KubectlOutput {
  readonly problems: readonly ManifestProblem[];
  readonly applied: readonly {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly outcome: 'created' | 'configured' | 'unchanged';
  }[];
}

/** How far one press of a step key goes. `decision`: one pass that changed something; `change`: until the picture of the followed Deployment changes. */
export type Stride = 'decision' | 'change';

export type CommandBody =
  /** Begins a scenario (a built-in by id, one from a link, one kept for a reload) at a moment; without one, where the scenario's own story starts. */
  | { readonly type: 'open'; readonly source: OpenSource; readonly play?: boolean }
  | { readonly type: 'apply'; readonly text: string; readonly fileName: string }
  | { readonly type: 'act'; readonly intent: Intent }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** Virtual seconds per wall second, 0.1 … 100. */
  | { readonly type: 'speed'; readonly speed: number }
  | { readonly type: 'step'; readonly stride: Stride }
  | { readonly type: 'stepBack'; readonly stride: Stride }
  | { readonly type: 'seek'; readonly at: number }
  /** Takes the last gesture back: the run goes on from just before it, without it. */
  | { readonly type: 'undoAction' }
  /** Back to the scenario's first moment; the recorded actions are dropped, `undoAction` cannot bring them back but `open` with the kept scenario can. */
  | { readonly type: 'backToStart' }
  /** Which Deployment rail, chart and buttons follow. */
  | { readonly type: 'follow'; readonly deployment: Target | undefined }
  /** Which object the inspector shows; its YAML and events then come with the frames. */
  | { readonly type: 'inspect'; readonly object: ({ readonly kind: string } & Target) | undefined }
  /** All that can be inspected at this moment. */
  | { readonly type: 'objects' }
  /** What differs between two revisions of a Deployment; `current` is the template that it asks for now. */
  | { readonly type: 'compare'; readonly deployment: Target; readonly from: number | 'current'; readonly to: number | 'current' }
  /** Where a field of an object stands in a manifest. */
  | { readonly type: 'locate'; readonly text: string; readonly kind: string; readonly name: string; readonly field: string }
  /** The live object as the editor's draft (managed fields and status left out). */
  | { readonly type: 'manifestOf'; readonly deployment: Target }
  /** A link's fragment (with its `#`) for this scenario and moment. */
  | { readonly type: 'share' }
  /** A hidden tab stops the clock; showing it again goes on if it was playing. */
  | { readonly type: 'visible'; readonly visible: boolean }
  /** Runs what was typed or pasted into the terminal; what it prints comes with the frames. */
  | {
      readonly type: 'terminal.run';
      readonly text: string;
      readonly files: TerminalFiles;
      /** Lines typed before, oldest first: what `history` prints. */
      readonly history: readonly string[];
    }
  /** Ctrl+C: ends what runs. */
  | { readonly type: 'terminal.interrupt' }
  /** Answers what the running command waits for: a typed line, or an edited text. Without `text` the person gave up (Ctrl+D, Cancel). */
  | { readonly type: 'terminal.answer'; readonly text?: string }
  /** What could stand at the cursor (Tab). */
  | { readonly type: 'terminal.complete'; readonly text: string; readonly cursor: number; readonly files: TerminalFiles };

/** The terminal's working directory: the editor's documents by file name. */
export type TerminalFiles = Readonly<Record<string, string>>;

/** A piece of what the terminal shows. Numbers grow by one; the page appends each once. */
export interface TerminalChunk {
  readonly id: number;
  /**
   * `command`: a line begins to run, as typed. `page`: a button or Apply did what this line does; its output is `quiet`.
   * `note`: the terminal itself speaks, in the page's language; `text` is what it speaks of (a line that was taken back).
   */
  readonly kind: 'command' | 'page' | 'stdout' | 'stderr' | 'note';
  readonly text: string;
  /** Output of a `page` line. */
  readonly quiet?: true;
  readonly note?: TerminalNote;
}

/**
 * `failed`: a command met a mistake of ours; `interrupted`: Ctrl+C; `timeChanged`: the clock was set back and the command that ran ended with the moment it belonged to;
 * `undone`: a gesture was taken back; `started`: another run, or this one from its start; `help`; `dropped`: output came faster than it
 * can be shown; `editing`: the object lies in the editor.
 */
export type TerminalNote = 'failed' | 'interrupted' | 'timeChanged' | 'undone' | 'started' | 'help' | 'dropped' | 'editing';

export interface TerminalNews {
  /** Everything before this is gone (`clear`). */
  readonly clear?: true;
  readonly chunks: readonly TerminalChunk[];
  /** What the terminal does now: nothing, or a command runs; `input` and `edit`: it waits for the person. */
  readonly state: 'idle' | 'running' | 'input' | 'edit';
  /** The text to be edited, with `edit`. */
  readonly edit?: { readonly fileName: string; readonly text: string };
  /** The person typed `exit`. */
  readonly leave?: true;
}

export interface TerminalCompletion {
  /** What a candidate takes the place of: from here to the cursor. */
  readonly from: number;
  readonly candidates: readonly TerminalCandidate[];
}

export interface TerminalCandidate {
  /** As it has to be typed. */
  readonly text: string;
  readonly hint?: string;
  /** More will follow in the same word: `deployment/`, `--output=`. */
  readonly isOpenEnded: boolean;
}

export type OpenSource =
  | { readonly from: 'builtin'; readonly id: string }
  | { readonly from: 'link'; readonly fragment: string }
  | { readonly from: 'kept'; readonly scenario: Scenario; readonly moment: Moment };

export interface Opened {
  readonly builtin?: string;
  readonly draft: { readonly fileName: string; readonly text: string };
  /** Set when the link came from another engine release: whether the result differs. */
  readonly replay?: { readonly engine: string; readonly differs: boolean };
}

/** What each command is answered with. */
export interface Replies {
  open: Opened;
  apply: ApplyResult;
  act: KubectlOutput;
  play: undefined;
  pause: undefined;
  speed: undefined;
  step: undefined;
  stepBack: undefined;
  seek: undefined;
  undoAction: { readonly line?: string };
  backToStart: undefined;
  follow: undefined;
  inspect: undefined;
  /** In the order of discovery, a few hundred of a kind at most. */
  objects: { readonly objects: readonly ({ readonly kind: string } & Target)[] };
  /** Counted from 1; of a field that is not written the nearest around it. Without `line` the text holds no such object. */
  locate: { readonly line?: number; readonly column?: number };
  compare: { readonly lines: readonly DiffLine[] };
  manifestOf: { readonly text: string };
  share: { readonly fragment: string };
  visible: undefined;
  /** `incomplete`: nothing ran, the text goes on (an open quote, a here-document); `busy`: another command still runs. */
  'terminal.run': { readonly outcome: 'taken' | 'incomplete' | 'busy' };
  'terminal.interrupt': undefined;
  'terminal.answer': undefined;
  'terminal.complete': TerminalCompletion;
}

export type CommandType = CommandBody['type'];
export type Command = CommandBody & { readonly id: number };

/** A refusal that the user can read: `code` has a message in the catalogue, `detail` is shown as it is. */
export interface Refusal {
  readonly code:
    | 'link.damaged'
    | 'link.tooLong'
    | 'link.version'
    | 'scenario.unknown'
    | 'nothingToUndo'
    | 'notFound'
    | 'podLimit'
    | 'refused';
  readonly detail?: string;
}

export interface Playback {
  readonly now: number;
  readonly step: number;
  /** The furthest moment played so far; beyond `now` after going back. */
  readonly horizon: number;
  readonly playing: boolean;
  readonly speed: number;
  /** Nothing is due any more: the clock may run, nothing will happen. */
  readonly idle: boolean;
  /** When the next change is due, if any. */
  readonly nextAt?: number;
  /** How many gestures can be undone; the line of the last one. */
  readonly gestures: number;
  /** Gestures recorded later than `now`: acting here drops them. */
  readonly gesturesAhead: number;
  readonly lastLine?: string;
  readonly startTime: string;
  readonly kubernetes: string;
}

/** One object in full. What it was stays when it is gone. */
export interface Inspected extends ObjectView {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly exists: boolean;
  readonly events: readonly EventView[];
  /** What led to its last change. */
  readonly causes: CausesView;
  /** Why it is not where it should be yet; absent for kinds that never wait. */
  readonly why?: WhyView;
}

/** What changed since the last frame. `reset`: forget everything from before (another run). */
export interface Frame {
  readonly type: 'frame';
  /** Grows with every `open`; frames of an abandoned run are ignored. */
  readonly epoch: number;
  readonly reset: boolean;
  /** The clock was set (seek, step back, undo): draw what follows without motion. */
  readonly jump: boolean;
  readonly playback: Playback;
  readonly deployments?: readonly DeploymentView[];
  readonly replicaSets?: { readonly upserted: readonly ReplicaSetFacts[]; readonly removed: readonly string[] };
  readonly pods?: { readonly upserted: readonly PodView[]; readonly removed: readonly string[] };
  readonly nodes?: readonly NodeView[];
  /** Events of the followed Deployment and what it owns: upserted by uid (count grows), newest last; at most 500 are kept. */
  readonly events?: { readonly upserted: readonly EventView[]; readonly removed: readonly string[] };
  /** The followed Deployment, `namespace/name`; absent when there is none. */
  readonly followed?: string | null;
  /** Points take the place of those at the same time or later; `reset` drops all (another Deployment is followed, or another future began). */
  readonly chart?: { readonly reset: boolean; readonly points: readonly ChartPoint[] };
  readonly inspected?: Inspected | null;
  /** What the followed Deployment waits for. */
  readonly why?: WhyView | null;
  /** What the terminal printed since the last frame, and what it does. */
  readonly terminal?: TerminalNews;
  /** Sent when actions were recorded or taken back: what a reload needs. */
  readonly scenario?: Scenario;
  /** A number that changes when any object changed: the page's idle mark for tests. */
  readonly revision: number;
}

/** A run is played in the worker before it can be shown: how far that has come. Nothing comes while it takes no time worth a word. */
export interface Calculating {
  readonly type: 'calculating';
  readonly at: SimTime;
  readonly until: SimTime;
}

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly error: Refusal }
  | Frame
  | Calculating
  /** The engine met its own mistake. Nothing goes on in this worker; the page offers to start again from `scenario`. */
  | { readonly type: 'crash'; readonly message: string; readonly stack: string; readonly scenario?: Scenario; readonly moment?: Moment };
