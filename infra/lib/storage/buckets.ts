import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type CorsRule,
  HttpMethods,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { allowSending, policyOf } from '../queues/access.ts';
import { removalPolicyOf } from '../removal-policy.ts';
import type { Settings } from '../settings.ts';

const ABORT_AFTER = Duration.days(7);
const OLD_VERSIONS_AFTER = Duration.days(30);

/** What buckets are made of, and whom they tell. */
export interface BucketsInput {
  readonly settings: Settings;
  readonly names: Names;
  readonly account: string;
  readonly partition: string;
  readonly key: IKey | undefined;
  readonly startQueue: Queue;
  readonly resultsQueue: Queue;
}

/** Makes the buckets that are not there already, and lets each tell its queue of what arrives. */
export function makeBuckets(scope: Construct, input: BucketsInput): void {
  const { settings, names } = input;
  const { media, results } = settings;
  if (media.existingBucket !== undefined && results.existingBucket !== undefined) return;
  const accessLogs = new Bucket(scope, 'AccessLogs', {
    ...safe(settings),
    bucketName: names.accessLogsBucket,
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ id: 'expire', expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: ABORT_AFTER }],
  });
  const own = (prefix: string) => ({
    ...safe(settings),
    versioned: true,
    ...(input.key === undefined
      ? { encryption: BucketEncryption.S3_MANAGED }
      : { encryption: BucketEncryption.KMS, encryptionKey: input.key, bucketKeyEnabled: true }),
    // The types of the CDK are not exact about what may be undefined.
    serverAccessLogsBucket: accessLogs as IBucket,
    serverAccessLogsPrefix: prefix,
  });
  if (media.existingBucket === undefined) {
    const bucket = new Bucket(scope, 'Media', {
      ...own('media/'),
      bucketName: names.mediaBucket,
      lifecycleRules: [cleanUp, tiering, ...expiry(media.expireAfterDays)],
      cors: corsOf(settings),
    });
    // The prefix alone: suffixes distinguish upper and lower case, and every spelling of twelve suffixes would be
    // hundreds of rules, of which a bucket takes one hundred. The function leaves alone what isn't a recording.
    notify(bucket, names.mediaBucket, input, input.startQueue, [{ prefix: media.uploadsPrefix }]);
  }
  if (results.existingBucket === undefined) {
    const bucket = new Bucket(scope, 'Results', {
      ...own('results/'),
      bucketName: names.resultsBucket,
      lifecycleRules: [cleanUp, tiering, ...expiry(results.expireOutputsAfterDays, results.outputsPrefix)],
    });
    const imports = results.imports.filter((place) => place.bucket === undefined);
    notify(bucket, names.resultsBucket, input, input.resultsQueue, [
      { prefix: results.outputsPrefix, suffix: 'job_metadata.json' },
      ...imports.map(({ prefix }) => ({ prefix })),
    ]);
  }
}

/** What pages of the API's origins may do with URLs that the API signed: a browser asks the bucket, too. */
function corsOf({ media, api: { corsOrigins } }: Settings): CorsRule[] {
  const allowedMethods = [
    ...(media.playback ? [HttpMethods.GET, HttpMethods.HEAD] : []),
    ...(media.uploads ? [HttpMethods.PUT] : []),
  ];
  if (corsOrigins.length === 0 || allowedMethods.length === 0) return [];
  return [
    {
      allowedOrigins: corsOrigins,
      allowedMethods,
      allowedHeaders: ['content-type', 'if-none-match', 'range'],
      // What a page needs to confirm a part, and to seek.
      exposedHeaders: ['ETag', 'Accept-Ranges', 'Content-Length', 'Content-Range'],
      maxAge: Duration.hours(1).toSeconds(),
    },
  ];
}

const cleanUp: LifecycleRule = {
  id: 'clean-up',
  abortIncompleteMultipartUploadAfter: ABORT_AFTER,
  noncurrentVersionExpiration: OLD_VERSIONS_AFTER,
  expiredObjectDeleteMarker: true,
};

const tiering: LifecycleRule = {
  id: 'tiering',
  transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }],
};

function expiry(days: number | undefined, prefix?: string): LifecycleRule[] {
  if (days === undefined) return [];
  return [{ id: 'expire', expiration: Duration.days(days), ...(prefix === undefined ? {} : { prefix }) }];
}

function safe(settings: Settings) {
  return {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: removalPolicyOf(settings),
  };
}

interface Filter {
  readonly prefix: string;
  readonly suffix?: string;
}

function notify(
  bucket: Bucket,
  name: string,
  { partition, account }: BucketsInput,
  queue: Queue,
  filters: readonly Filter[],
): void {
  allowSending(queue, { service: 's3', arn: `arn:${partition}:s3:::${name}`, account });
  const queueConfigurations = filters.map((filter) => {
    const rules = Object.entries(filter).map(([rule, value]) => ({ name: rule, value: String(value) }));
    return { event: 's3:ObjectCreated:*', queue: queue.queueArn, filter: { s3Key: { rules } } };
  });
  const cfnBucket = bucket.node.defaultChild as CfnBucket;
  cfnBucket.notificationConfiguration = { queueConfigurations };
  bucket.node.addDependency(policyOf(queue));
}
