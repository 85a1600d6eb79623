/**
 * The clocks of a node's failure. None of them ticks: each instant is reckoned when it is needed, so that a healthy cluster costs nothing.
 * upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go, pkg/kubelet/nodelease
 */
import { random } from '../../random.ts';
import type { Setup, SimTime } from '../../setup.ts';

/** How often a kubelet renews its lease and, after it was away, posts its status. */
const HEARTBEAT_MS = 10_000;
const MONITOR_MS = 5_000;
/** Since when the controller waits 50 s instead of 40. */
const LONGER_GRACE = 32;

function heartbeatPhase({ seed }: Setup, node: string): number {
  return Math.floor(random(seed, 'heartbeat', node) * HEARTBEAT_MS);
}

/** The node's last heartbeat at `now` or before. */
export function lastHeartbeat(setup: Setup, node: string, now: SimTime): SimTime {
  const phase = heartbeatPhase(setup, node);
  return Math.max(0, phase + Math.floor((now - phase) / HEARTBEAT_MS) * HEARTBEAT_MS);
}

/** The node's first heartbeat after `now`. */
export function nextHeartbeat(setup: Setup, node: string, now: SimTime): SimTime {
  const phase = heartbeatPhase(setup, node);
  return phase + (Math.floor((now - phase) / HEARTBEAT_MS) + 1) * HEARTBEAT_MS;
}

/** The controller's first look at `at` or later. */
export function monitorFrom(at: SimTime): SimTime {
  return Math.ceil(at / MONITOR_MS) * MONITOR_MS;
}

/** When the controller gives a node up whose last heartbeat was at `heartbeat`: the grace runs from its look that saw it. */
export function givenUpAt(heartbeat: SimTime, minor: number): SimTime {
  return monitorFrom(heartbeat) + (minor >= LONGER_GRACE ? 50_000 : 40_000);
}
