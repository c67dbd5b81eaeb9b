import { named } from './named.ts';
import { listOf, statementsOf } from './policy.ts';
import { type Found, ofType, resolve, type Template } from './template.ts';

type Shown = Readonly<Record<string, (properties: Found['Properties'], template: Template) => readonly unknown[]>>;

const last = (value: unknown) => String(value).split(/[:/]/).at(-1);
const read = (template: Template, value: unknown) => last(resolve(template, value, named));

/** What is worth a line of each type, and in it. */
const SHOWN: Shown = {
  'SNS::Topic': (p) => [p['TopicName']],
  'SNS::Subscription': (p, t) => [`${read(t, p['TopicArn'])} -> ${read(t, p['Endpoint'])}`],
  'SQS::Queue': (p, t) => [
    p['QueueName'],
    `keeps ${p['MessageRetentionPeriod']} s`,
    p['VisibilityTimeout'] && `visible again after ${p['VisibilityTimeout']} s`,
    p['DelaySeconds'] && `delay ${p['DelaySeconds']} s`,
    p['ReceiveMessageWaitTimeSeconds'] && `wait ${p['ReceiveMessageWaitTimeSeconds']} s`,
    p['RedrivePolicy'] &&
      `${p['RedrivePolicy'].maxReceiveCount} receives, then ${read(t, p['RedrivePolicy'].deadLetterTargetArn)}`,
  ],
  'S3::Bucket': (p, t) => [
    p['BucketName'],
    p['VersioningConfiguration'] && 'versioned',
    ...(p['NotificationConfiguration']?.QueueConfigurations ?? []).map(
      (each: Found['Properties']) =>
        `${each['Event']} ${each['Filter'].S3Key.Rules.map((rule: Found['Properties']) => `${rule['Name']} ${rule['Value']}`).join(', ')} -> ${read(t, each['Queue'])}`,
    ),
    ...(p['LifecycleConfiguration']?.Rules ?? []).map(({ Id }: Found['Properties']) => Id),
  ],
  'Events::Rule': (p, t) => [p['Name'], `-> ${p['Targets'].map((each: Found['Properties']) => read(t, each['Arn']))}`],
  'DynamoDB::Table': (p) => [
    p['TableName'],
    p['BillingMode'],
    ...p['GlobalSecondaryIndexes'].map(({ IndexName }: Found['Properties']) => IndexName),
  ],
  'Lambda::Function': (p) => [
    p['FunctionName'],
    `${p['Runtime']} ${p['Architectures']} ${p['Handler']}`,
    `${p['MemorySize']} MB`,
    `${p['Timeout']} s`,
  ],
  'Lambda::EventSourceMapping': (p, t) => [
    `${read(t, p['EventSourceArn'])} -> ${read(t, p['FunctionName'])}`,
    `batches of ${p['BatchSize']}, ${p['ScalingConfig'].MaximumConcurrency} at a time`,
  ],
  'Scheduler::Schedule': (p, t) => [`${p['ScheduleExpression']} -> ${read(t, p['Target'].Arn)}`],
  'ApiGatewayV2::Route': (p) => [p['RouteKey'], p['AuthorizationType']],
  'Logs::LogGroup': (p) => [p['LogGroupName'], `${p['RetentionInDays']} days`],
  'CloudWatch::Alarm': (p) => [p['AlarmName'], `> ${p['Threshold']}`, `${p['EvaluationPeriods']} of them`],
  'Bedrock::DataAutomationProject': (p) => [
    p['ProjectName'],
    JSON.stringify(p['OverrideConfiguration'].ModalityRouting),
  ],
  'Bedrock::Blueprint': (p) => [p['BlueprintName'], p['Type'], Object.keys(p['Schema'].properties).join(', ')],
};

/** A template as a list that a person can read: what there is, what it is called, and what feeds what. */
export function readable(template: Template): string {
  const lines = Object.entries(SHOWN).flatMap(([type, show]) =>
    ofType(template, type).map(
      ({ Properties }) => `${type}: ${show(Properties, template).filter(Boolean).join(' | ')}`,
    ),
  );
  const roles = ofType(template, 'IAM::Role').flatMap((role) =>
    statementsOf(template, role).map(
      ({ Sid, Action, Resource }) =>
        `${role.id.replace(/[0-9A-F]{8}$/, '')}: ${Sid ?? 'invoke'} | ${listOf(Action).join(' ')} | ${listOf(Resource).join(' ')}`,
    ),
  );
  return [...lines, ...roles].join('\n');
}
