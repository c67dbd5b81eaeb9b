import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SnsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName } from '../names.ts';
import type { Resources } from '../resources.ts';
import { environmentOf } from './environment.ts';
import { workOf } from './permissions.ts';
import { platformOf } from './platform-permissions.ts';

const BUNDLES = join(import.meta.dirname, '../../../packages/runtime-lambda/bundles');

/** What of a bundle's folder is deployed. The notices are there for the licenses of the packages in the bundle. */
const SHIPPED = ['*.cjs', '*.cjs.map', 'THIRD_PARTY_NOTICES.txt'];
const NEEDED = ['index.cjs', 'index.cjs.map', 'THIRD_PARTY_NOTICES.txt'];

/** The functions of a deployment. */
export type Functions = Readonly<Record<FunctionName, LambdaFunction>>;

/** Makes the functions, each with its role and its log. */
export function makeFunctions(scope: Construct, resources: Resources, alarmTopic: ITopic): Functions {
  const made = FUNCTIONS.map((name) => [name, makeFunction(scope, name, resources, alarmTopic)] as const);
  return Object.fromEntries(made) as Record<FunctionName, LambdaFunction>;
}

function makeFunction(scope: Construct, name: FunctionName, resources: Resources, alarmTopic: ITopic): LambdaFunction {
  const { settings, names, key } = resources;
  const id = name.charAt(0).toUpperCase() + name.slice(1);
  const { memoryMb, timeoutSeconds } = settings.functions[name];
  const logGroup = new LogGroup(scope, `${id}Log`, {
    logGroupName: `/aws/lambda/${names.function(name)}`,
    retention: settings.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(key === undefined ? {} : { encryptionKey: key }),
  });
  // Only the sweep is invoked without anybody waiting for an answer.
  const isAsync = name === 'sweep';
  const input = { logGroupArn: logGroup.logGroupArn, ...(isAsync ? { failuresTo: alarmTopic.topicArn } : {}) };
  const role = new Role(scope, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `What ${names.function(name)} may do`,
    inlinePolicies: {
      work: new PolicyDocument({ statements: workOf(name, resources) }),
      platform: new PolicyDocument({ statements: platformOf(name, resources, input) }),
    },
  });
  const made = new LambdaFunction(scope, id, {
    functionName: names.function(name),
    description: DESCRIPTIONS[name],
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(bundleOf(name), { exclude: ['*', ...SHIPPED.map((file) => `!${file}`)] }),
    memorySize: memoryMb,
    timeout: Duration.seconds(timeoutSeconds),
    environment: environmentOf(name, resources),
    role: role.withoutPolicyUpdates(),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    applicationLogLevelV2:
      settings.functions.logLevel === 'DEBUG' ? ApplicationLogLevel.DEBUG : ApplicationLogLevel.INFO,
    systemLogLevelV2: SystemLogLevel.INFO,
    tracing: Tracing.ACTIVE,
    ...(key === undefined ? {} : { environmentEncryption: key }),
    // The next sweep comes soon enough.
    ...(isAsync ? { onFailure: new SnsDestination(alarmTopic), retryAttempts: 0 } : {}),
  });
  if (settings.vpc !== undefined) {
    (made.node.defaultChild as CfnFunction).vpcConfig = {
      subnetIds: settings.vpc.subnetIds,
      securityGroupIds: settings.vpc.securityGroupIds,
    };
  }
  return made;
}

const DESCRIPTIONS: Record<FunctionName, string> = {
  transcription: 'Starts an analysis for each recording',
  persistence: 'Keeps each result, and each failure',
  retrieval: 'Answers queries about calls',
  sweep: 'Starts calls that wait for a job, and asks after those whose event never came',
};

function bundleOf(name: FunctionName): string {
  const folder = join(BUNDLES, name);
  const missing = NEEDED.filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) throw new Error(`${folder} has no ${missing.join(', ')}: run "npm run build" first`);
  return folder;
}
