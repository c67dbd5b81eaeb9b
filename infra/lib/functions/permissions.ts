import { INSIGHTS_TABLE } from '@earshot/adapters-aws/dynamodb';
import { EVENT_SOURCE } from '@earshot/adapters-aws/eventbridge';
import { TITAN_MODEL } from '@earshot/adapters-aws/titan';
import { FILES_PREFIX } from '@earshot/core';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { FunctionName } from '../names.ts';
import type { QueuePair } from '../queues/queues.ts';
import type { Resources } from '../resources.ts';
import { profileArn } from './environment.ts';

/** What a function may do for its own work: the actions that it was seen to need, each on what it needs it for. */
export function workOf(name: FunctionName, resources: Resources): PolicyStatement[] {
  const { queues } = resources;
  const work: Record<FunctionName, () => PolicyStatement[]> = {
    transcription: () => [
      ...consume(queues.start),
      ...startJobs(resources),
      ...keepRecords(resources),
      listDue(resources),
      readMedia(resources),
      readResults(resources),
      tellMissing([...mediaBuckets(resources), resultsBucket(resources)]),
      writeResults(resources, ['outputsPrefix', 'recordsPrefix']),
      ...sendNotices(resources),
      ...coachCalls(resources),
      ...indexMoments(resources),
      ...writeFiles(resources),
    ],
    persistence: () => [
      ...consume(queues.results),
      // Each job that ends makes room for another one.
      ...startJobs(resources),
      ...keepRecords(resources),
      listDue(resources),
      readMedia(resources),
      readResults(resources),
      ...readImports(resources),
      tellMissing([...mediaBuckets(resources), resultsBucket(resources)]),
      writeResults(resources, ['outputsPrefix', 'recordsPrefix']),
      ...sendNotices(resources),
      ...coachCalls(resources),
      ...indexMoments(resources),
      ...writeFiles(resources),
    ],
    retrieval: () => [
      allow('ReadCalls', ['dynamodb:BatchGetItem', 'dynamodb:GetItem'], [resources.tableArn]),
      listCalls(resources),
      // Of these, the oldest tell how long calls wait.
      listDue(resources),
      readResults(resources),
      ...readImports(resources),
      tellMissing([
        resultsBucket(resources),
        ...(changesCalls(resources)
          ? mediaBuckets(resources)
          : takesUploads(resources)
            ? [mediaBucket(resources)]
            : []),
      ]),
      // With a call come the facts that lie beside its recording.
      ...(resources.settings.media.playback || changesCalls(resources) ? [readMedia(resources)] : []),
      ...takeUploads(resources),
      ...(takesUploads(resources) || resources.settings.jobs.commands || changesCalls(resources)
        ? [
            ...keepRecords(resources),
            writeResults(resources, changesCalls(resources) ? ['outputsPrefix', 'recordsPrefix'] : ['recordsPrefix']),
          ]
        : []),
      ...eraseCalls(resources),
      ...readInsights(resources),
      ...searchMoments(resources),
    ],
    sweep: () => [
      ...startJobs(resources),
      // Which jobs there will be is not known before.
      allow('AskAfterJobs', ['bedrock:GetDataAutomationStatus'], [bedrock(resources, 'data-automation-invocation/*')]),
      ...keepRecords(resources),
      listDue(resources),
      // Finds the open calls that the list of due calls lacks.
      allow('ListOpenCalls', ['dynamodb:Query'], [`${resources.tableArn}/index/calls-by-state`]),
      readMedia(resources),
      readResults(resources),
      tellMissing([...mediaBuckets(resources), resultsBucket(resources)]),
      writeResults(resources, ['outputsPrefix', 'recordsPrefix']),
      ...sendNotices(resources),
      ...coachCalls(resources),
      ...indexMoments(resources),
      ...writeFiles(resources),
    ],
  };
  return work[name]();
}

function allow(sid: string, actions: string[], resources: string[], conditions?: Record<string, object>) {
  return new PolicyStatement({ sid, actions, resources, ...(conditions === undefined ? {} : { conditions }) });
}

function consume({ queue, dlq }: QueuePair): PolicyStatement[] {
  return [
    allow(
      'WorkThroughQueue',
      ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      [queue.queueArn],
    ),
    allow('DeadLetter', ['sqs:SendMessage'], [dlq.queueArn]),
  ];
}

/** With one Region's profile missing, those jobs are denied that Bedrock routes there. */
function startJobs(resources: Resources): PolicyStatement[] {
  const { analysis, profile, settings } = resources;
  const regions = profile.routesTo === '*' ? ['*'] : [...new Set([settings.region, ...profile.routesTo])].sort();
  const profiles = regions.map((region) => profileArn(resources, region));
  return [
    allow(
      'StartJobs',
      ['bedrock:InvokeDataAutomationAsync'],
      [...Object.values(analysis.projectArns), analysis.blueprintArn, ...profiles],
    ),
  ];
}

function bedrock({ partition, settings, account }: Resources, resource: string): string {
  return `arn:${partition}:bedrock:${settings.region}:${account}:${resource}`;
}

function keepRecords({ tableArn, ...resources }: Resources): PolicyStatement[] {
  const { recordsPrefix } = resources.settings.results;
  return [
    allow('KeepRecords', ['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'], [tableArn]),
    allow('EraseLongParts', ['s3:DeleteObjectVersion'], [resultsObjects(resources, recordsPrefix)]),
    allow('FindLongParts', ['s3:ListBucketVersions'], [resultsBucket(resources)], {
      StringLike: { 's3:prefix': `${recordsPrefix}*` },
    }),
  ];
}

function listDue({ tableArn }: Resources): PolicyStatement {
  return allow('ListDueCalls', ['dynamodb:Query'], [`${tableArn}/index/calls-due`]);
}

function listCalls({ tableArn }: Resources): PolicyStatement {
  return allow(
    'ListCalls',
    ['dynamodb:Query'],
    [`${tableArn}/index/calls-by-time`, `${tableArn}/index/calls-by-state`],
  );
}

/** Derives insights, and forgets those of erased calls. */
function coachCalls(resources: Resources): PolicyStatement[] {
  const { insightsTableArn, settings, partition } = resources;
  if (insightsTableArn === undefined) return [];
  const documents = settings.coaching?.rulesets.filter((ruleset) => ruleset.startsWith('s3://')) ?? [];
  const objects = documents.map((uri) => `arn:${partition}:s3:::${uri.slice('s3://'.length)}`);
  return [
    allow('KeepInsights', ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], [insightsTableArn]),
    ...(objects.length === 0 ? [] : [allow('ReadRulesets', ['s3:GetObject'], objects)]),
  ];
}

/** Writes calls as files, compares them with what is there, and removes those of erased calls. */
function writeFiles(resources: Resources): PolicyStatement[] {
  if (!resources.settings.results.files) return [];
  return [
    allow(
      'KeepFiles',
      ['s3:DeleteObjectVersion', 's3:GetObject', 's3:PutObject'],
      [resultsObjects(resources, FILES_PREFIX)],
    ),
    allow('FindFiles', ['s3:ListBucketVersions'], [resultsBucket(resources)], {
      StringLike: { 's3:prefix': `${FILES_PREFIX}*` },
    }),
  ];
}

function takesUploads({ settings }: Resources): boolean {
  return settings.media.uploads;
}

function changesCalls({ settings }: Resources): boolean {
  return settings.calls.commands;
}

/** Erases all that is stored of a call, in whichever prefix. Its long parts go as they do with {@link keepRecords}. */
function eraseCalls(resources: Resources): PolicyStatement[] {
  if (!changesCalls(resources)) return [];
  const { tableArn, partition, names, settings } = resources;
  const { imports, outputsPrefix } = settings.results;
  const prefixes: [bucket: string, prefix: string][] = [
    [names.resultsBucket, outputsPrefix],
    [names.resultsBucket, FILES_PREFIX],
    [names.mediaBucket, settings.media.uploadsPrefix],
    ...imports.map(({ bucket = names.resultsBucket, prefix }): [string, string] => [bucket, prefix]),
  ];
  const buckets = [...new Set(prefixes.map(([bucket]) => bucket))];
  const arnOf = (bucket: string) => `arn:${partition}:s3:::${bucket}`;
  const find = buckets.map((bucket, at) => {
    const within = prefixes.filter(([one]) => one === bucket).map(([, prefix]) => `${prefix}*`);
    return allow(`FindObjects${at + 1}`, ['s3:ListBucketVersions'], [arnOf(bucket)], {
      StringLike: { 's3:prefix': within },
    });
  });
  return [
    allow('EraseRecords', ['dynamodb:DeleteItem'], [tableArn]),
    allow(
      'EraseObjects',
      ['s3:DeleteObjectVersion'],
      prefixes.map(([bucket, prefix]) => `${arnOf(bucket)}/${prefix}*`),
    ),
    ...find,
    ...(settings.search.enabled ? [allow('EraseMoments', ['s3vectors:DeleteVectors'], [momentIndex(resources)])] : []),
  ];
}

/** Lends its permission to put recordings below the prefix of uploads, and to nowhere else. */
function takeUploads(resources: Resources): PolicyStatement[] {
  if (!takesUploads(resources)) return [];
  const uploads = `${mediaBucket(resources)}/${resources.settings.media.uploadsPrefix}*`;
  const actions = ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'];
  return [allow('TakeUploads', actions, [uploads])];
}

/** Reads insights, and keeps what people decide about them. */
function readInsights({ insightsTableArn }: Resources): PolicyStatement[] {
  if (insightsTableArn === undefined) return [];
  const indexes = INSIGHTS_TABLE.GlobalSecondaryIndexes.map(
    ({ IndexName }) => `${insightsTableArn}/index/${IndexName}`,
  );
  return [
    allow('ReadInsights', ['dynamodb:BatchGetItem', 'dynamodb:GetItem'], [insightsTableArn]),
    allow('ListInsights', ['dynamodb:Query'], indexes),
    allow('DecideInsights', ['dynamodb:PutItem'], [insightsTableArn]),
  ];
}

/** Keeps moments of calls in the vector index, and forgets those of erased calls. */
function indexMoments(resources: Resources): PolicyStatement[] {
  if (!resources.settings.search.enabled) return [];
  const write = ['s3vectors:DeleteVectors', 's3vectors:PutVectors'];
  return [allow('IndexMoments', write, [momentIndex(resources)]), embedTexts(resources)];
}

function searchMoments(resources: Resources): PolicyStatement[] {
  if (!resources.settings.search.enabled) return [];
  // Filters, and what is known of a vector, take the permission to get vectors.
  const read = ['s3vectors:GetVectors', 's3vectors:QueryVectors'];
  return [allow('SearchMoments', read, [momentIndex(resources)]), embedTexts(resources)];
}

function momentIndex({ partition, settings, account, names }: Resources): string {
  return `arn:${partition}:s3vectors:${settings.region}:${account}:bucket/${names.vectorBucket}/index/${names.momentIndex}`;
}

function embedTexts({ partition, settings }: Resources): PolicyStatement {
  const model = `arn:${partition}:bedrock:${settings.region}::foundation-model/${TITAN_MODEL}`;
  return allow('EmbedTexts', ['bedrock:InvokeModel'], [model]);
}

function sendNotices({ settings, partition, account }: Resources): PolicyStatement[] {
  const { eventBus, topicArn, topicKeyArn } = settings.notices;
  const busArn = eventBus?.startsWith('arn:')
    ? eventBus
    : `arn:${partition}:events:${settings.region}:${account}:event-bus/${eventBus}`;
  return [
    ...(eventBus === undefined
      ? []
      : [allow('PutNotices', ['events:PutEvents'], [busArn], { StringEquals: { 'events:source': EVENT_SOURCE } })]),
    ...(topicArn === undefined ? [] : [allow('PublishNotices', ['sns:Publish'], [topicArn])]),
    // SNS encrypts with the permissions of who publishes.
    ...(topicKeyArn === undefined
      ? []
      : [allow('UseKeyOfNotices', ['kms:Decrypt', 'kms:GenerateDataKey'], [topicKeyArn])]),
  ];
}

type Place = Pick<Resources, 'partition' | 'names' | 'settings'>;

/** For Bedrock, which reads with the permissions of who starts the job. Start messages may name any key. */
function readMedia(resources: Place): PolicyStatement {
  return allow(
    'ReadMedia',
    ['s3:GetObject'],
    mediaBuckets(resources).map((bucket) => `${bucket}/*`),
  );
}

function mediaBuckets({ partition, names, settings }: Place): string[] {
  return [names.mediaBucket, ...settings.media.otherBuckets].map((bucket) => `arn:${partition}:s3:::${bucket}`);
}

function mediaBucket({ partition, names }: Place): string {
  return `arn:${partition}:s3:::${names.mediaBucket}`;
}

function readResults(resources: Place): PolicyStatement {
  const { outputsPrefix, recordsPrefix } = resources.settings.results;
  const objects = [outputsPrefix, recordsPrefix].map((prefix) => resultsObjects(resources, prefix));
  return allow('ReadResults', ['s3:GetObject'], objects);
}

/** Transcripts of other systems are read when they arrive, and again for their words. */
function readImports(resources: Place): PolicyStatement[] {
  const { partition, names, settings } = resources;
  const { imports } = settings.results;
  if (imports.length === 0) return [];
  const arnOf = (bucket = names.resultsBucket) => `arn:${partition}:s3:::${bucket}`;
  const buckets = [...new Set(imports.flatMap(({ bucket }) => bucket ?? []))];
  return [
    allow(
      'ReadImports',
      ['s3:GetObject'],
      imports.map(({ bucket, prefix }) => `${arnOf(bucket)}/${prefix}*`),
    ),
    ...(buckets.length === 0 ? [] : [allow('TellMissingImports', ['s3:ListBucket'], buckets.map(arnOf))]),
  ];
}

/** Without it, S3 denies what isn't there, in place of saying so. */
function tellMissing(buckets: string[]): PolicyStatement {
  return allow('TellMissingFromForbidden', ['s3:ListBucket'], buckets);
}

function writeResults(resources: Place, prefixes: ('outputsPrefix' | 'recordsPrefix')[]): PolicyStatement {
  const objects = prefixes.map((prefix) => resultsObjects(resources, resources.settings.results[prefix]));
  return allow('WriteResults', ['s3:PutObject'], objects);
}

function resultsBucket({ partition, names }: Place): string {
  return `arn:${partition}:s3:::${names.resultsBucket}`;
}

function resultsObjects(resources: Place, prefix: string): string {
  return `${resultsBucket(resources)}/${prefix}*`;
}
