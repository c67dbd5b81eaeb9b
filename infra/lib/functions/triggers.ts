import type { SweepTask } from '@earshot/runtime-lambda';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Queues } from '../queues/queues.ts';
import type { Settings } from '../settings.ts';
import type { Functions } from './functions.ts';

/** Lets queues and clock invoke the functions. */
export function makeTriggers(scope: Construct, { settings, names, account, queues, functions }: TriggersInput): void {
  const { startQueue, resultsQueue, sweep } = settings;
  mapQueue(scope, 'StartMapping', queues.start.queue, functions.transcription, startQueue);
  mapQueue(scope, 'ResultsMapping', queues.results.queue, functions.persistence, resultsQueue);
  const role = new Role(scope, 'ScheduleRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
    inlinePolicies: {
      invoke: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functions.sweep.functionArn] }),
        ],
      }),
    },
  });
  const target = {
    arn: functions.sweep.functionArn,
    roleArn: role.roleArn,
    retryPolicy: { maximumRetryAttempts: 2 },
  };
  new CfnSchedule(scope, 'SweepSchedule', {
    name: names.schedule,
    description: 'Asks after calls whose event never came',
    scheduleExpression: `rate(${sweep.everyMinutes} ${sweep.everyMinutes === 1 ? 'minute' : 'minutes'})`,
    flexibleTimeWindow: { mode: 'OFF' },
    target: { ...target, input: JSON.stringify({ task: 'sweep' } satisfies { task: SweepTask }) },
  });
  new CfnSchedule(scope, 'DispatchSchedule', {
    name: names.dispatchSchedule,
    description: 'Starts calls that wait for a job',
    scheduleExpression: 'rate(1 minute)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: { ...target, input: JSON.stringify({ task: 'dispatch' } satisfies { task: SweepTask }) },
  });
}

export interface TriggersInput {
  readonly settings: Settings;
  readonly names: Names;
  readonly account: string;
  readonly queues: Queues;
  readonly functions: Functions;
}

function mapQueue(
  scope: Construct,
  id: string,
  queue: Queue,
  target: LambdaFunction,
  { batchSize, maximumConcurrency }: Pick<Settings['startQueue'], 'batchSize' | 'maximumConcurrency'>,
): void {
  new CfnEventSourceMapping(scope, id, {
    eventSourceArn: queue.queueArn,
    functionName: target.functionArn,
    batchSize,
    functionResponseTypes: ['ReportBatchItemFailures'],
    scalingConfig: { maximumConcurrency },
  });
}
