import { Aws, Duration, Fn } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  AuthorizationType,
  type CfnMethod,
  type IRestApi,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  Period,
  RequestValidator,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { type AnalyticsApi, type ApiInput, methodsOf, routesOf } from './input.ts';

type RestSettings = Extract<Settings['api'], { kind: 'rest' }>;

/** Makes a REST API, for those who need AWS WAF, keys with quotas, or traces of the API itself. */
export function makeRestApi(scope: Construct, input: ApiInput, settings: RestSettings): AnalyticsApi {
  const { names, retrieval, accessLog } = input;
  const { auth, corsOrigins, requestsPerSecond, burst, webAcl } = settings;
  const api = new RestApi(scope, 'Api', {
    restApiName: names.api,
    description: 'What was found out about calls',
    cloudWatchRole: true,
    // Otherwise clients get the base64 of compressed answers. Only `*/*` fits whatever they accept.
    binaryMediaTypes: ['*/*'],
    deployOptions: {
      stageName: input.settings.environment,
      throttlingRateLimit: requestsPerSecond,
      throttlingBurstLimit: burst,
      metricsEnabled: true,
      tracingEnabled: true,
      loggingLevel: MethodLoggingLevel.ERROR,
      accessLogDestination: new LogGroupLogDestination(accessLog),
      accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
    },
    ...(corsOrigins.length === 0
      ? {}
      : {
          defaultCorsPreflightOptions: {
            allowOrigins: corsOrigins,
            allowMethods: [...methodsOf(input.settings)],
            allowHeaders: [
              'authorization',
              ...(methodsOf(input.settings).length > 1 ? ['content-type'] : []),
              'if-none-match',
              'x-api-key',
              'x-amz-date',
              'x-amz-security-token',
            ],
            maxAge: Duration.hours(1),
          },
        }),
  });
  const requestValidator = new RequestValidator(scope, 'ApiValidator', {
    // Its own types are not exact about what may be undefined.
    restApi: api as IRestApi,
    requestValidatorName: names.api,
    validateRequestBody: true,
    validateRequestParameters: true,
  });
  const options = {
    authorizationType: auth.kind === 'iam' ? AuthorizationType.IAM : AuthorizationType.NONE,
    apiKeyRequired: auth.kind === 'api-key',
    requestValidator,
  };
  const integration = new LambdaIntegration(retrieval, { allowTestInvoke: false });
  for (const { path, methods } of routesOf(input.settings)) {
    const resource = api.root.resourceForPath(path);
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [`method.request.path.${name}`, true] as const);
    const parameters = names.length === 0 ? {} : { requestParameters: Object.fromEntries(names) };
    for (const method of methods) resource.addMethod(method, integration, { ...options, ...parameters });
  }
  // Preflights are answered by API Gateway itself, which reads its template as text only if it is told to.
  for (const method of api.methods.filter(({ httpMethod }) => httpMethod === 'OPTIONS')) {
    (method.node.defaultChild as CfnMethod).addPropertyOverride('Integration.ContentHandling', 'CONVERT_TO_TEXT');
  }
  if (auth.kind === 'api-key') {
    const plan = api.addUsagePlan('Readers', {
      name: names.api,
      throttle: { rateLimit: requestsPerSecond, burstLimit: burst },
      quota: { limit: auth.requestsPerMonth, period: Period.MONTH },
      apiStages: [{ stage: api.deploymentStage }],
    });
    plan.addApiKey(api.addApiKey('Reader', { apiKeyName: `${names.api}-reader` }));
  }
  if (webAcl !== undefined) {
    const webAclArn = api.stack.formatArn({
      service: 'wafv2',
      account: Aws.ACCOUNT_ID,
      resource: `regional/webacl/${webAcl.name}/${webAcl.id}`,
    });
    new CfnWebACLAssociation(scope, 'ApiWebAcl', { webAclArn, resourceArn: api.deploymentStage.stageArn });
  }
  const period = Duration.minutes(5);
  return {
    url: Fn.join('', [
      'https://',
      api.restApiId,
      '.execute-api.',
      input.settings.region,
      '.',
      api.stack.urlSuffix,
      '/',
      input.settings.environment,
    ]),
    requests: api.metricCount({ period, statistic: 'Sum' }),
    serverErrors: api.metricServerError({ period, statistic: 'Sum' }),
    latency: api.metricLatency({ period, statistic: 'p99' }),
  };
}
