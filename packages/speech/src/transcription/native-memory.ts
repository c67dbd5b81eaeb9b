import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Frees the memory of objects of sherpa-onnx that nobody uses any more. They free it when they are collected; but the
 * collector, which only sees how small they are in JavaScript, comes too seldom for them.
 */
export function freeNativeMemory(): void {
  collect ??= collector();
  collect();
}

let collect: (() => void) | undefined;

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
