import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import css from './widgets.module.css';

interface SplitterProps {
  readonly label: string;
  /** id of the panel whose width it sets. */
  readonly controls: string;
  /** On which side of the splitter that panel lies. */
  readonly side: 'left' | 'right' | 'below';
  /** Its width, or its height where it lies below. */
  readonly width: number;
  readonly min: number;
  readonly max: number;
  /** How much larger than its own px the page is drawn. */
  readonly scale: number;
  readonly onChange: (width: number) => void;
  /** Enter and a double click fold the panel away, as the ARIA pattern has it. */
  readonly onFold: () => void;
}

const STEP_PX = 24;

/** The movable border of a panel: by pointer, arrow keys, Home and End. */
export function Splitter({ label, controls, side, width, min, max, scale, onChange, onFold }: SplitterProps) {
  const grip = useRef<{ readonly at: number; readonly width: number } | undefined>(undefined);
  const isBelow = side === 'below';
  const [more, less] = isBelow ? (['ArrowDown', 'ArrowUp'] as const) : (['ArrowRight', 'ArrowLeft'] as const);
  const sign = side === 'left' ? 1 : -1;
  const set = (next: number) => onChange(Math.round(Math.min(max, Math.max(min, next))));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { [more]: width + sign * STEP_PX, [less]: width - sign * STEP_PX, Home: min, End: max }[event.key];
    if (next !== undefined) set(next);
    else if (event.key === 'Enter') onFold();
    else return;
    event.preventDefault();
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const at = isBelow ? event.clientY : event.clientX;
    if (event.type === 'pointerdown') {
      event.preventDefault();
      event.currentTarget.focus();
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = { at, width };
    } else if (event.type === 'pointermove' && grip.current !== undefined) {
      set(grip.current.width + (sign * (at - grip.current.at)) / scale);
    } else if (event.type !== 'pointermove') grip.current = undefined;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved; this is the ARIA window splitter.
    <div
      role="separator"
      tabIndex={0}
      className={css.splitter}
      data-side={side}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={isBelow ? 'horizontal' : 'vertical'}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onPointerUp={onPointer}
      onPointerCancel={onPointer}
      onDoubleClick={onFold}
    />
  );
}
