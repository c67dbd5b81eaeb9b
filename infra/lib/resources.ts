import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Analysis } from './analysis/analysis.ts';
import type { Profile } from './analysis/regions.ts';
import type { WebhookSecret } from './functions/webhook-secret.ts';
import type { Names } from './names.ts';
import type { Queues } from './queues/queues.ts';
import type { Settings } from './settings.ts';

/** What functions work with, by ARNs and names. */
export interface Resources {
  readonly settings: Settings;
  readonly names: Names;
  readonly partition: string;
  readonly account: string;
  readonly profile: Profile;
  readonly key: Key | undefined;
  readonly queues: Queues;
  readonly tableArn: string;
  /** Absent without coaching. */
  readonly insightsTableArn: string | undefined;
  readonly analysis: Analysis;
  /** A reference that CloudFormation resolves. */
  readonly tokenSecret: string;
  /** Signs webhooks: a reference, too. Absent without a webhook. */
  readonly webhookSecret: WebhookSecret | undefined;
}
