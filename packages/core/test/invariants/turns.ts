import { EarshotError } from '@earshot/core';
import { positionsOf } from './chance.js';
import type { ActPlan, FaultPlan, History, PausePlan } from './histories.js';

/** What runs and can crash: a worker's loop, one command of a person, one dispatcher, or one sweep. */
export interface Process {
  readonly kind: 'worker' | 'person' | 'dispatcher' | 'sweep';
  alive: boolean;
  /** How many turns it has had. */
  turns?: number;
  readonly pause?: ActPlan['pause'];
  /** Dies in place of this turn. */
  readonly crashTurn?: number | undefined;
}

/** A port call that waits for its turn to go on. */
interface Turn {
  readonly process: Process;
  readonly ready: () => boolean;
  readonly go: () => void;
}

const always = () => true;

/**
 * Decides which port call goes on next. Each waits for its turn twice: before it takes effect, and before its answer
 * arrives; which one is next is drawn, so that the work of all processes interleaves in any way. Some calls fail, before
 * or after they took effect. A process that has ended never gets another turn: its calls in flight either took effect
 * or did not, and it hears no more of them.
 */
export class Turns {
  readonly #faults: ReadonlyMap<number, FaultPlan>;
  readonly #pauses: ReadonlyMap<number, PausePlan>;
  readonly #random: () => number;
  readonly #passing: (ms: number) => Promise<void>;
  readonly #crash: (process: Process) => void;
  #waiting: Turn[] = [];
  #portCalls = 0;

  /**
   * @param passing waits until so much time has passed
   * @param crash ends a process that dies by its own plan
   */
  constructor(
    { faults, pauses = [] }: Pick<History, 'faults' | 'pauses'>,
    random: () => number,
    passing: (ms: number) => Promise<void>,
    crash: (process: Process) => void,
  ) {
    this.#crash = crash;
    this.#faults = atPositions(faults);
    this.#pauses = atPositions(pauses);
    this.#random = random;
    this.#passing = passing;
  }

  /** A port as a process sees it: its own methods in place of the port's, each call waiting, and failing, as planned. */
  portOf<T extends object>(
    process: Process,
    port: T,
    own: Partial<T>,
    readiness: { [K in keyof T]?: () => boolean } = {},
  ): T {
    const get = (_: T, method: string | symbol) => {
      const key = method as keyof T;
      return async (...args: unknown[]) => {
        await this.#turn(process, readiness[key] ?? always);
        const position = this.#portCalls++;
        const pause = this.#pauses.get(position);
        if (pause !== undefined) {
          await this.#passing(pause.forMs);
          await this.#turn(process, always);
        }
        const fault = this.#faults.get(position);
        if (fault?.when === 'before') throw errorOf(fault);
        const call = (own[key] ?? port[key]) as (...args: unknown[]) => Promise<unknown>;
        const answer = Promise.resolve().then(() => call.apply(port, args));
        await answer.catch(() => undefined);
        await this.#turn(process, always);
        if (fault?.when === 'after') throw errorOf(fault);
        return answer;
      };
    };
    return new Proxy(port, { get });
  }

  /** Draws one of the calls that may go on; `undefined` when none may. */
  next(): (() => void) | undefined {
    const ready = this.#waiting.filter((turn) => turn.ready());
    const turn = ready[Math.floor(this.#random() * ready.length)];
    if (turn === undefined) return undefined;
    return () => {
      this.#waiting.splice(this.#waiting.indexOf(turn), 1);
      turn.go();
    };
  }

  end(process: Process): void {
    process.alive = false;
    this.#waiting = this.#waiting.filter((turn) => turn.process !== process);
  }

  async #turn(process: Process, ready: () => boolean): Promise<void> {
    const turn = process.turns ?? 0;
    process.turns = turn + 1;
    if (turn === process.pause?.turn) await this.#passing(process.pause.forMs);
    if (turn === process.crashTurn) this.#crash(process);
    return new Promise((resolve) => {
      if (process.alive) this.#waiting.push({ process, ready, go: resolve });
    });
  }
}

function atPositions<T extends { readonly gap: number }>(plans: readonly T[]): Map<number, T> {
  const positions = positionsOf(plans.map(({ gap }) => gap));
  return new Map(plans.map((plan, index) => [positions[index] ?? 0, plan]));
}

const injected = new WeakSet<Error>();

function errorOf({ error }: FaultPlan): Error {
  const made = error === 'unknown' ? new Error('connection reset') : new EarshotError(error, 'injected');
  injected.add(made);
  return made;
}

/** Whether an error is one of those that were planned. */
export function isInjected(error: unknown): boolean {
  return error instanceof Error && injected.has(error);
}

/** Lets everything run that waits for nothing but its turn in the event loop. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
