import type { MetricName } from '@earshot/runtime-lambda';
import type { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Names } from '../names.ts';

/** Which functions count what. */
const COUNTED_BY: Readonly<Partial<Record<MetricName, readonly string[]>>> = {
  CallsStarted: ['transcription', 'persistence', 'sweep'],
  CallsCompleted: ['persistence', 'sweep'],
  CallsNoMatch: ['persistence', 'sweep'],
  CallsFailed: ['transcription', 'persistence', 'sweep'],
  JobsRetried: ['persistence', 'sweep'],
  DeadLettered: ['transcription', 'persistence'],
  CallsOverdue: ['sweep'],
  ResultLag: ['persistence'],
  JobsWaiting: ['sweep'],
  OldestWaitingAge: ['sweep'],
  QuotaRefusals: ['transcription', 'persistence', 'sweep'],
  StartsDenied: ['transcription', 'persistence', 'sweep'],
  StartFaults: ['transcription', 'persistence', 'sweep'],
  NoticesFailed: ['transcription', 'persistence', 'sweep'],
  DerivationsFailed: ['transcription', 'persistence', 'sweep'],
  InsightsAdded: ['transcription', 'persistence', 'sweep'],
};

/** A metric of one function, as it is written to its log. */
export function functionMetric(
  names: Names,
  metricName: MetricName,
  service: string,
  period: Duration,
  statistic = 'Sum',
) {
  return new Metric({ namespace: names.metrics, metricName, dimensionsMap: { service }, period, statistic });
}

/** The sum of some metrics over all functions that count them. */
export function total(names: Names, counted: readonly MetricName[], label: string, period: Duration): MathExpression {
  const usingMetrics: Record<string, Metric> = {};
  for (const metricName of counted) {
    for (const service of COUNTED_BY[metricName] ?? []) {
      const id = metricName.charAt(0).toLowerCase() + metricName.slice(1) + service.charAt(0).toUpperCase();
      usingMetrics[id] = functionMetric(names, metricName, service, period);
    }
  }
  const expression = Object.keys(usingMetrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, usingMetrics, label, period });
}
