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

export interface ApiInput {
  readonly settings: Settings;
  readonly names: Names;
  readonly retrieval: LambdaFunction;
  readonly accessLog: LogGroup;
}

/** A route, with its methods. */
export interface Route {
  readonly path: `/${string}`;
  readonly methods: readonly ('GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
}

/** Those that change calls. */
const CALL_COMMANDS: readonly Route[] = [
  { path: '/calls', methods: ['POST'] },
  { path: '/calls/{hash}', methods: ['DELETE'] },
  { path: '/calls/{hash}/restart', methods: ['POST'] },
  { path: '/calls/{hash}/participants', methods: ['PUT'] },
  { path: '/calls/{hash}/notes', methods: ['POST'] },
  { path: '/calls/{hash}/notes/{id}', methods: ['DELETE'] },
];

/** The routes; one function answers them. */
export function routesOf({ coaching, search, media, jobs, calls }: Settings): readonly Route[] {
  const read: Route['path'][] = [
    '/analytics',
    '/analytics/{hash}',
    '/calls/{hash}',
    '/jobs',
    '/jobs/{id}',
    '/health',
    ...(search.enabled ? (['/search'] as const) : []),
    ...(media.playback
      ? (['/calls/{hash}/recording', '/calls/{hash}/recording-url', '/calls/{hash}/peaks'] as const)
      : []),
    ...(coaching === undefined
      ? []
      : (['/coaching-analytics', '/calls/{hash}/coaching', '/agents', '/agents/{name}'] as const)),
  ];
  const changing: Route[] = [
    ...(coaching === undefined ? [] : [{ path: '/insights/{id}', methods: ['GET', 'PATCH'] } as const]),
    ...(media.uploads
      ? ([
          { path: '/uploads', methods: ['POST'] },
          { path: '/uploads/{id}', methods: ['GET', 'DELETE'] },
          { path: '/uploads/{id}/complete', methods: ['POST'] },
        ] as const)
      : []),
  ];
  if (calls.commands) changing.push(...CALL_COMMANDS);
  const commands = jobs.commands ? (['/jobs/{id}/cancel', '/jobs/{id}/retry'] as const) : [];
  changing.push(...commands.map((path): Route => ({ path, methods: ['POST'] })));
  return [...read.map((path): Route => ({ path, methods: ['GET'] })), ...changing];
}

/** The methods of all routes: what pages of other origins may send. */
export function methodsOf(settings: Settings): readonly Route['methods'][number][] {
  return [...new Set(routesOf(settings).flatMap(({ methods }) => methods))];
}
