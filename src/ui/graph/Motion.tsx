import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { MovingPathProps, MovingPodProps } from './motionParts.tsx';

type Parts = typeof import('./motionParts.tsx');

/** Absent until the chunk with framer-motion has come; everything is then drawn at rest. */
const PartsContext = createContext<Parts | undefined>(undefined);

/** Fetches what makes the chain move. If it cannot be fetched, the chain works without motion. */
export function Motion({ children }: { readonly children: ReactNode }) {
  const [parts, setParts] = useState<Parts | undefined>();
  useEffect(() => {
    let isWanted = true;
    import('./motionParts.tsx').then(
      (loaded) => isWanted && setParts(loaded),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return <PartsContext value={parts}>{parts === undefined ? children : <parts.MotionRoot>{children}</parts.MotionRoot>}</PartsContext>;
}

/** Whether things can move by now: nothing may begin unseen, waiting to be moved in, before that. */
export function useCanMove(): boolean {
  return useContext(PartsContext) !== undefined;
}

export function Pod(props: MovingPodProps) {
  const parts = useContext(PartsContext);
  return parts === undefined ? <div className={props.className}>{props.children}</div> : <parts.MovingPod {...props} />;
}

export function Path(props: MovingPathProps) {
  const parts = useContext(PartsContext);
  return parts === undefined ? <path {...props} fill="none" /> : <parts.MovingPath {...props} />;
}
