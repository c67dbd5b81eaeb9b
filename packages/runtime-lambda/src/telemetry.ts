import type { Environment } from './environment.js';
import { createLog, type Log } from './log.js';
import { createMetrics, type Metrics } from './metrics.js';

/** Log and metrics of one handler, both on stdout, where Lambda takes lines of JSON as they are. */
export function telemetryOf(
  service: string,
  { logLevel, metricsNamespace }: Pick<Environment<never>, 'logLevel' | 'metricsNamespace'>,
  write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): { readonly log: Log; readonly metrics: Metrics } {
  return {
    log: createLog({ level: logLevel, fields: { service }, write }),
    metrics: createMetrics({ namespace: metricsNamespace, service, write }),
  };
}
