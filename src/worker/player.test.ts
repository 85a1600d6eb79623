import { beforeEach, expect, test } from 'vitest';
import { type Course, Player } from './player.ts';

/** Something is due every `everyMs` of virtual time, and doing it takes `costMs` of wall time. */
class Road implements Course {
  now = 0;
  steps = 0;
  everyMs = 10;
  costMs = 0;

  nextAt(): number {
    return (this.steps + 1) * this.everyMs;
  }

  step(): void {
    this.now = this.nextAt();
    this.steps += 1;
    wall += this.costMs;
  }

  rest(at: number): void {
    this.now = Math.max(this.now, at);
  }
}

let wall: number;
let road: Road;
let player: Player;

beforeEach(() => {
  wall = 1_000;
  road = new Road();
  player = new Player(() => wall);
  player.play(0);
});

test('virtual time follows wall time', () => {
  for (let tick = 0; tick < 10; tick += 1) {
    wall += 16;
    player.advance(road);
  }
  expect([road.now, road.steps]).toEqual([160, 16]);
});

test('fractions of a millisecond add up at low speed', () => {
  player.setSpeed(0.1);
  for (let tick = 0; tick < 100; tick += 1) {
    wall += 16;
    player.advance(road);
  }
  expect(road.now).toBeGreaterThanOrEqual(159);
  expect(road.now).toBeLessThanOrEqual(160);
});

test('when the engine cannot keep up the clock slows, and a tick stays short', () => {
  player.setSpeed(100);
  road.costMs = 1;
  for (let tick = 0; tick < 10; tick += 1) {
    wall += 16;
    const before = wall;
    player.advance(road);
    expect(wall - before).toBeLessThanOrEqual(14);
  }
  expect(road.now).toBeLessThan(2_000);
  expect(road.steps).toBeGreaterThan(100);
});

test('after a long silence the clock does not leap', () => {
  wall += 3_600_000;
  player.advance(road);
  expect(road.now).toBeLessThanOrEqual(250);
});

test('a clock that was set by hand goes on from there', () => {
  wall += 16;
  player.advance(road);
  road.now = 50_000;
  road.steps = 5_000;
  wall += 16;
  player.advance(road);
  expect(road.now).toBe(50_000);
  wall += 16;
  player.advance(road);
  expect(road.now).toBe(50_016);
});

test('a pause and a hidden page stop it', () => {
  player.pause();
  wall += 100;
  player.advance(road);
  player.play(road.now);
  player.setVisible(false, road.now);
  wall += 100;
  player.advance(road);
  expect([road.now, player.isRunning]).toEqual([0, false]);
});

test('speed stays within its limits', () => {
  player.setSpeed(1_000);
  expect(player.speed).toBe(100);
  player.setSpeed(0);
  expect(player.speed).toBe(0.1);
});

test('the next tick comes when something is due, but not more often than a screen is drawn', () => {
  road.everyMs = 50;
  expect(player.delay(road)).toBe(50);
  road.everyMs = 1;
  expect(player.delay(road)).toBe(16);
  road.everyMs = 60_000;
  expect(player.delay(road)).toBe(100);
});
