import { humanDuration } from '../../api/duration.ts';
import { useApp } from '../../store/index.ts';

/** Ages as kubectl prints them; what uses it is drawn again once a virtual second, not with every frame. */
export function useAge(): (since: number) => string {
  const second = useApp((state) => Math.floor(state.playback.now / 1000));
  return (since) => humanDuration(second * 1000 - Math.floor(since / 1000) * 1000);
}
