// What runs inside the measured page. Only `record` itself travels there, as text: it may use nothing from outside.

export interface Recorded {
  readonly elapsedMs: number;
  /** From each animation frame to the next, ms. */
  readonly frameTimes: readonly number[];
  /** From each key press to the end of the frame after it, ms. */
  readonly latencies: readonly number[];
}

/** Begins with the next click, which is the one on Play, and goes on for `windowMs`; the frame in which the time is over counts to its end. */
export function record(windowMs: number): Promise<Recorded> {
  return new Promise((resolve) => {
    const frameTimes: number[] = [];
    const latencies: number[] = [];
    const channel = new MessageChannel();
    const pressed: number[] = [];
    // A message posted from an animation frame arrives after that frame has been handed to the compositor.
    channel.port1.onmessage = () => {
      for (const at of pressed.splice(0)) latencies.push(performance.now() - at);
    };
    const onKey = ({ timeStamp }: Event): void => {
      requestAnimationFrame(() => {
        pressed.push(timeStamp);
        channel.port2.postMessage(null);
      });
    };
    const begin = (): void => {
      const startedAt = performance.now();
      let last = startedAt;
      document.addEventListener('keydown', onKey, { capture: true });
      requestAnimationFrame(function frame() {
        const now = performance.now();
        frameTimes.push(now - last);
        last = now;
        if (now - startedAt < windowMs) requestAnimationFrame(frame);
        else {
          document.removeEventListener('keydown', onKey, { capture: true });
          channel.port1.close();
          resolve({ elapsedMs: now - startedAt, frameTimes, latencies });
        }
      });
    };
    document.addEventListener('click', begin, { capture: true, once: true });
  });
}
