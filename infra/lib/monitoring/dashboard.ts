import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { FUNCTIONS } from '../names.ts';
import { type AlarmsInput, throttlesOf } from './alarms.ts';
import { functionMetric, total } from './metrics.ts';

const FIVE_MINUTES = Duration.minutes(5);
const DAY = Duration.days(1);

/** USD, in us-east-1; enough to see where the money goes. */
const LAMBDA_USD_PER_GB_SECOND = 0.0000133334;
const LAMBDA_USD_PER_REQUEST = 0.0000002;

/** Makes the dashboard: questions, each with its answers below it. */
export function makeDashboard(scope: Construct, input: AlarmsInput, alarms: Alarm[]): Dashboard {
  const dashboard = new Dashboard(scope, 'Dashboard', {
    dashboardName: input.names.dashboard,
    defaultInterval: Duration.days(3),
  });
  const { names } = input;
  dashboard.addWidgets(question('Is it healthy?', 'No alarm, and as many calls end as are started.'));
  dashboard.addWidgets(
    new AlarmStatusWidget({ title: 'Alarms', alarms, width: 12, height: 6 }),
    graph('Calls', [
      total(names, ['CallsStarted'], 'started', FIVE_MINUTES),
      total(names, ['CallsCompleted'], 'completed', FIVE_MINUTES),
      total(names, ['CallsNoMatch'], 'without a match', FIVE_MINUTES),
      total(names, ['CallsFailed'], 'failed', FIVE_MINUTES),
    ]),
  );
  dashboard.addWidgets(
    question('What is late?', 'Messages that wait, results that took long, calls that the sweep had to ask after.'),
  );
  dashboard.addWidgets(...whatIsLate(input));
  dashboard.addWidgets(
    question(
      'What waits for a job?',
      'Calls queue up while Bedrock runs as many jobs as its quota allows. They start by themselves, the oldest first.',
    ),
  );
  dashboard.addWidgets(...whatWaits(input));
  dashboard.addWidgets(
    question(
      'What failed?',
      '`earshot dlq list` tells why a message was dead-lettered; the state `failed` lists calls.',
    ),
  );
  dashboard.addWidgets(...whatFailed(input));
  if (input.insights !== undefined) {
    dashboard.addWidgets(
      question(
        'What is coached?',
        'Insights that calls gave. `call not finished` in the logs tells why some gave none.',
      ),
    );
    dashboard.addWidgets(...whatIsCoached(input.insights, input));
  }
  dashboard.addWidgets(
    question('What does it cost?', 'Estimates, from the prices in the settings. What AWS bills is in Cost Explorer.'),
  );
  dashboard.addWidgets(...whatItCosts(input));
  return dashboard;
}

function whatIsLate({ names, queues }: AlarmsInput) {
  const ages = Object.entries(queues).map(([label, { queue }]) =>
    queue.metricApproximateAgeOfOldestMessage({ label, period: FIVE_MINUTES, statistic: 'Maximum' }),
  );
  const waiting = Object.entries(queues).map(([label, { queue }]) =>
    queue.metricApproximateNumberOfMessagesVisible({ label, period: FIVE_MINUTES, statistic: 'Maximum' }),
  );
  const lag = ['p50', 'p99'].map((statistic) =>
    functionMetric(names, 'ResultLag', 'persistence', FIVE_MINUTES, statistic).with({ label: statistic }),
  );
  return [
    graph('Oldest message, seconds', ages, 6),
    graph('Messages that wait', waiting, 6),
    graph('From the end of a job to its record, ms', lag, 6),
    graph('Calls overdue', [functionMetric(names, 'CallsOverdue', 'sweep', FIVE_MINUTES)], 6),
  ];
}

function whatWaits({ names }: AlarmsInput) {
  const ofSweep = (name: 'JobsWaiting' | 'OldestWaitingAge', label: string) =>
    functionMetric(names, name, 'sweep', FIVE_MINUTES, 'Maximum').with({ label });
  return [
    graph('Calls that wait for a job', [ofSweep('JobsWaiting', 'waiting')], 8),
    graph('Oldest of them, seconds', [ofSweep('OldestWaitingAge', 'oldest')], 8),
    graph(
      'Starts refused or denied',
      [
        total(names, ['QuotaRefusals'], 'no free job', FIVE_MINUTES),
        total(names, ['StartsDenied'], 'permission missing', FIVE_MINUTES),
      ],
      8,
    ),
  ];
}

function whatFailed({ names, queues, functions, api }: AlarmsInput) {
  const deadLettered = Object.entries(queues).map(([label, { dlq }]) =>
    dlq.metricApproximateNumberOfMessagesVisible({ label, period: FIVE_MINUTES, statistic: 'Maximum' }),
  );
  const errors = FUNCTIONS.map((name) => functions[name].metricErrors({ label: name, period: FIVE_MINUTES }));
  const throttles = FUNCTIONS.map((name) =>
    functions[name].metricThrottles({ label: `${name} throttled`, period: FIVE_MINUTES }),
  );
  return [
    graph('Dead letters', deadLettered, 6),
    graph(
      'Calls failed, jobs retried, messages dead-lettered, notices not sent',
      [
        total(names, ['CallsFailed'], 'failed', FIVE_MINUTES),
        total(names, ['JobsRetried'], 'retried', FIVE_MINUTES),
        total(names, ['DeadLettered'], 'dead-lettered', FIVE_MINUTES),
        total(names, ['NoticesFailed'], 'not sent', FIVE_MINUTES),
      ],
      6,
    ),
    graph('Functions', [...errors, ...throttles], 6),
    graph('API', [api.requests.with({ label: 'requests' }), api.serverErrors.with({ label: 'server errors' })], 6),
  ];
}

function whatIsCoached(insights: Table, { names }: AlarmsInput) {
  return [
    graph('Insights added', [total(names, ['InsightsAdded'], 'added', FIVE_MINUTES)], 8),
    graph('Tries to derive that failed', [total(names, ['DerivationsFailed'], 'failed', FIVE_MINUTES)], 8),
    graph('Requests to the table that were throttled', [throttlesOf(insights)], 8),
  ];
}

function whatItCosts({ settings, names, functions }: AlarmsInput) {
  const { minutesPerCall, analysisUsdPerMinute } = settings.costs;
  const started = total(names, ['CallsStarted'], 'started', DAY);
  const analysis = new MathExpression({
    expression: `started * ${minutesPerCall} * ${analysisUsdPerMinute}`,
    usingMetrics: { started },
    label: `Analysis, at ${minutesPerCall} minutes a call and ${analysisUsdPerMinute} USD a minute`,
    period: DAY,
  });
  const usingMetrics: Record<string, IMetric> = {};
  const terms = FUNCTIONS.map((name) => {
    usingMetrics[`${name}Ms`] = functions[name].metricDuration({ period: DAY, statistic: 'Sum' });
    usingMetrics[`${name}Count`] = functions[name].metricInvocations({ period: DAY });
    const usdPerMs = ((settings.functions[name].memoryMb / 1_024) * LAMBDA_USD_PER_GB_SECOND) / 1_000;
    return `FILL(${name}Ms, 0) * ${usdPerMs.toFixed(15)} + FILL(${name}Count, 0) * ${LAMBDA_USD_PER_REQUEST.toFixed(7)}`;
  });
  const lambda = new MathExpression({ expression: terms.join(' + '), usingMetrics, label: 'Lambda', period: DAY });
  return [
    new SingleValueWidget({ title: 'USD in the last day', metrics: [analysis, lambda], width: 12, height: 6 }),
    graph('USD a day', [analysis, lambda], 12),
  ];
}

function question(text: string, answer: string): TextWidget {
  return new TextWidget({ markdown: `## ${text}\n${answer}`, width: 24, height: 2 });
}

function graph(title: string, left: IMetric[], width = 12): GraphWidget {
  return new GraphWidget({ title, left, width, height: 6, leftYAxis: { min: 0 } });
}
