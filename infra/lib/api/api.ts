import { Annotations, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { makeHttpApi } from './http.ts';
import type { AnalyticsApi, ApiInput } from './input.ts';
import { makeRestApi } from './rest.ts';

/** Makes the API that the settings ask for. One that is open says so whenever it is synthesized. */
export function makeApi(scope: Construct, input: Omit<ApiInput, 'accessLog'>, key: IKey | undefined): AnalyticsApi {
  const { settings, names } = input;
  if (settings.api.auth.kind === 'open') {
    Annotations.of(scope).addWarningV2(
      'earshot:open-api',
      'The API is open: everybody who knows its address can read every call.',
    );
  }
  const accessLog = new LogGroup(scope, 'ApiLog', {
    logGroupName: `/aws/apigateway/${names.api}`,
    retention: settings.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(key === undefined ? {} : { encryptionKey: key }),
  });
  return settings.api.kind === 'http'
    ? makeHttpApi(scope, { ...input, accessLog }, settings.api)
    : makeRestApi(scope, { ...input, accessLog }, settings.api);
}
