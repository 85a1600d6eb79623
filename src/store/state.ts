// What the screen knows. Plain data in slices; every slice is replaced as a whole, and an object that did not change keeps its identity.
import type { SimTime } from '../engine/index.ts';
import type { ChartPoint, DeploymentView, EventView, NodeView, PodView, ReplicaSetView, WhyView } from '../picture/view.ts';
import type { Moment, Scenario } from '../scenario/scenario.ts';
import type {
  ApplyResult,
  CommandType,
  Inspected,
  Intent,
  KubectlOutput,
  ManifestProblem,
  Opened,
  OpenSource,
  Playback,
  Refusal,
  Replies,
  Stride,
  Target,
  TerminalCompletion,
} from '../worker/protocol.ts';
import type { TerminalState } from './terminal.ts';

/** The cluster at the moment shown. Subscribe to one object by its uid (`usePod`), never to a whole map in a component that is drawn often. */
export interface ClusterState {
  /** False until the first frame has come. */
  readonly loaded: boolean;
  readonly deployments: readonly DeploymentView[];
  readonly replicaSets: ReadonlyMap<string, ReplicaSetView>;
  readonly pods: ReadonlyMap<string, PodView>;
  /** uids of what has no owner, oldest first; the array keeps its identity while its content is the same. */
  readonly looseReplicaSets: readonly string[];
  readonly loosePods: readonly string[];
  readonly nodes: readonly NodeView[];
  /** Of the followed Deployment and what it owns; oldest first. */
  readonly events: readonly EventView[];
  /** `namespace/name` of the followed Deployment. */
  readonly followed: string | null;
  readonly chart: readonly ChartPoint[];
  readonly inspected: Inspected | null;
  /** What the followed Deployment waits for. */
  readonly why: WhyView | null;
  /** Changes whenever any object of the cluster changed. */
  readonly revision: number;
  /** Grows with every jump (another run, a seek): draw what follows it without motion. */
  readonly jumps: number;
}

/** The editor. Its text survives errors, crashes, reloads and opening another scenario (`previous`). */
export interface DraftState {
  readonly fileName: string;
  readonly text: string;
  /** What the text was when it was last applied or loaded. */
  readonly baseText: string;
  readonly dirty: boolean;
  /** From the last Apply; cleared by the next one and when the text is replaced. Positions belong to `problemsFor`. */
  readonly problems: readonly ManifestProblem[];
  /** The text that `problems` was said about: positions hold as long as the text is the same. */
  readonly problemsFor: string;
  readonly lastApply: ApplyResult | null;
  readonly applying: boolean;
  /** The text that was replaced last (by opening, New, or loading the live object), to be brought back. */
  readonly previous: { readonly fileName: string; readonly text: string } | null;
  /** Set while the text is an object that `kubectl edit` wants edited: the draft that comes back when that is over. */
  readonly aside?: DraftState;
}

export interface LogEntry extends KubectlOutput {
  /** Counts up; a key for lists. */
  readonly id: number;
  /** Virtual time at which it was done. */
  readonly at: number;
}

export interface OpenedState {
  /** Id of the built-in scenario that is open; absent for one that came by link or was pasted. */
  readonly builtin?: string;
  readonly from: OpenSource['from'] | null;
  /** Set when the link came from another engine release. */
  readonly replay?: NonNullable<Opened['replay']>;
  /** Gestures made in the past dropped what came after: when that happened last (virtual ms); `null` when it did not. */
  readonly forkedAt: number | null;
  /** The run that was left last (another one was opened, or `backToStart` dropped its actions): `actions.reopenLeft` brings it back. */
  readonly left: {
    readonly scenario: Scenario;
    readonly moment: Moment;
    readonly draft: { readonly fileName: string; readonly text: string };
  } | null;
  /** A link was refused; the run that was there before is still there. */
  readonly refusedLink: Refusal | null;
}

export interface CrashState {
  readonly message: string;
  readonly stack: string;
  readonly scenario?: Scenario;
  readonly moment?: Moment;
}

export type Theme = 'light' | 'dark' | 'system';
export type Selection = { readonly kind: 'Deployment' | 'ReplicaSet' | 'Pod'; readonly uid: string };
/** Right panel. */
export type PanelTab = 'status' | 'events' | 'history' | 'pods' | 'inspector';
export type DialogName =
  | 'setImage'
  | 'scale'
  | 'undo'
  | 'restart'
  | 'delete'
  | 'share'
  | 'scenarios'
  | 'new'
  | 'keys'
  | 'settings'
  | 'display';
/** What a narrow screen shows below the rail. */
export type SmallTab = 'chain' | 'yaml' | 'status' | 'terminal';

export interface ViewState {
  readonly theme: Theme;
  readonly selection: Selection | null;
  readonly panel: PanelTab;
  readonly dialog: DialogName | null;
  readonly smallTab: SmallTab;
  readonly editorOpen: boolean;
  readonly panelOpen: boolean;
  /** A place that the editor is to show, each with a number of its own; `null`: none was asked for. */
  readonly reveal: { readonly id: number; readonly line: number; readonly column: number } | null;
  /** The terminal's drawer. */
  readonly terminalOpen: boolean;
}

export interface Actions {
  /** Opens another run. The editor's text becomes the scenario's and the old one stays as `draft.previous`, unless `keepsDraft`. False when it was refused. */
  open(source: OpenSource, options?: { readonly play?: boolean; readonly keepsDraft?: boolean }): Promise<boolean>;
  /** Sends the draft. Its outcome is in `draft` and, as kubectl would print it, in `log`. */
  apply(): Promise<ApplyResult | undefined>;
  /** Carries out what a button means. Undefined when the worker refused (then `refusal` says why). */
  act(intent: Intent): Promise<KubectlOutput | undefined>;
  play(): void;
  pause(): void;
  /** A hidden page stops the clock. */
  setVisible(visible: boolean): void;
  toggle(): void;
  /** Virtual seconds per wall second, 0.1 … 100. */
  setSpeed(speed: number): void;
  step(stride: Stride): Promise<void>;
  stepBack(stride: Stride): Promise<void>;
  /** To a moment in virtual ms. Calls while one is under way are merged: the last wins (a slider may call it for each pointer move). */
  seek(at: number): void;
  undoAction(): Promise<void>;
  backToStart(): Promise<void>;
  /** Opens again the run that was left last (`opened.left`). */
  reopenLeft(): Promise<void>;
  follow(deployment: Target | undefined): void;
  /** Chooses what is shown in detail: its YAML and events come with the next frame. */
  select(selection: Selection | null): void;
  /** Shows any object in detail, of whatever kind. */
  inspect(object: { readonly kind: string } & Target): void;
  /** Shows in the editor where a field of an object is set; false when the editor's text does not hold the object. */
  revealField(object: { readonly kind: string; readonly name: string }, field: string): Promise<boolean>;
  /** All that can be inspected at this moment. */
  objects(): Promise<Replies['objects']['objects'] | undefined>;
  /** What differs between two revisions; `current` is the template that the Deployment asks for now. */
  compare(deployment: Target, from: number | 'current', to: number | 'current'): Promise<Replies['compare']['lines'] | undefined>;
  /** The whole address of a link to this run at this moment. */
  share(): Promise<string | undefined>;
  /** The live object's manifest, as the editor would hold it. */
  manifestOf(deployment: Target): Promise<string | undefined>;
  /** The person typed. */
  setDraft(text: string): void;
  /** Puts another text into the editor; the one that was there stays as `previous`. */
  replaceDraft(draft: { readonly fileName: string; readonly text: string }): void;
  /** A fresh Deployment to fill in, under a name that nothing in the cluster has. */
  newDraft(): void;
  restorePreviousDraft(): void;
  setTheme(theme: Theme): void;
  setPanel(panel: PanelTab): void;
  setSmallTab(tab: SmallTab): void;
  setDialog(dialog: DialogName | null): void;
  setEditorOpen(open: boolean): void;
  setPanelOpen(open: boolean): void;
  /** Opens the terminal, or shuts it; on a narrow screen it is a tab. */
  setTerminalOpen(open: boolean): void;
  /** Runs what was typed into the terminal; `undefined`: the worker gave no answer. */
  runLine(text: string): Promise<Replies['terminal.run']['outcome'] | undefined>;
  /** Ctrl+C in the terminal. */
  interrupt(): void;
  /** A line for the command that waits for one; undefined: there is no more (Ctrl+D). */
  answerInput(text: string | undefined): void;
  /** Ends `kubectl edit`: with the editor's text, or with nothing changed. The text that the editor held before comes back. */
  finishEdit(save: boolean): void;
  /** What could stand at the cursor. */
  complete(text: string, cursor: number): Promise<TerminalCompletion | undefined>;
  clearTerminal(): void;
  dismissRefusal(): void;
  dismissRefusedLink(): void;
  dismissReplay(): void;
  /** After a crash: a new worker from the recorded scenario. `atStart`: from its first moment instead of just before the crash. */
  restartAfterCrash(options?: { readonly atStart?: boolean }): Promise<void>;
}

export interface AppState {
  readonly cluster: ClusterState;
  readonly playback: Playback;
  readonly draft: DraftState;
  /** Newest last; the last 200. */
  readonly log: readonly LogEntry[];
  readonly terminal: TerminalState;
  readonly opened: OpenedState;
  /** The story so far, as the worker recorded it. */
  readonly scenario: Scenario | null;
  readonly crash: CrashState | null;
  /** The last command that the worker refused, until the next one of the same kind succeeds or it is dismissed. */
  readonly refusal: { readonly command: CommandType; readonly refusal: Refusal } | null;
  /** How far the worker has come with a run that it has to play before it can show it. */
  readonly calculating: { readonly at: SimTime; readonly until: SimTime } | null;
  /** Commands that have not been answered yet. */
  readonly busy: number;
  readonly view: ViewState;
  readonly actions: Actions;
}
