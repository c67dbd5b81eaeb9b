/** What is counted and measured, and its unit at CloudWatch. */
export const METRICS = {
  CallsStarted: 'Count',
  CallsCompleted: 'Count',
  CallsNoMatch: 'Count',
  CallsFailed: 'Count',
  /** Jobs that failed, and whose calls were submitted again for another one. */
  JobsRetried: 'Count',
  Duplicates: 'Count',
  /** Messages that come again: returned for later, or left unanswered. Dead-lettered ones don't. */
  BatchFailures: 'Count',
  DeadLettered: 'Count',
  /** From the end of a job, as its event tells it, to the record being stored. */
  ResultLag: 'Milliseconds',
  /** Calls that a sweep found waiting too long, whatever came of them. */
  CallsOverdue: 'Count',
  /** Calls without a job, as counted once a minute. */
  JobsWaiting: 'Count',
  /** How long the oldest of them has waited since it was submitted. */
  OldestWaitingAge: 'Seconds',
  /** Starts that the analyzer refused because as many jobs ran as may. The calls stay submitted. */
  QuotaRefusals: 'Count',
  /** Starts for which a permission was missing. The calls stay submitted, and are tried again. */
  StartsDenied: 'Count',
  /** Starts that failed for another reason, such as an answer that can't be read. The calls stay submitted, and are tried again. */
  StartFaults: 'Count',
  /** Notices that a target refused permanently. Those that are sent again aren't counted. */
  NoticesFailed: 'Count',
  /** Tries to derive insights from a call that failed. The delivery is retried, and then the sweep tries. */
  DerivationsFailed: 'Count',
  /** Insights that calls didn't have before. */
  InsightsAdded: 'Count',
} as const;
export type MetricName = keyof typeof METRICS;

/** What is counted when that became of a call. */
export const CALL_METRICS = {
  started: 'CallsStarted',
  stored: 'CallsCompleted',
  unmatched: 'CallsNoMatch',
  failed: 'CallsFailed',
} as const;

/** EMF takes at most 100 values of a metric in one line. */
const MAX_VALUES = 100;

/** Gathers metrics, and writes them as lines of CloudWatch's embedded metric format. */
export interface Metrics {
  add(name: MetricName, value?: number): void;
  /** Writes what was gathered since the last time; nothing when that is nothing. */
  flush(): void;
}

export interface MetricsOptions {
  readonly namespace: string;
  /** The one dimension: which handler it is. */
  readonly service: string;
  readonly write: (line: string) => void;
  readonly now?: () => Date;
}

/** Metrics that are written as lines of JSON. */
export function createMetrics({ namespace, service, write, now = () => new Date() }: MetricsOptions): Metrics {
  let gathered = new Map<MetricName, number[]>();

  const line = (values: ReadonlyMap<MetricName, readonly number[]>) =>
    JSON.stringify({
      _aws: {
        Timestamp: now().getTime(),
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [['service']],
            Metrics: [...values.keys()].map((Name) => ({ Name, Unit: METRICS[Name] })),
          },
        ],
      },
      service,
      ...Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all])),
    });

  return {
    add(name, value = 1) {
      const counts = METRICS[name] === 'Count';
      const known = gathered.get(name) ?? [];
      gathered.set(name, counts ? [(known[0] ?? 0) + value] : [...known, value]);
    },
    flush() {
      const all = gathered;
      gathered = new Map();
      for (let at = 0; ; at += MAX_VALUES) {
        const part = new Map([...all].map(([name, values]) => [name, values.slice(at, at + MAX_VALUES)]));
        for (const [name, values] of part) if (values.length === 0) part.delete(name);
        if (part.size === 0) return;
        write(line(part));
      }
    },
  };
}
