// From counts to places: the columns Deployment → ReplicaSets → Pods. Pure; the same input always gives the same places.
import { assert } from '../../base/assert.ts';
import { desiredBoundary } from './desired.ts';
import { bestFit, type Fit, laneHeight, type Stage, trayFit } from './fit.ts';
import {
  CHIP,
  COMPACT,
  DEPLOYMENT_STACKED_HEIGHT,
  DESIRED,
  GROUP,
  INDENT,
  MEASURES,
  type Measures,
  NODES_MAX,
  REPLICA_SET_STACKED_HEIGHT,
  TRAY,
} from './measures.ts';
import { beadPath, branchPath, gutterPath } from './paths.ts';
import { fitTrays, type TrayGeometry, trayGeometry, trayHeight } from './tray.ts';

/** A ReplicaSet as far as its place depends on it. */
export interface Lane {
  readonly uid: string;
  readonly isNew: boolean;
  readonly desired: number;
  readonly current: number;
  /** Pod uids by slot; '' where a slot is empty. */
  readonly slots: readonly string[];
}

export interface ChainInput {
  readonly deployment: { readonly uid: string; readonly replicas: number; readonly ceiling: number } | undefined;
  /** The followed Deployment's ReplicaSets, newest revision first. */
  readonly lanes: readonly Lane[];
  /** Pods outside the count. */
  readonly leaving: ReadonlySet<string>;
  readonly looseLanes: readonly Lane[];
  readonly loosePods: readonly string[];
  /** Whether the ReplicaSets without pods are shown one by one. */
  readonly isOpen: boolean;
  /** Trays stay trays until there are clearly fewer pods, so that the picture does not flip to and fro. */
  readonly hadTrays: boolean;
  /** The room for the chain. */
  readonly stage: Stage;
  /** Kept as long as a Deployment is followed and the stage stays as it is, so that no pod moves when it is scaled; absent at first. */
  readonly kept?: Fit;
  /** Set on a narrow screen: everything in one column of this width. */
  readonly stackedWidth?: number;
}

interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type ChainNode = Place &
  (
    | { readonly kind: 'deployment'; readonly uid: string; readonly isStacked: boolean; readonly size: Measures['name'] }
    | {
        readonly kind: 'replicaSet';
        readonly uid: string;
        readonly look: 'card' | 'stacked' | 'compact' | 'tray';
        readonly size: Measures['name'];
        readonly tray?: TrayGeometry;
      }
    | {
        readonly kind: 'pod';
        readonly uid: string;
        /** Side of its glyph. */
        readonly glyph: number;
        readonly size: Measures['name'];
        readonly lane: string;
        readonly slot: number;
        /** First of its lane: the lane's one stop for the Tab key. */
        readonly isFirst: boolean;
        /** Way from the ReplicaSet's edge, which it grows out of. */
        readonly fromX: number;
        readonly fromY: number;
      }
    /** `lineAt`: where its line stands, from its left edge. Not named where the row above leaves no room for words. */
    | { readonly kind: 'desired'; readonly count: number; readonly lineAt: number; readonly isNamed: boolean }
    | { readonly kind: 'old'; readonly count: number; readonly isOpen: boolean }
    | { readonly kind: 'loose' }
  );

export interface ChainEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly d: string;
  /** The pod that the edge leads to; the edge is dashed while it leaves. */
  readonly pod?: string;
  /** Stroke width in px: the share of the desired pods. */
  readonly weight: number;
  readonly isLive: boolean;
}

export interface ChainLayout {
  readonly nodes: readonly ChainNode[];
  readonly edges: readonly ChainEdge[];
  readonly width: number;
  readonly height: number;
  readonly hasTrays: boolean;
  readonly fit: Fit;
}

/** Lays the chain out. */
export function layoutChain(input: ChainInput): ChainLayout {
  return new Chain(input).layout();
}

/** A ReplicaSet that has, wants or gets pods is drawn as a lane; the others are gathered in a chip. */
function isLane({ isNew, desired, current, slots }: Lane): boolean {
  return isNew || desired > 0 || current > 0 || slots.some((uid) => uid !== '');
}

class Chain {
  readonly #input: ChainInput;
  readonly #nodes: ChainNode[] = [];
  readonly #edges: ChainEdge[] = [];
  readonly #hasTrays: boolean;
  readonly #fit: Fit;
  readonly #perRow: number;
  readonly #m: Measures;
  readonly #pitchX: number;
  #trays: readonly TrayGeometry[] | undefined;
  #y = 0;
  #right = 0;

  constructor(input: ChainInput) {
    this.#input = input;
    this.#hasTrays = needsTrays(input);
    if (input.stackedWidth === undefined) {
      const places = input.lanes.filter(isLane).map((lane) => this.#places(lane));
      // A rollout will bring a second lane: room is kept for it, so that nothing moves then.
      this.#fit = this.#hasTrays
        ? trayFit(input.stage)
        : bestFit(places.length === 1 ? [...places, ...places] : places, input.stage, input.kept);
      this.#pitchX = this.#fit.measures.pitchX;
    } else {
      const [measures] = MEASURES;
      const podsWidth = input.stackedWidth - INDENT;
      this.#fit = { measures, perRow: Math.max(1, Math.floor(podsWidth / measures.pod.width)) };
      this.#pitchX = Math.min(measures.pitchX, podsWidth / this.#fit.perRow);
    }
    this.#m = this.#fit.measures;
    this.#perRow = this.#fit.perRow;
  }

  get #isStacked(): boolean {
    return this.#input.stackedWidth !== undefined;
  }

  get #x(): number {
    return this.#isStacked ? INDENT : this.#m.replicaSetX;
  }

  layout(): ChainLayout {
    const { deployment, lanes, looseLanes, loosePods, stackedWidth } = this.#input;
    if (deployment !== undefined) {
      if (stackedWidth !== undefined) this.#placeDeployment(deployment.uid, 0);
      const shown = lanes.filter(isLane);
      for (const lane of shown) this.#placeLane(lane, true);
      const lanesEnd = this.#y - this.#m.laneGap;
      this.#placeOld(lanes.filter((lane) => !isLane(lane)));
      if (stackedWidth === undefined) this.#placeDeployment(deployment.uid, Math.max(0, (lanesEnd - this.#m.deployment.height) / 2));
      this.#connect(shown);
    }
    if (looseLanes.length > 0 || loosePods.length > 0) this.#placeLoose();
    const bottom = Math.max(0, ...this.#nodes.map(({ y, height }) => y + height));
    return {
      // In the order of the chain, which is also the order of the Tab key.
      nodes: this.#nodes.sort((a, b) => Number(b.kind === 'deployment') - Number(a.kind === 'deployment')),
      // The live revision's edges lie on top where they share a way with others.
      edges: this.#edges.sort((a, b) => Number(a.isLive) - Number(b.isLive)),
      width: stackedWidth ?? this.#right,
      height: bottom,
      hasTrays: this.#hasTrays,
      fit: this.#fit,
    };
  }

  #add(node: ChainNode): void {
    this.#nodes.push(node);
    this.#right = Math.max(this.#right, node.x + node.width);
  }

  #placeDeployment(uid: string, y: number): void {
    const width = this.#input.stackedWidth ?? this.#m.deployment.width;
    const height = this.#isStacked ? DEPLOYMENT_STACKED_HEIGHT : this.#m.deployment.height;
    this.#add({ id: 'deployment', kind: 'deployment', uid, isStacked: this.#isStacked, size: this.#m.name, x: 0, y, width, height });
    if (this.#isStacked) this.#y = height + 16;
  }

  /** Places that a lane keeps: its pods, those it wants, and all replicas, which the rollout may bring. */
  #places(lane: Lane): number {
    return Math.max(1, lane.slots.length, lane.desired, this.#input.deployment?.replicas ?? 0);
  }

  #placeLane(lane: Lane, isOwned: boolean): void {
    if (this.#hasTrays) this.#placeTray(lane);
    else this.#placePods(lane, isOwned);
  }

  #placeTray(lane: Lane): void {
    const tray = this.#trayOf(lane);
    const width = this.#isStacked ? (this.#input.stackedWidth ?? 0) - INDENT : this.#trayWidth;
    const height = trayHeight(tray, this.#m);
    const { name: size } = this.#m;
    this.#add({ id: `rs:${lane.uid}`, kind: 'replicaSet', uid: lane.uid, look: 'tray', size, tray, x: this.#x, y: this.#y, width, height });
    this.#y += height + this.#m.laneGap;
  }

  /** On a low stage everything is drawn a little smaller, so that more is left for the tiles. */
  get #trayWidth(): number {
    return Math.max(TRAY.least, Math.round(this.#input.stage.width / TRAY.zoom[this.#m.name]) - this.#x);
  }

  #trayOf(lane: Lane): TrayGeometry {
    const { lanes, looseLanes, stackedWidth, stage } = this.#input;
    const all = [...lanes.filter(isLane), ...looseLanes];
    const places = all.map((each) => this.#places(each));
    if (stackedWidth !== undefined) return trayGeometry(this.#places(lane), Math.max(...places), stackedWidth - INDENT - 2 * TRAY.pad);
    this.#trays ??= fitTrays(
      // A rollout will bring a second lane: room is kept for it, so that nothing moves then.
      places.length === 1 ? [...places, ...places] : places,
      this.#trayWidth,
      stage.height / TRAY.zoom[this.#m.name],
      this.#m,
    );
    const tray = this.#trays[all.indexOf(lane)];
    assert(tray !== undefined, 'every lane has a tray');
    return tray;
  }

  #placePods(lane: Lane, isOwned: boolean): void {
    const isStacked = this.#isStacked;
    const places = isOwned ? this.#places(lane) : Math.max(1, lane.slots.length, lane.desired);
    const rows = Math.ceil(places / this.#perRow);
    const rsHeight = isStacked ? REPLICA_SET_STACKED_HEIGHT : this.#m.replicaSet.height;
    const overhang = rows > 1 && !isStacked ? this.#m.overhang : 0;
    const rowsHeight = rows * this.#m.pitchY + overhang;
    const height = isStacked ? rsHeight + 22 + rowsHeight : laneHeight(places, this.#perRow, this.#m);
    const top = this.#y;
    const rsY = isStacked ? top : top + (height - rsHeight) / 2;
    const width = isStacked ? (this.#input.stackedWidth ?? 0) - INDENT : this.#m.replicaSet.width;
    const id = `rs:${lane.uid}`;
    const look = isStacked ? 'stacked' : 'card';
    this.#add({ id, kind: 'replicaSet', uid: lane.uid, look, size: this.#m.name, x: this.#x, y: rsY, width, height: rsHeight });
    const podsX = isStacked ? INDENT : this.#m.podX;
    // The glyphs of a single row stand on the middle line of their ReplicaSet.
    const podsY = isStacked
      ? top + rsHeight + 22
      : rows === 1
        ? top + height / 2 - this.#m.pod.glyph / 2
        : top + (height - rowsHeight) / 2 + overhang;
    this.#placeDesired(lane, podsX, podsY);
    const first = lane.slots.findIndex((uid) => uid !== '');
    for (const [slot, uid] of lane.slots.entries()) {
      if (uid === '') continue;
      const x = podsX + (slot % this.#perRow) * this.#pitchX;
      const y = podsY + Math.floor(slot / this.#perRow) * this.#m.pitchY;
      const fromX = isStacked ? 0 : this.#x + width - x - this.#m.pod.width / 2;
      const fromY = isStacked ? -40 : rsY + rsHeight / 2 - y - this.#m.pod.glyph / 2;
      this.#add({
        id: `pod:${uid}`,
        kind: 'pod',
        uid,
        glyph: this.#m.pod.glyph,
        size: this.#m.name,
        lane: lane.uid,
        slot,
        isFirst: slot === first,
        fromX,
        fromY,
        x,
        y,
        width: this.#podWidth,
        height: this.#m.pod.height,
      });
      if (!isStacked) {
        const d = beadPath(this.#x + width, rsY + rsHeight / 2, x + this.#m.pod.width / 2, y + this.#m.pod.glyph / 2);
        this.#edges.push({ id: `e:${uid}`, source: id, target: `pod:${uid}`, d, pod: uid, weight: 1.5, isLive: lane.isNew });
      }
    }
    this.#right = Math.max(this.#right, isStacked ? 0 : podsX + Math.min(places, this.#perRow) * this.#pitchX + 12);
    this.#y = top + height + this.#m.laneGap;
  }

  get #podWidth(): number {
    return Math.min(this.#m.pod.width, this.#pitchX);
  }

  #placeDesired(lane: Lane, podsX: number, podsY: number): void {
    const boundary = desiredBoundary(lane.slots, (uid) => this.#input.leaving.has(uid), lane.desired);
    // A boundary at the end of a row stands there, not before the next one.
    const row = boundary === 0 ? 0 : Math.floor((boundary - 1) / this.#perRow);
    const column = boundary - row * this.#perRow;
    const line = podsX + column * this.#pitchX - (this.#pitchX - this.#podWidth) / 2;
    const x = Math.min(line - DESIRED.width / 2, (this.#input.stackedWidth ?? Number.POSITIVE_INFINITY) - DESIRED.width);
    const y = podsY + row * this.#m.pitchY - this.#m.overhang;
    const right = this.#right;
    this.#add({
      id: `desired:${lane.uid}`,
      kind: 'desired',
      count: lane.desired,
      lineAt: line - x,
      isNamed: row === 0 || this.#m.name !== 'bare',
      x,
      y,
      width: DESIRED.width,
      height: this.#m.pod.glyph + this.#m.overhang + 8,
    });
    this.#right = right;
  }

  #placeOld(lanes: readonly Lane[]): void {
    if (lanes.length === 0) return;
    const { isOpen } = this.#input;
    this.#y -= this.#m.laneGap - 20;
    this.#add({ id: 'old', kind: 'old', count: lanes.length, isOpen, x: this.#x, y: this.#y, width: CHIP.width, height: CHIP.height });
    this.#y += CHIP.height + COMPACT.gap;
    if (isOpen) {
      for (const { uid } of lanes) {
        const width = this.#isStacked ? (this.#input.stackedWidth ?? 0) - INDENT : COMPACT.width;
        this.#add({
          id: `rs:${uid}`,
          kind: 'replicaSet',
          uid,
          look: 'compact',
          size: this.#m.name,
          x: this.#x,
          y: this.#y,
          width,
          height: COMPACT.height,
        });
        this.#y += COMPACT.height + COMPACT.gap;
      }
    }
  }

  #placeLoose(): void {
    if (this.#y > 0) this.#y += GROUP.gap;
    const x = this.#isStacked ? 0 : this.#input.deployment === undefined ? this.#m.replicaSetX : this.#x;
    this.#add({ id: 'loose', kind: 'loose', x, y: this.#y, width: GROUP.width, height: GROUP.height });
    this.#y += GROUP.height + 12;
    for (const lane of this.#input.looseLanes) this.#placeLane(lane, false);
    for (const [index, uid] of this.#input.loosePods.entries()) {
      const px = x + (index % this.#perRow) * this.#pitchX;
      const py = this.#y + Math.floor(index / this.#perRow) * this.#m.pitchY;
      this.#add({
        id: `pod:${uid}`,
        kind: 'pod',
        uid,
        glyph: this.#m.pod.glyph,
        size: this.#m.name,
        lane: 'loose',
        slot: index,
        isFirst: index === 0,
        fromX: 0,
        fromY: 0,
        x: px,
        y: py,
        width: this.#podWidth,
        height: this.#m.pod.height,
      });
    }
  }

  #connect(lanes: readonly Lane[]): void {
    const deployment = this.#nodes.find(({ kind }) => kind === 'deployment');
    if (deployment === undefined) return;
    const desiredMax = Math.max(1, ...lanes.map(({ desired }) => desired));
    for (const node of this.#nodes) {
      if (node.kind !== 'replicaSet' && node.kind !== 'old') continue;
      const lane = node.kind === 'replicaSet' ? lanes.find(({ uid }) => uid === node.uid) : undefined;
      if (node.kind === 'replicaSet' && lane === undefined) continue;
      // Into a tray the edge leads at its head: the tray may be far taller than the Deployment.
      const into = node.y + (node.kind === 'replicaSet' && node.look === 'tray' ? 42 : node.height / 2);
      const d = this.#isStacked
        ? gutterPath(deployment.x + 10, deployment.y + deployment.height, node.x, into)
        : branchPath(deployment.x + deployment.width, deployment.y + deployment.height / 2, node.x, into);
      const weight = lane === undefined || lane.desired === 0 || this.#isStacked ? 1.5 : 1.5 + 3 * (lane.desired / desiredMax);
      this.#edges.push({ id: `e:${node.id}`, source: 'deployment', target: node.id, d, weight, isLive: lane?.isNew === true });
    }
  }
}

function needsTrays({ deployment, lanes, looseLanes, loosePods, hadTrays }: ChainInput): boolean {
  const pods = [...lanes, ...looseLanes].reduce(
    (sum, { slots }) => sum + slots.reduce((n, uid) => (uid === '' ? n : n + 1), 0),
    loosePods.length,
  );
  return pods > (hadTrays ? NODES_MAX - 20 : NODES_MAX) || (deployment?.ceiling ?? 0) > NODES_MAX - 10;
}
