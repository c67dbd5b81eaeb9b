import type { AwsVariable } from '@earshot/adapters-aws';
import type { FunctionName } from '../names.ts';
import type { Resources } from '../resources.ts';

type Variables = Partial<
  Record<AwsVariable | 'EARSHOT_LOG_CALL_IDS' | 'EARSHOT_LOG_LEVEL' | 'EARSHOT_METRICS_NAMESPACE', string>
>;

/** The environment variables of a function: those that its handler reads, and no others. */
export function environmentOf(name: FunctionName, resources: Resources): Record<string, string> {
  const { settings, names } = resources;
  const every: Variables = {
    EARSHOT_TABLE: names.table,
    EARSHOT_INDEX_SHARDS: String(settings.table.indexShards),
    EARSHOT_RESULTS_BUCKET: names.resultsBucket,
    EARSHOT_RECORDS_PREFIX: settings.results.recordsPrefix,
    EARSHOT_LOG_LEVEL: settings.functions.logLevel,
    EARSHOT_LOG_CALL_IDS: String(settings.functions.logCallIds),
    EARSHOT_METRICS_NAMESPACE: names.metrics,
  };
  const own: Record<FunctionName, Variables> = {
    transcription: { ...startingJobs(resources), ...startQueue(resources) },
    // Each job that ends makes room for another one.
    persistence: { ...startingJobs(resources), ...resultsQueue(resources), ...attempts(resources) },
    retrieval: {
      EARSHOT_TOKEN_SECRET: resources.tokenSecret,
      EARSHOT_CORS_ORIGINS: settings.api.corsOrigins.join(','),
      ...layout(resources),
      ...copies(resources),
      ...recordings(resources),
    },
    sweep: {
      ...startingJobs(resources),
      ...attempts(resources),
      EARSHOT_SWEEP_OVERDUE_MINUTES: String(settings.sweep.overdueMinutes),
    },
  };
  return { ...every, ...own[name], ...coaching(name, resources), ...search(resources) };
}

/** The profile as a Region has it; by default the one that jobs are started in. */
export function profileArn(
  { partition, settings, account, profile }: Resources,
  region: string = settings.region,
): string {
  return `arn:${partition}:bedrock:${region}:${account}:data-automation-profile/${profile.id}`;
}

function analyzer(resources: Resources): Variables {
  return {
    EARSHOT_BDA_PROFILE_ARN: profileArn(resources),
    EARSHOT_BDA_PROJECT_ARN: resources.analysis.projectArn,
    EARSHOT_BDA_AUDIO_PROJECT_ARN: resources.analysis.projectArns.audio,
    EARSHOT_BDA_VIDEO_PROJECT_ARN: resources.analysis.projectArns.video,
    EARSHOT_BDA_PROJECT_STAGE: 'LIVE',
    ...(resources.key === undefined ? {} : { EARSHOT_BDA_KMS_KEY_ID: resources.key.keyArn }),
  };
}

function startingJobs(resources: Resources): Variables {
  const { settings } = resources;
  const { expected, maximum } = settings.jobs;
  return {
    ...analyzer(resources),
    ...layout(resources),
    ...copies(resources),
    ...notices(resources),
    EARSHOT_FILES: String(settings.results.files),
    EARSHOT_EXPIRY_ATTRIBUTE: settings.table.expiryAttribute,
    EARSHOT_JOBS_EXPECTED: String(expected),
    EARSHOT_JOBS_MAXIMUM: String(maximum),
  };
}

function attempts({ settings }: Resources): Variables {
  return { EARSHOT_SWEEP_MAX_ATTEMPTS: String(settings.sweep.maxAttempts) };
}

function layout({ settings }: Resources): Variables {
  return {
    EARSHOT_UPLOADS_PREFIX: settings.media.uploadsPrefix,
    EARSHOT_OUTPUTS_PREFIX: settings.results.outputsPrefix,
    ...(settings.media.namePattern && { EARSHOT_NAME_PATTERN: settings.media.namePattern }),
    ...(settings.media.timeZone && { EARSHOT_TIME_ZONE: settings.media.timeZone }),
    EARSHOT_IMPORTS: settings.results.imports
      .map(({ prefix, format }) => (format === undefined ? prefix : `${prefix}=${format}`))
      .join(','),
  };
}

function copies({ settings }: Resources): Variables {
  return { EARSHOT_COPIES: settings.analysis.pii === 'redact' ? 'redacted' : 'original' };
}

/** Without a target, none of them is set. */
function notices({ settings, webhookSecret }: Resources): Variables {
  const { eventBus, topicArn, webhook, callIds } = settings.notices;
  const targets: Variables = {
    ...(eventBus === undefined ? {} : { EARSHOT_NOTIFY_EVENT_BUS: eventBus }),
    ...(topicArn === undefined ? {} : { EARSHOT_NOTIFY_TOPIC_ARN: topicArn }),
    ...(webhook === undefined || webhookSecret === undefined
      ? {}
      : { EARSHOT_NOTIFY_WEBHOOK_URL: webhook.url, EARSHOT_NOTIFY_WEBHOOK_SECRET: webhookSecret.value }),
  };
  const isUsed = Object.keys(targets).length > 0;
  return isUsed ? { ...targets, EARSHOT_NOTIFY_CALL_IDS: String(callIds) } : {};
}

/** Without coaching, none of them is set. */
function coaching(name: FunctionName, { settings, names }: Resources): Variables {
  if (settings.coaching === undefined) return {};
  return {
    EARSHOT_INSIGHTS_TABLE: names.insightsTable,
    EARSHOT_EXPIRY_ATTRIBUTE: settings.table.expiryAttribute,
    ...(name === 'retrieval' ? {} : { EARSHOT_RULESETS: settings.coaching.rulesets.join(',') }),
  };
}

/** Without playback, uploads and commands, none of them is set. */
function recordings({ settings, names }: Resources): Variables {
  const { playback, uploads } = settings.media;
  const changes = uploads || settings.jobs.commands || settings.calls.commands;
  return {
    ...(playback && { EARSHOT_PLAYBACK: 'true' }),
    ...(settings.jobs.commands && { EARSHOT_JOB_COMMANDS: 'true' }),
    ...(settings.calls.commands && { EARSHOT_CALL_COMMANDS: 'true' }),
    ...(changes && { EARSHOT_EXPIRY_ATTRIBUTE: settings.table.expiryAttribute }),
    ...(uploads && { EARSHOT_UPLOADS_BUCKET: names.mediaBucket }),
  };
}

/** Without search, none of them is set. */
function search({ settings, names }: Resources): Variables {
  const { enabled, dimensions } = settings.search;
  if (!enabled) return {};
  return {
    EARSHOT_SEARCH_BUCKET: names.vectorBucket,
    EARSHOT_SEARCH_INDEX: names.momentIndex,
    EARSHOT_SEARCH_DIMENSIONS: String(dimensions),
    EARSHOT_EXPIRY_ATTRIBUTE: settings.table.expiryAttribute,
  };
}

function startQueue({ queues, settings }: Resources): Variables {
  return {
    EARSHOT_START_QUEUE_URL: queues.start.queue.queueUrl,
    EARSHOT_START_DLQ_URL: queues.start.dlq.queueUrl,
    EARSHOT_START_MAX_RECEIVES: String(settings.startQueue.maxReceives),
  };
}

function resultsQueue({ queues, settings }: Resources): Variables {
  return {
    EARSHOT_RESULTS_QUEUE_URL: queues.results.queue.queueUrl,
    EARSHOT_RESULTS_DLQ_URL: queues.results.dlq.queueUrl,
    EARSHOT_RESULTS_MAX_RECEIVES: String(settings.resultsQueue.maxReceives),
    EARSHOT_RESULTS_RETRY_SECONDS: settings.resultsQueue.retrySeconds.join(','),
  };
}
