import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings.ts';

/** Services that write into encrypted queues and topics on their own account. */
const SENDERS = ['s3', 'sns', 'events', 'cloudwatch'];

/** The key of an environment that wants its own; `undefined` where AWS's keys will do. */
export function makeKey(scope: Construct, settings: Settings, account: string): Key | undefined {
  if (settings.encryption !== 'own-key') return undefined;
  const { project, environment, region } = settings;
  const key = new Key(scope, 'Key', {
    alias: `${project}-${environment}`,
    description: `Recordings, results and records of ${project} ${environment}`,
    enableKeyRotation: true,
    removalPolicy: removalPolicyOf(settings),
  });
  // In a key's own policy `*` is that key.
  const resources = ['*'];
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'ServicesThatSend',
      effect: Effect.ALLOW,
      // Not all of them say for whom they act; the policies of the queues and topics do.
      principals: SENDERS.map((service) => new ServicePrincipal(`${service}.amazonaws.com`)),
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources,
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Logs',
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      resources,
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:*:logs:${region}:${account}:log-group:*` } },
    }),
  );
  return key;
}
