import { type AwsVariable, type AwsVariables, readAwsVariables } from '@earshot/adapters-aws';
import * as z from 'zod/mini';
import { createLog, LOG_LEVELS, type Log, type LogLevel } from './log.js';
import { createMetrics, type Metrics } from './metrics.js';

const Own = z.object({
  EARSHOT_LOG_LEVEL: z.catch(z.enum(LOG_LEVELS), 'INFO'),
  EARSHOT_LOG_CALL_IDS: z.catch(z.enum(['true', 'false']), 'true'),
  EARSHOT_METRICS_NAMESPACE: z.catch(z.string().check(z.minLength(1)), 'Earshot'),
});

export interface Environment<N extends AwsVariable> {
  readonly variables: AwsVariables<N>;
  readonly logLevel: LogLevel;
  readonly logCallIds: boolean;
  readonly metricsNamespace: string;
}

/**
 * Reads the environment of a handler: the only place that does.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` that names every missing and every wrong variable at once
 */
export function readEnvironment<const N extends AwsVariable>(
  names: readonly N[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Environment<N> {
  const own = Own.parse(environment);
  return {
    variables: readAwsVariables(environment, names),
    logLevel: own.EARSHOT_LOG_LEVEL,
    logCallIds: own.EARSHOT_LOG_CALL_IDS === 'true',
    metricsNamespace: own.EARSHOT_METRICS_NAMESPACE,
  };
}

/** Log and metrics of one handler, both on stdout, where Lambda takes lines of JSON as they are. */
export function telemetryOf(
  service: string,
  {
    logLevel,
    logCallIds = true,
    metricsNamespace,
  }: Partial<Environment<never>> & Pick<Environment<never>, 'logLevel' | 'metricsNamespace'>,
  write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): { readonly log: Log; readonly metrics: Metrics } {
  return {
    log: createLog({ level: logLevel, fields: { service }, write, leaveOut: logCallIds ? [] : ['call_id'] }),
    metrics: createMetrics({ namespace: metricsNamespace, service, write }),
  };
}
