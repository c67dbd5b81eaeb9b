import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Settings } from '../settings.ts';

/** The secret that signs webhooks. */
export interface WebhookSecret {
  /** For receivers, who read it in Secrets Manager. */
  readonly arn: string;
  /** A reference that CloudFormation resolves when it sets a function's environment. */
  readonly value: string;
}

/** Finds the secret that signs webhooks, or makes it; `undefined` without a webhook. */
export function makeWebhookSecret(
  scope: Construct,
  { notices }: Settings,
  names: Names,
  key: IKey | undefined,
): WebhookSecret | undefined {
  if (notices.webhook === undefined) return undefined;
  const { secretArn } = notices.webhook;
  const secret =
    secretArn === undefined
      ? new Secret(scope, 'WebhookSecret', {
          secretName: names.webhookSecret,
          description: 'Signs webhooks',
          generateSecretString: { passwordLength: 48, excludePunctuation: true },
          removalPolicy: RemovalPolicy.DESTROY,
          ...(key === undefined ? {} : { encryptionKey: key }),
        })
      : Secret.fromSecretCompleteArn(scope, 'WebhookSecret', secretArn);
  return { arn: secret.secretArn, value: secret.secretValue.unsafeUnwrap() };
}
