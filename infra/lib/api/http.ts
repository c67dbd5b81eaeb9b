import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { type AnalyticsApi, type ApiInput, methodsOf, routesOf } from './input.ts';

type HttpSettings = Extract<Settings['api'], { kind: 'http' }>;

/** What is logged of each request: nothing of what was asked for but its route. */
const LOGGED = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  ip: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
};

/** Makes an HTTP API. */
export function makeHttpApi(
  scope: Construct,
  { settings, names, retrieval, accessLog }: ApiInput,
  { auth, corsOrigins, requestsPerSecond, burst }: HttpSettings,
): AnalyticsApi {
  const api = new HttpApi(scope, 'Api', {
    apiName: names.api,
    description: 'What was found out about calls',
    createDefaultStage: false,
    ...(corsOrigins.length === 0
      ? {}
      : {
          corsPreflight: {
            allowOrigins: corsOrigins,
            allowMethods: methodsOf(settings).map((method) => CorsHttpMethod[method]),
            allowHeaders: [
              'authorization',
              ...(methodsOf(settings).length > 1 ? ['content-type'] : []),
              'if-none-match',
              'x-amz-date',
              'x-amz-security-token',
            ],
            exposeHeaders: ['etag', ...(settings.media.uploads || settings.calls.commands ? ['location'] : [])],
            maxAge: Duration.hours(1),
          },
        }),
  });
  const stage = new HttpStage(scope, 'ApiStage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    detailedMetricsEnabled: true,
    throttle: { rateLimit: requestsPerSecond, burstLimit: burst },
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog),
      format: AccessLogFormat.custom(JSON.stringify(LOGGED)),
    },
  });
  const integration = new HttpLambdaIntegration('Retrieval', retrieval);
  const authorizer = authorizerOf(auth);
  for (const { path, methods } of routesOf(settings)) {
    const authorised = authorizer === undefined ? {} : { authorizer };
    api.addRoutes({ path, methods: methods.map((method) => HttpMethod[method]), integration, ...authorised });
  }
  const period = Duration.minutes(5);
  return {
    url: stage.url.replace(/\/$/, ''),
    requests: api.metricCount({ period, statistic: 'Sum' }),
    serverErrors: api.metricServerError({ period, statistic: 'Sum' }),
    latency: api.metricLatency({ period, statistic: 'p99' }),
  };
}

function authorizerOf(auth: HttpSettings['auth']): IHttpRouteAuthorizer | undefined {
  if (auth.kind === 'iam') return new HttpIamAuthorizer();
  if (auth.kind === 'jwt') return new HttpJwtAuthorizer('Jwt', auth.issuer, { jwtAudience: auth.audience });
  return undefined;
}
