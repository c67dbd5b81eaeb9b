import { COPIES, DEFAULT_LAYOUT, EarshotError } from '@earshot/core';
import * as z from 'zod/mini';
import type { TitanDimensions } from './titan/index.js';

/** As a maximum of jobs: none. */
export const MAX_JOBS = 100_000;

const text = (pattern: RegExp, expected: string) => z.string().check(z.regex(pattern, expected));
const whole = (least: number, most: number, byDefault: number) =>
  z.pipe(
    z._default(text(/^\d{1,9}$/, 'expected a whole number'), String(byDefault)),
    z.pipe(
      z.transform((digits: string) => Number(digits)),
      z.int().check(z.gte(least, `expected at least ${least}`), z.lte(most, `expected at most ${most}`)),
    ),
  );
const amount = (byDefault: number) =>
  z.pipe(
    z._default(text(/^\d{1,9}(\.\d{1,9})?$/, 'expected a number such as 0.015'), String(byDefault)),
    z.transform((digits: string) => Number(digits)),
  );
const flag = () =>
  z.pipe(
    z._default(z.enum(['true', 'false']), 'false'),
    z.transform((flag: 'true' | 'false') => flag === 'true'),
  );
const queueUrl = () => text(/^https?:\/\/[^\s/]+\/.+$/, 'expected the URL of a queue');
const bedrockArn = (resource: string, expected: string) =>
  text(new RegExp(`^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:(?:\\d{12}|aws):${resource}/.+$`), expected);
const prefix = (byDefault: string) => z._default(text(/^(?!\/).+\/$/, 'expected a prefix that ends in /'), byDefault);

/** The environment variables that describe Earshot on AWS, and what each may hold: a schema, made when it is needed. */
export const AWS_VARIABLES = {
  /** Table of the calls. */
  EARSHOT_TABLE: () => text(/^[A-Za-z0-9_.-]{3,255}$/, 'expected the name of a table'),
  /** Over how many partitions the table's indices are spread; it can't change once calls are kept. */
  EARSHOT_INDEX_SHARDS: () => whole(1, 64, 8),
  /** The attribute by which items of the table expire. */
  EARSHOT_EXPIRY_ATTRIBUTE: () => z._default(z.string().check(z.minLength(1)), 'expires_at'),
  /** Bucket that results go to. */
  EARSHOT_RESULTS_BUCKET: () => text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected the name of a bucket'),
  /** Whether the API plays recordings. */
  EARSHOT_PLAYBACK: () => flag(),
  /** Whether the API cancels and retries jobs. */
  EARSHOT_JOB_COMMANDS: () => flag(),
  /** Whether the API starts, imports, changes and erases calls. */
  EARSHOT_CALL_COMMANDS: () => flag(),
  /** Bucket that the API has recordings uploaded to. Without it, nothing can be uploaded. */
  EARSHOT_UPLOADS_BUCKET: () => z.optional(text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected the name of a bucket')),
  EARSHOT_UPLOADS_PREFIX: () => prefix(DEFAULT_LAYOUT.uploadsPrefix),
  EARSHOT_OUTPUTS_PREFIX: () => prefix(DEFAULT_LAYOUT.outputsPrefix),
  /** Prefixes below which documents of other systems arrive, separated by commas; `PREFIX=FORMAT` where all are of one format. */
  EARSHOT_IMPORTS: () =>
    z.pipe(
      z._default(
        text(
          /^(?!\/)[^,=]+\/(=[a-z-]+)?(,(?!\/)[^,=]+\/(=[a-z-]+)?)*$/,
          'expected prefixes that end in /, such as pca/=pca',
        ),
        '',
      ),
      z.transform((list: string) =>
        list.split(',').flatMap((place) => {
          const [prefix = '', format] = place.split('=');
          return prefix === '' ? [] : [{ prefix, format }];
        }),
      ),
    ),
  /** A regular expression with named groups that reads names of recordings. `layoutOf` refuses others. */
  EARSHOT_NAME_PATTERN: () => z.optional(z.string().check(z.minLength(1))),
  /** The zone of times in names that state none. Without it, they count as UTC. */
  EARSHOT_TIME_ZONE: () => z.optional(z.string().check(z.minLength(1))),
  /** Where in the results bucket the parts of a record go that are too long for the table. */
  EARSHOT_RECORDS_PREFIX: () => prefix('records/'),
  EARSHOT_BDA_PROFILE_ARN: () => bedrockArn('data-automation-profile', "expected a data automation profile's ARN"),
  EARSHOT_BDA_PROJECT_ARN: () =>
    z.optional(bedrockArn('data-automation-project', "expected a data automation project's ARN")),
  /** For recordings whose start asks for one of the two; others take EARSHOT_BDA_PROJECT_ARN. */
  EARSHOT_BDA_AUDIO_PROJECT_ARN: () =>
    z.optional(bedrockArn('data-automation-project', "expected a data automation project's ARN")),
  EARSHOT_BDA_VIDEO_PROJECT_ARN: () =>
    z.optional(bedrockArn('data-automation-project', "expected a data automation project's ARN")),
  EARSHOT_BDA_PROJECT_STAGE: () => z._default(z.enum(['LIVE', 'DEVELOPMENT']), 'LIVE'),
  /** Instead of a project. */
  EARSHOT_BDA_BLUEPRINT_ARN: () => z.optional(bedrockArn('blueprint', "expected a blueprint's ARN")),
  EARSHOT_BDA_KMS_KEY_ID: () => z.optional(z.string().check(z.minLength(1))),
  /** How many jobs Bedrock probably runs at once: where learning its quota begins. */
  EARSHOT_JOBS_EXPECTED: () => whole(1, 100_000, 20),
  /** At most so many jobs run at once, whatever the quota. */
  EARSHOT_JOBS_MAXIMUM: () => whole(1, MAX_JOBS, MAX_JOBS),
  EARSHOT_START_QUEUE_URL: queueUrl,
  EARSHOT_START_DLQ_URL: queueUrl,
  /** A start message that still fails at this receive is dead-lettered. */
  EARSHOT_START_MAX_RECEIVES: () => whole(1, 1_000, 10),
  EARSHOT_RESULTS_QUEUE_URL: queueUrl,
  EARSHOT_RESULTS_DLQ_URL: queueUrl,
  EARSHOT_RESULTS_MAX_RECEIVES: () => whole(1, 1_000, 3),
  /** How long a result message waits after each receive that met a transient fault, in seconds, separated by commas. */
  EARSHOT_RESULTS_RETRY_SECONDS: () =>
    z.pipe(
      z._default(text(/^\d{1,3}(,\d{1,3})*$/, 'expected seconds below 1,000, separated by commas'), '30,300'),
      z.transform((list: string) => list.split(',').map(Number)),
    ),
  /** Which copies of a result become the record. */
  EARSHOT_COPIES: () => z._default(z.enum(COPIES), 'original'),
  /** Signs page tokens. */
  EARSHOT_TOKEN_SECRET: () => text(/^.{16,}$/s, 'expected at least 16 characters'),
  /** Origins whose pages may use the API, separated by commas. */
  EARSHOT_CORS_ORIGINS: () =>
    z.pipe(
      z._default(z.string(), ''),
      z.transform((origins: string) => origins.split(',').flatMap((origin) => origin.trim() || [])),
    ),
  /** How long a call waits for news before it is checked. */
  EARSHOT_SWEEP_OVERDUE_MINUTES: () => whole(1, 10_080, 30),
  /** How often a call is analyzed by itself, the first time included. */
  EARSHOT_SWEEP_MAX_ATTEMPTS: () => whole(1, 10, 3),
  /** How long a call is, for estimates. */
  EARSHOT_MINUTES_PER_CALL: () => amount(5),
  /** What analyzing a minute costs, for estimates. */
  EARSHOT_ANALYSIS_USD_PER_MINUTE: () => amount(0.015),
  /** Whether calls are written as files, below `call-files/` in the bucket of results. */
  EARSHOT_FILES: () => flag(),
  /** Table of the insights. Without it, calls aren't coached. */
  EARSHOT_INSIGHTS_TABLE: () => z.optional(text(/^[A-Za-z0-9_.-]{3,255}$/, 'expected the name of a table')),
  /** Rulesets that calls are coached by, separated by commas: names of shipped ones, and JSON documents in S3. Empty: all shipped ones. */
  EARSHOT_RULESETS: () =>
    z.pipe(
      z._default(
        text(
          /^(?:[a-z0-9][\w-]*|s3:\/\/[^,]+\.json)(?:,(?:[a-z0-9][\w-]*|s3:\/\/[^,]+\.json))*$/,
          'expected names of rulesets, and s3:// URIs of JSON documents, separated by commas',
        ),
        '',
      ),
      z.transform((list: string) => list.split(',').flatMap((ruleset) => ruleset || [])),
    ),
  /** Vector bucket of the index that moments are searched in. Without it, there is no search. */
  EARSHOT_SEARCH_BUCKET: () =>
    z.optional(text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'expected the name of a vector bucket')),
  EARSHOT_SEARCH_INDEX: () =>
    z._default(text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected the name of a vector index'), 'moments'),
  /** How many numbers the vectors of the index have. */
  EARSHOT_SEARCH_DIMENSIONS: () =>
    z.pipe(
      z._default(z.enum(['256', '512', '1024'], 'expected 256, 512 or 1024'), '512'),
      z.transform((digits: '256' | '512' | '1024') => Number(digits) as TitanDimensions),
    ),
  /** Event bus that notices go to: a name, or an ARN. */
  EARSHOT_NOTIFY_EVENT_BUS: () =>
    z.optional(
      text(
        /^(?:[\w./-]{1,256}|arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/.+)$/,
        'expected the name of an event bus',
      ),
    ),
  EARSHOT_NOTIFY_TOPIC_ARN: () =>
    z.optional(text(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(?:\.fifo)?$/, "expected a topic's ARN")),
  EARSHOT_NOTIFY_WEBHOOK_URL: () => z.optional(text(/^https?:\/\/./, 'expected a URL')),
  EARSHOT_NOTIFY_WEBHOOK_SECRET: () =>
    z.optional(text(/^[!-~]{24,}$/, 'expected at least 24 visible ASCII characters')),
  /** Whether notices carry call ids, which may hold personal data. */
  EARSHOT_NOTIFY_CALL_IDS: () => flag(),
} as const;

/** Names of {@link AWS_VARIABLES}. */
export type AwsVariable = keyof typeof AWS_VARIABLES;

/** The variables of these names, as read. */
export type AwsVariables<N extends AwsVariable> = {
  readonly [K in N]: z.output<ReturnType<(typeof AWS_VARIABLES)[K]>>;
};

/**
 * Reads variables from an environment that it is given. An empty one counts as not set.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` that names every missing and every wrong variable at once, and no value
 */
export function readAwsVariables<const N extends AwsVariable>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly N[],
): AwsVariables<N> {
  const issues: { field: string; expected: string }[] = [];
  const read = names.map((field) => {
    const found = environment[field] === '' ? undefined : environment[field];
    const parsed = z.safeParse(AWS_VARIABLES[field](), found);
    if (parsed.success) return [field, parsed.data];
    const expected = found === undefined ? 'is missing' : (parsed.error.issues[0]?.message ?? 'is wrong');
    issues.push({ field, expected });
    return [field, undefined];
  });
  if (issues.length === 0) return Object.fromEntries(read) as AwsVariables<N>;
  const message = issues.map(({ field, expected }) => `${field}: ${expected}`).join('; ');
  throw new EarshotError('EARSHOT_INVALID_INPUT', message, { details: { field: issues[0]?.field, issues } });
}
