/** The speeds of the slider, in virtual seconds a second: even steps on a logarithmic scale. */
export const SPEEDS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100] as const;

/** The place on the slider that is nearest to a speed. */
export function speedIndex(speed: number): number {
  const distance = (other: number) => Math.abs(Math.log(speed) - Math.log(other));
  return SPEEDS.reduce((best, each, index) => (distance(each) < distance(SPEEDS[best] ?? 1) ? index : best), 0);
}

/** The next faster (1) or slower (-1) speed of the slider; the outermost ones stay. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  return SPEEDS[speedIndex(speed) + direction] ?? speed;
}
