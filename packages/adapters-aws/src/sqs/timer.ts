/** Calls back once after so many milliseconds, unless what it returned is called before. */
export type SetTimer = (run: () => void, ms: number) => () => void;

/** The platform's timer. */
export const setPlatformTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** The platform's timer, which keeps no process alive. */
export const setIdleTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};
