import { TITAN_DIMENSIONS } from '@earshot/adapters-aws/titan';
import { FILES_PREFIX, recordingNames } from '@earshot/core';
import * as z from 'zod';
import { REGIONS } from './analysis/regions.ts';

const name = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected small letters, digits and single hyphens');
const bucketName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected the name of a bucket');
const tableName = z.string().regex(/^[\w.-]{3,255}$/, 'expected the name of a table');
const prefix = z.string().regex(/^[^/*?].*\/$/, 'expected a prefix that ends in /');
/** A key of KMS. Policies of IAM don't take aliases. */
const keyArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, "expected a key's ARN, not an alias's");
const accountId = z.string().regex(/^\d{12}$/, 'expected the 12 digits of an account');
const topicArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/, "expected the ARN of a topic that isn't FIFO");
const whole = (least: number, most: number) => z.int().min(least).max(most);
/** As browsers send it: they know no upper case and no slash at the end. */
const origin = z
  .string()
  .regex(/^https?:\/\/[^/?#@*\sA-Z]+$/, 'expected an origin as browsers send it, such as https://calls.example.org');

/** CloudWatch keeps logs for these numbers of days and no others. */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 3653] as const;

const FunctionSize = z
  .strictObject({
    memoryMb: whole(128, 10_240).default(512),
    timeoutSeconds: whole(10, 900).default(60),
  })
  .prefault({});

const Queue = {
  /** Messages that one invocation gets at most. */
  batchSize: whole(1, 10).default(10),
  /** Invocations at a time. */
  maximumConcurrency: whole(2, 1_000).default(10),
};

/** What names of buckets leave of their 63 characters, with purpose, account and Region in them. */
const LONGEST_NAME = 35;

/** Who may ask the API. `open` is everybody. */
const Jwt = z.strictObject({
  kind: z.literal('jwt'),
  issuer: z.url({ protocol: /^https$/ }),
  audience: z.array(z.string().min(1)).min(1),
});
const Iam = z.strictObject({ kind: z.literal('iam') });
const Open = z.strictObject({ kind: z.literal('open') });
const ApiKey = z.strictObject({
  kind: z.literal('api-key'),
  requestsPerMonth: whole(1, 1_000_000_000).default(100_000),
});

const everyApi = {
  corsOrigins: z.array(origin).default([]),
  requestsPerSecond: whole(1, 10_000).default(50),
  burst: whole(1, 5_000).default(100),
};
const HttpApi = z.strictObject({
  kind: z.literal('http'),
  auth: z.discriminatedUnion('kind', [Jwt, Iam, Open]).default({ kind: 'iam' }),
  ...everyApi,
});
const RestApi = z.strictObject({
  kind: z.literal('rest'),
  auth: z.discriminatedUnion('kind', [ApiKey, Iam, Open]).default({ kind: 'iam' }),
  /** A web ACL of AWS WAF, in the same Region, to put before the API. */
  webAcl: z.strictObject({ name: z.string().min(1), id: z.string().min(1) }).optional(),
  ...everyApi,
});

/** All that can be set of one environment; the defaults are what most will want. */
export const Settings = z.strictObject({
  /** Begins the names of table, buckets and project. */
  project: name(30).default('conversational-analytics'),
  environment: name(12),
  /** Begins the names of topic, queues, functions and API. Environments that share an account and a Region need one each. */
  prefix: name(40).default('dmg-inbound-callrecording'),
  region: z.enum(REGIONS),
  /** Without it, the account that the credentials belong to. */
  account: accountId.optional(),
  /** Whether table and buckets outlive the stack, and the table refuses to be deleted. */
  keepData: z.boolean(),
  tags: z.record(z.string().min(1), z.string()).default({}),

  media: z
    .strictObject({
      /** A bucket that is there already; it must tell EventBridge of its objects. Without it, the stack has its own. */
      existingBucket: bucketName.optional(),
      /** Buckets of this account whose recordings start messages may name. */
      otherBuckets: z.array(bucketName).default([]),
      /** The KMS keys of these buckets, where they have keys of their own. */
      keyArns: z.array(keyArn).default([]),
      uploadsPrefix: prefix.default('uploads/'),
      /** A regular expression with the named groups `time`, `agent`, `customer` and `id`, for names of recordings. */
      namePattern: z.string().optional(),
      /** The zone of times in names that state none. @defaultValue UTC */
      timeZone: z.string().optional(),
      expireAfterDays: whole(1, 36_500).optional(),
      /** Whether the API gives out URLs that play recordings, in this bucket and the others. */
      playback: z.boolean().default(false),
      /** Whether recordings can be uploaded to this bucket through the API. */
      uploads: z.boolean().default(false),
    })
    .prefault({}),
  results: z
    .strictObject({
      existingBucket: bucketName.optional(),
      /** The KMS key of that bucket, where it has a key of its own. */
      keyArn: keyArn.optional(),
      outputsPrefix: prefix.default('transcription-outputs/'),
      recordsPrefix: prefix.default('records/'),
      /** Where transcripts of other systems arrive: each is a call. */
      imports: z
        .array(
          z.strictObject({
            /** A bucket of yours; it must tell EventBridge of its objects. Without it, the bucket of results. */
            bucket: bucketName.optional(),
            prefix: prefix.refine((name) => !/[,=]/.test(name), 'expected no comma and no ='),
            /** Such as `pca`. Without it, each is recognized by its content. */
            format: z
              .string()
              .regex(/^[a-z-]+$/, 'expected the name of a format')
              .optional(),
          }),
        )
        .default([]),
      /** Whether each call is also written as files, below `call-files/`: JSON, Markdown, WebVTT and SRT. */
      files: z.boolean().default(false),
      /** How long Bedrock's documents stay. Records in the table, and their long parts, are not theirs. */
      expireOutputsAfterDays: whole(1, 36_500).optional(),
    })
    .prefault({}),

  /** `own-key`: a KMS key of yours over everything that can hold what was said. */
  encryption: z.enum(['aws', 'own-key']).default('aws'),
  /** Runs the functions in these subnets, which must reach S3, DynamoDB, SQS and Bedrock. */
  vpc: z
    .strictObject({
      subnetIds: z.array(z.string().startsWith('subnet-')).min(1),
      securityGroupIds: z.array(z.string().startsWith('sg-')).min(1),
    })
    .optional(),

  analysis: z
    .strictObject({
      /** Asks for sentiment, resolution, actions and more besides summary, categories and topics. */
      richFields: z.boolean().default(false),
      /** What MP4 and MOV recordings are analyzed as whose start doesn't say. The blueprint is for audio. */
      movies: z.enum(['audio', 'video']).default('audio'),
      /** What becomes of names, numbers and similar things that callers mention. With `redact`, records hold the redacted text. */
      pii: z.enum(['off', 'detect', 'redact']).default('off'),
      moderation: z.boolean().default(true),
    })
    .prefault({}),

  functions: z
    .strictObject({
      transcription: FunctionSize,
      persistence: FunctionSize.default({ memoryMb: 1_024, timeoutSeconds: 150 }),
      retrieval: FunctionSize.default({ memoryMb: 512, timeoutSeconds: 29 }),
      sweep: FunctionSize.default({ memoryMb: 512, timeoutSeconds: 300 }),
      /** Whether logs name calls by their ids, too, which come from file names and may hold phone numbers. Hashes are always there. */
      logCallIds: z.boolean().default(true),
      logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT']).default('INFO'),
    })
    .prefault({}),
  /** Where start messages are published. */
  startTopic: z
    .strictObject({
      /** A topic that is there already, perhaps of another account: its policy must let this one subscribe. */
      existingArn: topicArn.optional(),
      /** Who may publish to the stack's topic besides this account. Takes a key of its own: AWS's is closed to them. */
      publishers: z
        .strictObject({
          accounts: z.array(accountId).default([]),
          /** Of this account. */
          services: z.array(z.enum(['events', 's3'])).default([]),
        })
        .prefault({}),
    })
    .prefault({}),
  startQueue: z
    .strictObject({ ...Queue, delaySeconds: whole(0, 900).default(30), maxReceives: whole(1, 100).default(10) })
    .prefault({}),
  resultsQueue: z
    .strictObject({
      ...Queue,
      maxReceives: whole(1, 100).default(3),
      /** How long a message waits after its first receive that met a transient fault, after its second, and so on. */
      retrySeconds: z.array(whole(0, 900)).min(1).default([30, 300]),
    })
    .prefault({}),
  jobs: z
    .strictObject({
      /** Bedrock's quota of concurrent jobs in this Region, as far as it is known: Earshot begins with it and learns the rest. */
      expected: whole(1, 100_000).default(20),
      /** At most so many jobs run at once, whatever the quota: leaves room for the account's other jobs. */
      maximum: whole(1, 100_000).default(100_000),
      /** Whether the API cancels and retries jobs. */
      commands: z.boolean().default(false),
    })
    .prefault({}),
  calls: z
    .strictObject({
      /** Whether the API starts, imports, restarts, corrects, annotates and erases calls. */
      commands: z.boolean().default(false),
    })
    .prefault({}),
  sweep: z
    .strictObject({
      everyMinutes: whole(1, 1_440).default(15),
      overdueMinutes: whole(1, 10_080).default(30),
      maxAttempts: whole(1, 10).default(3),
    })
    .prefault({}),

  table: z
    .strictObject({
      /**
       * Another table of Earshot's, such as a restored one, that the functions work with. The stack's own table stays as it
       * is, unused, until this setting is taken back.
       */
      existing: tableName.optional(),
      /** Chosen once: it can't change when calls are kept. */
      indexShards: whole(1, 64).default(8),
      /** DynamoDB removes items whose time in this attribute is past. Earshot writes it to what it shares for a while, never to calls. */
      expiryAttribute: z.string().min(1).default('expires_at'),
      maxReadUnits: whole(1, 1_000_000).optional(),
      maxWriteUnits: whole(1, 1_000_000).optional(),
    })
    .prefault({}),

  /** Coaches calls: keeps insights in a table, and serves them. Without it, there is no such table. */
  coaching: z
    .strictObject({
      /** By which rulesets: names of shipped ones, and `s3://` URIs of JSON documents. Without any, by all shipped ones. */
      rulesets: z
        .array(
          z
            .string()
            .regex(
              /^(?:[a-z0-9][\w-]*|s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[^,*?]+\.json)$/,
              'expected the name of a ruleset, or the s3:// URI of a JSON document',
            ),
        )
        .default([]),
    })
    .optional(),

  /** Finds moments of calls by words and by meaning: keeps them in a vector index, and serves `GET /search`. */
  search: z
    .strictObject({
      enabled: z.boolean().default(false),
      /** Numbers of a vector. More find a little better, and cost more. Another number makes another, empty index. */
      dimensions: z.literal(TITAN_DIMENSIONS).default(512),
    })
    .prefault({}),

  /** Where notices go when a call completes, finds no match or fails. */
  notices: z
    .strictObject({
      /** An event bus of this account by its name, such as `default`, or another by its ARN. */
      eventBus: z
        .string()
        .regex(
          /^(?:[\w./-]{1,256}|arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]+)$/,
          'expected an event bus',
        )
        .optional(),
      /** A topic that is there already. */
      topicArn: z
        .string()
        .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(?:\.fifo)?$/, "expected a topic's ARN")
        .optional(),
      /** The KMS key of that topic, where it has a key of its own. */
      topicKeyArn: keyArn.optional(),
      webhook: z
        .strictObject({
          url: z.url({ protocol: /^https$/ }),
          /** A secret of Secrets Manager whose text signs the requests. Without it, the stack makes one. */
          secretArn: z
            .string()
            .regex(
              /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/,
              "expected a secret's full ARN",
            )
            .optional(),
        })
        .optional(),
      /** Whether notices name call ids, which may hold personal data. */
      callIds: z.boolean().default(false),
    })
    .prefault({}),

  api: z.discriminatedUnion('kind', [HttpApi, RestApi]).prefault({ kind: 'http' }),

  logRetentionDays: z.literal(RETENTION_DAYS).default(90),
  alarms: z
    .strictObject({
      emails: z.array(z.email()).default([]),
      /** With more than so many percent of the calls failed that ended within a quarter of an hour, something is wrong. */
      failedPercent: z.number().min(0).max(100).default(5),
      oldestMessageMinutes: whole(5, 1_440).default(30),
      /** With a call waiting for a job for so long, the quota is too small for what arrives. */
      oldestWaitingHours: whole(1, 336).default(12),
      /** With something started and nothing finished for so long, something is wrong. */
      silentHours: whole(1, 24).default(6),
    })
    .prefault({}),
  budget: z.strictObject({ monthlyUsd: z.number().positive(), emails: z.array(z.email()).min(1).max(10) }).optional(),
  /** What the dashboard reckons with; prices are yours to check. */
  costs: z
    .strictObject({
      minutesPerCall: z.number().positive().default(5),
      analysisUsdPerMinute: z.number().nonnegative().default(0.015),
    })
    .prefault({}),
});
export type Settings = z.output<typeof Settings>;

/** Fields of {@link Settings} that have to be given, and those that may be. */
export type SettingsInput = z.input<typeof Settings>;

/**
 * Checks the settings of an environment and fills in the defaults.
 * @throws Error that names every setting that is missing or wrong
 */
export function defineSettings(input: SettingsInput): Settings {
  const parsed = Settings.safeParse(input);
  if (!parsed.success) throw new Error(`the settings of ${input.environment}:\n${z.prettifyError(parsed.error)}`);
  const settings = parsed.data;
  const { media, results, project, environment } = settings;
  if (`${project}-${environment}`.length > LONGEST_NAME) {
    throw new Error(
      `the settings of ${environment}: project and environment have more than ${LONGEST_NAME} characters`,
    );
  }
  const withoutBucket = [
    ...(media.keyArns.length > 0 && media.existingBucket === undefined && media.otherBuckets.length === 0
      ? ['media.keyArns']
      : []),
    ...(results.keyArn !== undefined && results.existingBucket === undefined ? ['results.keyArn'] : []),
  ];
  if (withoutBucket.length > 0) {
    throw new Error(
      `the settings of ${environment}: ${withoutBucket.join(' and ')}: expected a bucket of yours beside it; for the stack's own buckets set encryption`,
    );
  }
  if (settings.notices.topicKeyArn !== undefined && settings.notices.topicArn === undefined) {
    throw new Error(`the settings of ${environment}: notices.topicKeyArn: expected notices.topicArn beside it`);
  }
  const { existingArn, publishers } = settings.startTopic;
  const hasPublishers = publishers.accounts.length + publishers.services.length > 0;
  if (hasPublishers && (existingArn !== undefined || settings.encryption !== 'own-key')) {
    throw new Error(
      `the settings of ${environment}: startTopic.publishers: expected encryption 'own-key', and no startTopic.existingArn, whose own policy says who may publish`,
    );
  }
  const sameBucket = media.existingBucket !== undefined && media.existingBucket === results.existingBucket;
  const overlap =
    media.uploadsPrefix.startsWith(results.outputsPrefix) || results.outputsPrefix.startsWith(media.uploadsPrefix);
  if (sameBucket && overlap) {
    throw new Error(`the settings of ${environment}: uploads and outputs in one bucket need prefixes apart`);
  }
  recordingNames({ pattern: media.namePattern, timeZone: media.timeZone });
  const imports = results.imports.filter(({ bucket }) => bucket === undefined).map(({ prefix }) => prefix);
  const own = [results.outputsPrefix, results.recordsPrefix, ...(results.files ? [FILES_PREFIX] : [])];
  // S3 refuses notifications with prefixes that a key could fit both of.
  const shared = imports.find((prefix, at) =>
    [...own, ...imports.slice(0, at)].some((other) => isWithin(prefix, other)),
  );
  if (shared !== undefined) {
    throw new Error(`the settings of ${environment}: results.imports: ${shared} overlaps another prefix of the bucket`);
  }
  return settings;
}

function isWithin(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
