import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Round values for the marks of an axis, about three: from at most the lowest value to at least the highest.
 * @param leastStep marks are no closer, so that noise looks like noise
 */
export function ticksOf(lowest: number, highest: number, leastStep = 0): number[] {
  const rough = Math.max((highest - lowest) / 2, leastStep) || Math.abs(highest) || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((round) => round * power >= rough) ?? 10) * power;
  const first = Math.floor(lowest / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(highest / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Maps values linearly to pixels. Where all values are the same, it gives the middle. */
export function scale([from, to]: readonly [number, number], [start, end]: readonly [number, number]) {
  return (value: number) => (from === to ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start));
}

/** An element and its width in pixels, which charts are drawn for; 0 until it is measured. */
export function useWidth<E extends Element>(): readonly [RefObject<E | null>, Signal<number>] {
  const element = useRef<E>(null);
  const width = useSignal(0);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      width.value = Math.round(entry?.contentRect.width ?? 0);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [width]);
  return [element, width];
}
