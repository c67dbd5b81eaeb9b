import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { FunctionName } from '../names.ts';
import type { Resources } from '../resources.ts';
import type { Settings } from '../settings.ts';

/** What a function's surroundings take, beyond its work. */
export interface PlatformInput {
  readonly logGroupArn: string;
  /** Where Lambda sends invocations that failed permanently. */
  readonly failuresTo?: string;
}

/** What Lambda does in a function's name: logs, traces, network interfaces, failed invocations, and what a key asks for. */
export function platformOf(name: FunctionName, resources: Resources, input: PlatformInput): PolicyStatement[] {
  const { settings, key } = resources;
  return [
    new PolicyStatement({
      sid: 'Log',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [input.logGroupArn],
    }),
    // X-Ray's segments belong to no resource.
    new PolicyStatement({
      sid: 'Trace',
      actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
      resources: ['*'],
    }),
    ...(input.failuresTo === undefined
      ? []
      : [new PolicyStatement({ sid: 'TellOfFailure', actions: ['sns:Publish'], resources: [input.failuresTo] })]),
    ...(settings.vpc === undefined ? [] : [network()]),
    ...(key === undefined ? [] : useOfKey(name, key.keyArn, resources)),
    ...useOfBucketKeys(name, resources),
  ];
}

/** Interfaces are made before they have a name. */
function network(): PolicyStatement {
  return new PolicyStatement({
    sid: 'JoinVpc',
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
  });
}

/** All others dispatch calls that wait, if nothing else. */
function startsJobs(name: FunctionName): boolean {
  return name !== 'retrieval';
}

/** Whether a function reads or writes recordings. */
function reachesMedia(name: FunctionName, { media, calls }: Settings): boolean {
  return startsJobs(name) || media.playback || media.uploads || calls.commands;
}

function writes(name: FunctionName, { media, jobs, calls }: Settings): boolean {
  return startsJobs(name) || media.uploads || jobs.commands || calls.commands;
}

function useOfKey(name: FunctionName, keyArn: string, { settings }: Resources): PolicyStatement[] {
  const reads = new PolicyStatement({
    sid: 'UseKey',
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      ...(writes(name, settings) ? ['kms:Encrypt', 'kms:GenerateDataKey'] : []),
    ],
    resources: [keyArn],
  });
  if (!startsJobs(name)) return [reads];
  return [
    reads,
    new PolicyStatement({
      sid: 'LendKeyToJobs',
      actions: ['kms:CreateGrant'],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `bedrock.${settings.region}.amazonaws.com` } },
    }),
  ];
}

/** Keys of buckets that were there before. Bedrock reads and writes with the permissions of who starts the job. */
function useOfBucketKeys(name: FunctionName, { settings }: Resources): PolicyStatement[] {
  const { media, results } = settings;
  const statement = (sid: string, actions: string[], keys: readonly string[]) =>
    keys.length === 0 ? [] : [new PolicyStatement({ sid, actions, resources: [...keys] })];
  const read = ['kms:Decrypt', 'kms:DescribeKey'];
  const write = writes(name, settings) ? ['kms:GenerateDataKey'] : [];
  const writeMedia = settings.media.uploads && !startsJobs(name) ? write : [];
  return [
    ...statement('UseKeysOfMedia', [...read, ...writeMedia], reachesMedia(name, settings) ? media.keyArns : []),
    ...statement('UseKeyOfResults', [...read, ...write], results.keyArn === undefined ? [] : [results.keyArn]),
  ];
}
