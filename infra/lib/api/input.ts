import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Names } from '../names.ts';
import type { Settings } from '../settings.ts';

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

/** A route, with its methods. */
export interface Route {
  readonly path: `/${string}`;
  readonly methods: readonly ('GET' | 'PATCH')[];
}

/** The routes; one function answers them. */
export function routesOf({ coaching, search }: Settings): readonly Route[] {
  const reading = (path: Route['path']): Route => ({ path, methods: ['GET'] });
  const found = search.enabled ? (['/search'] as const) : [];
  const calls = ['/analytics', '/analytics/{hash}', '/calls/{hash}', ...found] as const;
  if (coaching === undefined) return calls.map(reading);
  const coached = ['/coaching-analytics', '/calls/{hash}/coaching', '/agents', '/agents/{name}'] as const;
  return [...[...calls, ...coached].map(reading), { path: '/insights/{id}', methods: ['GET', 'PATCH'] }];
}
