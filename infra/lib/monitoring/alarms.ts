import { reserveOf } from '@earshot/runtime-lambda';
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { AnalyticsApi } from '../api/input.ts';
import type { Functions } from '../functions/functions.ts';
import { FUNCTIONS, type Names } from '../names.ts';
import type { Queues } from '../queues/queues.ts';
import type { Settings } from '../settings.ts';
import { functionMetric, total } from './metrics.ts';

/** What is watched, and who is told. */
export interface AlarmsInput {
  readonly settings: Settings;
  readonly names: Names;
  readonly topic: ITopic;
  readonly queues: Queues;
  readonly functions: Functions;
  readonly api: AnalyticsApi;
  /** Absent without coaching. */
  readonly insights: Table | undefined;
}

interface Watched {
  readonly description: string;
  readonly metric: IMetric;
  readonly above: number;
  /** Of so many periods all must be above. */
  readonly periods?: number;
}

/** Makes the alarms. Silence is no alarm: a metric without data is fine, but for what is watched for silence. */
export function makeAlarms(scope: Construct, input: AlarmsInput): Alarm[] {
  const alarms: Alarm[] = [];
  for (const [id, watched] of Object.entries({
    ...ofQueues(input),
    ...ofFunctions(input),
    ...ofCalls(input),
    ...ofDerivations(input),
  })) {
    const alarm = new Alarm(scope, `${id}Alarm`, {
      alarmName: `${input.names.stack}-${kebab(id)}`,
      alarmDescription: watched.description,
      metric: watched.metric,
      threshold: watched.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: watched.periods ?? 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(input.topic));
    alarm.addOkAction(new SnsAction(input.topic));
    alarms.push(alarm);
  }
  return alarms;
}

const FIVE_MINUTES = Duration.minutes(5);
const QUARTER = Duration.minutes(15);
const ENDS = ['CallsCompleted', 'CallsNoMatch', 'CallsFailed'] as const;
/** A denied start is tried again every 15 minutes: within shorter periods the alarm would go off and on again. */
const TWO_TRIES = Duration.minutes(30);

function ofQueues({ settings, queues }: AlarmsInput): Record<string, Watched> {
  const { oldestMessageMinutes } = settings.alarms;
  const watched = Object.entries(queues).flatMap(([name, { queue, dlq }]): [string, Watched][] => [
    [
      `${capital(name)}Dlq`,
      {
        description: `The dead-letter queue of the ${name} queue has messages: see "earshot dlq list"`,
        metric: dlq.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'Maximum' }),
        above: 0,
      },
    ],
    [
      `${capital(name)}Age`,
      {
        description: `A message waits in the ${name} queue for more than ${oldestMessageMinutes} minutes`,
        metric: queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: 'Maximum' }),
        above: oldestMessageMinutes * 60,
        periods: 2,
      },
    ],
  ]);
  return Object.fromEntries(watched);
}

function ofFunctions({ settings, functions }: AlarmsInput): Record<string, Watched> {
  const watched = FUNCTIONS.flatMap((name): [string, Watched][] => {
    const one = functions[name];
    // A sweep that fails comes again only after its interval: one failure has to be enough.
    if (name === 'sweep') return sweepAlarms(one, settings);
    const errors = one.metricErrors({ period: FIVE_MINUTES });
    const invocations = one.metricInvocations({ period: FIVE_MINUTES });
    const timeoutMs = settings.functions[name].timeoutSeconds * 1_000;
    return [
      [
        `${capital(name)}Errors`,
        {
          description: `More than 5 % of the invocations of ${name} fail`,
          metric: percentage(errors, invocations),
          above: 5,
          periods: 2,
        },
      ],
      [
        `${capital(name)}Throttles`,
        {
          description: `${name} is throttled: the account has too little concurrency left`,
          metric: one.metricThrottles({ period: FIVE_MINUTES }),
          above: 0,
          periods: 2,
        },
      ],
      [
        `${capital(name)}Duration`,
        {
          description: `${name} takes more than 80 % of its timeout`,
          above: 0.8 * timeoutMs,
          metric: one.metricDuration({ period: FIVE_MINUTES, statistic: 'Maximum' }),
        },
      ],
    ];
  });
  return Object.fromEntries(watched);
}

function sweepAlarms(sweep: LambdaFunction, { functions }: Settings): [string, Watched][] {
  const timeoutMs = functions.sweep.timeoutSeconds * 1_000;
  return [
    [
      'SweepErrors',
      { description: 'An invocation of sweep failed', metric: sweep.metricErrors({ period: FIVE_MINUTES }), above: 0 },
    ],
    [
      'SweepThrottles',
      {
        description: 'sweep is throttled: the account has too little concurrency left',
        metric: sweep.metricThrottles({ period: FIVE_MINUTES }),
        above: 0,
      },
    ],
    [
      'SweepDuration',
      {
        // A sweep with much to do takes what time it has, and leaves the rest to the next one.
        description: 'sweep had to leave its work undone',
        metric: sweep.metricDuration({ period: FIVE_MINUTES, statistic: 'Maximum' }),
        above: timeoutMs - reserveOf(timeoutMs) / 2,
      },
    ],
  ];
}

function ofCalls({ settings, names, api }: AlarmsInput): Record<string, Watched> {
  const { silentHours, oldestWaitingHours, failedPercent } = settings.alarms;
  const period = Duration.hours(silentHours);
  const started = total(names, ['CallsStarted'], 'started', period);
  const ended = total(names, ENDS, 'ended', period);
  return {
    ApiErrors: {
      description: 'The API answers more than 1 % of its requests with an error of its own',
      metric: percentage(api.serverErrors, api.requests),
      above: 1,
      periods: 2,
    },
    CallsFailed: {
      description: `More than ${failedPercent} % of the calls failed that ended: list the calls in the state "failed"`,
      metric: percentage(
        total(names, ['CallsFailed'], 'failed', QUARTER),
        total(names, ENDS, 'ended', QUARTER),
        QUARTER,
      ),
      above: failedPercent,
    },
    StartFaults: {
      description: 'Starts fail for a reason that is neither a quota nor a permission: see "start_retry" of the calls',
      metric: total(names, ['StartFaults'], 'faults', TWO_TRIES),
      above: 0,
    },
    StartsDenied: {
      description: 'Calls cannot be started because a permission is missing: their "start_retry" names it',
      metric: total(names, ['StartsDenied'], 'denied', TWO_TRIES),
      above: 0,
    },
    OldestWaiting: {
      description: `A call has waited for a job for more than ${oldestWaitingHours} hours: ask for a larger quota of concurrent jobs, or look at its "start_retry"`,
      metric: functionMetric(names, 'OldestWaitingAge', 'sweep', FIVE_MINUTES, 'Maximum'),
      above: oldestWaitingHours * 3_600,
      periods: 2,
    },
    ...(hasTargets(settings) && {
      NoticesFailed: {
        description: 'A target refused notices of calls: look for "notice not sent" in the logs',
        metric: total(names, ['NoticesFailed'], 'not sent', FIVE_MINUTES),
        above: 0,
      },
    }),
    NothingFinished: {
      description: `Calls were started in the last ${silentHours} hours, and not one of them ended`,
      metric: new MathExpression({
        expression: 'IF(started > 0 AND ended == 0, 1, 0)',
        usingMetrics: { started, ended },
        label: 'nothing finished',
        period,
      }),
      above: 0,
    },
  };
}

function ofDerivations({ settings, names, insights }: AlarmsInput): Record<string, Watched> {
  return {
    ...((insights !== undefined || settings.search.enabled || settings.results.files) && {
      DerivationsFailed: {
        description: 'What follows from calls could not be derived: look for "call not finished" in the logs',
        metric: total(names, ['DerivationsFailed'], 'failed', FIVE_MINUTES),
        above: 0,
        periods: 2,
      },
    }),
    ...(insights !== undefined && {
      InsightsThrottles: {
        description: 'Requests to the table of insights are throttled',
        metric: throttlesOf(insights),
        above: 0,
        periods: 2,
      },
    }),
  };
}

/** Requests that a table refused since they were too many. */
export function throttlesOf(table: Table): IMetric {
  const usingMetrics = Object.fromEntries(
    ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name, at) => [
      `throttled${at}`,
      table.metric(name, { period: FIVE_MINUTES, statistic: 'Sum' }),
    ]),
  );
  const expression = Object.keys(usingMetrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, usingMetrics, label: 'throttled', period: FIVE_MINUTES });
}

function hasTargets({ notices: { eventBus, topicArn, webhook } }: Settings): boolean {
  return [eventBus, topicArn, webhook].some((target) => target !== undefined);
}

function percentage(part: IMetric, whole: IMetric, period = FIVE_MINUTES): MathExpression {
  return new MathExpression({
    expression: 'IF(whole > 0, 100 * part / whole, 0)',
    usingMetrics: { part, whole },
    label: '%',
    period,
  });
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function kebab(id: string): string {
  return id.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
