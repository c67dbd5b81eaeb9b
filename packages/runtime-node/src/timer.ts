/** Work that is done again and again. */
export interface Timer {
  /** Does the work now, or again when it is under way. */
  runNow(): void;
  /** Resolves when the work that is under way is done; nothing more is begun. */
  stop(): Promise<void>;
}

/**
 * Does some work at intervals, never twice at once: work that takes longer delays the next.
 * @param everyMs 0 for only when asked
 * @param work never rejects
 */
export function startTimer(everyMs: number, work: () => Promise<void>): Timer {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const run = async () => {
    do {
      again = false;
      await work();
    } while (again && !stopped);
    running = undefined;
  };
  const begin = () => {
    if (!stopped) running ??= run();
  };
  const timer = everyMs === 0 ? undefined : setInterval(begin, everyMs);
  return {
    runNow() {
      again = true;
      begin();
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
