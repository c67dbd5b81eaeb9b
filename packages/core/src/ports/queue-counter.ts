/** About how many messages or calls a queue holds. Absent figures are unknown. */
export interface QueueCount {
  /** Not delivered yet, including delayed ones. */
  readonly waiting: number;
  /** Being worked on. */
  readonly inFlight: number;
  /** The age of the oldest waiting one, ms; 0 when none waits. */
  readonly oldestAgeMs?: number | undefined;
  readonly deadLettered?: number | undefined;
}

/** Counts what a queue holds. */
export interface QueueCounter {
  /** Unique among the queues of a deployment. */
  readonly name: string;
  /** Changes nothing. @throws EarshotError of any code */
  count(): Promise<QueueCount>;
}
