/** What can go wrong with a request. */
export const FAULT_KINDS = ['throttle', 'error', 'refuse', 'lose', 'hang', 'delay'] as const;

/**
 * `throttle`: the service says that it is too much. `error`: it says that it broke. `refuse`: the connection is reset
 * before the service learns of the request. `lose`: it is reset in place of the answer, when the request has taken
 * effect. `hang`: nothing happens for a while, then a reset; the service hears nothing. `delay`: all goes well, later.
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Which requests meet which faults. */
export interface FaultPlan {
  /** The same seed, the same faults, by the order in which requests come in. */
  readonly seed: number;
  /** Which part of the requests meets a fault, 0 to 1. */
  readonly share: number;
  /** One of these, each as likely. @defaultValue all */
  readonly kinds?: readonly FaultKind[];
  /** How long `delay` delays at most, and `hang` hangs. @defaultValue 50 */
  readonly delayMs?: number;
  /** Only requests of which this is true. @defaultValue all */
  readonly only?: (request: FaultyRequest) => boolean;
}

export interface FaultyRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** The operation of a JSON protocol, such as `AmazonSQS.SendMessage`. */
  readonly target: string | undefined;
}

export interface Fault {
  readonly kind: FaultKind;
  readonly ms: number;
}

/** Draws for one request after the other what each of them meets. */
export function drawFaults({ seed, share, kinds = FAULT_KINDS, delayMs = 50 }: FaultPlan): () => Fault | undefined {
  const random = randomFrom(seed);
  return () => {
    const [hit, choice, time] = [random(), random(), random()];
    const kind = kinds[Math.floor(choice * kinds.length)];
    if (hit >= share || kind === undefined) return undefined;
    return { kind, ms: kind === 'delay' ? Math.round(time * delayMs) : delayMs };
  };
}

/** Numbers from 0 to 1 that look random and follow from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
