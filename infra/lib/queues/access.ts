import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { IDependable } from 'constructs';

/** Who may send to a queue. */
export interface Sender {
  /** Such as `s3`. */
  readonly service: 's3' | 'sns' | 'events';
  /** The bucket, topic or rule; its name must follow from settings where it waits for the queue's policy. */
  readonly arn: string;
  /** Of a bucket, whose ARN doesn't tell it. */
  readonly account?: string;
}

/** Lets one resource of a service send to a queue. */
export function allowSending(queue: Queue, { service, arn, account }: Sender): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: {
        ArnEquals: { 'aws:SourceArn': arn },
        ...(account === undefined ? {} : { StringEquals: { 'aws:SourceAccount': account } }),
      },
    }),
  );
}

/** The policy of a queue: S3 tries out its destinations, so buckets are made after it. */
export function policyOf(queue: Queue): IDependable {
  const policy = queue.node.tryFindChild('Policy');
  if (policy === undefined) throw new Error(`${queue.node.path} has no policy`);
  return policy;
}
