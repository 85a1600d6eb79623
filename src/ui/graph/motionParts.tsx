// A chunk of its own, fetched after the first picture, which stands still anyway: everything of framer-motion that the chain uses.
import { domAnimation, LazyMotion } from 'framer-motion';
import * as m from 'framer-motion/m';
import type { ReactNode } from 'react';
import { move } from '../theme/motion.ts';

/** Gives what moves inside it the features to move with. */
export function MotionRoot({ children }: { readonly children: ReactNode }) {
  return (
    <LazyMotion features={domAnimation} strict>
      {children}
    </LazyMotion>
  );
}

export interface MovingPodProps {
  readonly className: string;
  /** Where it grows from, in px from its own place; undefined when it is simply there. */
  readonly from: { readonly x: number; readonly y: number } | undefined;
  readonly isGone: boolean;
  readonly children: ReactNode;
}

/** A pod that grows out of its ReplicaSet's edge when it comes and fades where it stood when it is gone. */
export function MovingPod({ className, from, isGone, children }: MovingPodProps) {
  return (
    <m.div
      className={className}
      initial={from === undefined ? false : { opacity: 0, scale: 0.25, x: from.x, y: from.y }}
      animate={isGone ? { opacity: 0, scale: 0.3, x: 0, y: 0 } : { opacity: 1, scale: 1, x: 0, y: 0 }}
      transition={move()}
    >
      {children}
    </m.div>
  );
}

export interface MovingPathProps {
  readonly className: string;
  readonly d: string;
  readonly strokeWidth: number;
}

/** An edge whose way and weight are tweened. */
export function MovingPath({ className, d, strokeWidth }: MovingPathProps) {
  return <m.path className={className} fill="none" initial={false} animate={{ d, strokeWidth }} transition={move()} />;
}
