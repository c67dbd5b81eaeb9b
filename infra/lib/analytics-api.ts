import { Annotations, RemovalPolicy } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { makeHttpApi } from './http-api.ts';
import type { Names } from './names.ts';
import { makeRestApi } from './rest-api.ts';
import type { Settings } from './settings.ts';

/** The API, whatever its kind. */
export interface AnalyticsApi {
  /** Where to ask, without a slash at the end. */
  readonly url: string;
  /** Requests that it answered, and those that it failed; each with a name of its own kind. */
  readonly requests: Metric;
  readonly serverErrors: Metric;
  readonly latency: Metric;
}

/** What an API is made of. */
export interface ApiInput {
  readonly settings: Settings;
  readonly names: Names;
  readonly retrieval: LambdaFunction;
  readonly accessLog: LogGroup;
}

/** The routes; one function answers them. */
export const ROUTES = ['/analytics', '/analytics/{hash}'] as const;

/** Makes the API that the settings ask for. One that is open says so whenever it is synthesised. */
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
