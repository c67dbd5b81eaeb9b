import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Settings } from '../settings.ts';
import { allowSending } from './access.ts';
import type { QueuePair } from './queues.ts';

/** The ends of jobs. That one was created says nothing that its start didn't. */
const JOB_EVENTS = ['Succeeded', 'Failed With Client Error', 'Failed With Service Error'].map(
  (outcome) => `Bedrock Data Automation Job ${outcome}`,
);

export interface RulesInput {
  readonly settings: Settings;
  readonly names: Names;
  readonly start: QueuePair;
  readonly results: QueuePair;
}

/** Makes the rules of EventBridge that feed the queues. */
export function makeRules(scope: Construct, { settings, names, start, results }: RulesInput): void {
  const { media } = settings;
  feed(scope, 'JobEvents', results, {
    name: names.jobRule,
    description: 'How jobs on our recordings end',
    eventPattern: {
      source: ['aws.bedrock'],
      'detail-type': JOB_EVENTS,
      // The account's other jobs come over the same bus.
      detail: { input_s3_object: { s3_bucket: [names.mediaBucket, ...media.otherBuckets] } },
    },
  });
  // A stack can't set the notifications of a bucket that isn't its own; but its bucket may tell EventBridge.
  if (media.existingBucket !== undefined) {
    feed(scope, 'Uploads', start, {
      name: names.uploadRule,
      description: 'Recordings that arrive',
      eventPattern: created(media.existingBucket, [{ prefix: media.uploadsPrefix }]),
    });
  }
  if (settings.results.existingBucket !== undefined) {
    feed(scope, 'Manifests', results, {
      name: names.manifestRule,
      description: 'Jobs whose results are all there',
      eventPattern: created(settings.results.existingBucket, [
        { wildcard: `${settings.results.outputsPrefix}*job_metadata.json` },
      ]),
    });
  }
  for (const [index, [bucket, prefixes]] of importsOf(settings).entries()) {
    feed(scope, index === 0 ? 'Imports' : `Imports${index + 1}`, results, {
      name: index === 0 ? names.importRule : `${names.importRule}-${index + 1}`,
      description: 'Transcripts of other systems that arrive',
      eventPattern: created(bucket, prefixes),
    });
  }
}

function importsOf({ results }: Settings): [string, { prefix: string }[]][] {
  const byBucket = new Map<string, { prefix: string }[]>();
  for (const { bucket = results.existingBucket, prefix } of results.imports) {
    if (bucket !== undefined) byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), { prefix }]);
  }
  return [...byBucket];
}

function created(bucket: string, key: readonly object[]): object {
  return {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [bucket] }, object: { key } },
  };
}

interface RuleOptions {
  readonly name: string;
  readonly description: string;
  readonly eventPattern: object;
}

function feed(scope: Construct, id: string, { queue, dlq }: QueuePair, own: RuleOptions): void {
  const rule = new CfnRule(scope, `${id}Rule`, {
    ...own,
    targets: [{ id: 'queue', arn: queue.queueArn, deadLetterConfig: { arn: dlq.queueArn } }],
  });
  for (const each of [queue, dlq]) allowSending(each, { service: 'events', arn: rule.attrArn });
}
