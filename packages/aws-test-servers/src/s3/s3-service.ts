import type { Bucket, ObjectVersion } from './bucket.js';
import { EventDeliveries } from './event-deliveries.js';
import type { EventName } from './event-name.js';
import { eventRecord, testEvent } from './event-record.js';
import { configurationsFor, type NotificationConfiguration } from './notification-configuration.js';
import { accessDenied, S3Error } from './s3-error.js';
import type { S3Request } from './s3-request.js';
import type { S3ServerOptions } from './s3-server-options.js';

/** A request whose sender is known. */
export interface S3Call {
  readonly request: S3Request;
  /** The access key id of who sent it. */
  readonly caller: string;
  readonly requestId: string;
  readonly service: S3Service;
}

export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Buffer;
}

/** What the server keeps, and the rules that hold for every operation. */
export class S3Service {
  readonly buckets = new Map<string, Bucket>();
  readonly deliveries: EventDeliveries;
  readonly now: () => Date;
  readonly #deny: NonNullable<S3ServerOptions['deny']>;
  #sequence = 0;

  constructor(options: S3ServerOptions) {
    this.now = options.now ?? (() => new Date());
    this.#deny = options.deny ?? (() => false);
    this.deliveries = new EventDeliveries(options);
  }

  /** Whether the caller may do something. */
  allows({ caller, request }: S3Call, action: string, key = request.key): boolean {
    const { bucket = '' } = request;
    return !this.#deny({ bucket, key: key ?? '', action, caller });
  }

  /**
   * The bucket that a request is about, when the caller may do what it asks.
   * @throws S3Error `NoSuchBucket`, `AccessDenied`
   */
  bucketFor(call: S3Call, action: string): Bucket {
    const bucket = this.buckets.get(call.request.bucket ?? '');
    if (bucket === undefined) throw noSuchBucket(call.request.bucket);
    if (!this.allows(call, action)) throw accessDenied();
    return bucket;
  }

  /** Sends what happened to an object to everybody who asked for it. */
  announce(call: S3Call, bucket: Bucket, event: EventName, version: ObjectVersion): void {
    this.#sequence += 1;
    const happening = { call, bucket, event, version, sequence: this.#sequence, at: this.now() };
    for (const { id, queueArn } of configurationsFor(bucket.notifications, event, version.key)) {
      this.deliveries.send(queueArn, { Records: [eventRecord(happening, id)] });
    }
  }

  /**
   * Lets a bucket tell queues from now on, beginning with a test event.
   * @throws S3Error `InvalidArgument` when a queue can't be reached
   */
  async notify(call: S3Call, bucket: Bucket, notifications: NotificationConfiguration): Promise<void> {
    const queueArns = new Set(notifications.queues.map(({ queueArn }) => queueArn));
    await this.deliveries.check([...queueArns]);
    bucket.notifications = notifications;
    for (const queueArn of queueArns) this.deliveries.send(queueArn, testEvent(call, bucket, this.now()));
  }
}

/** The answer when a bucket isn't there. */
export function noSuchBucket(name = ''): S3Error {
  return new S3Error('NoSuchBucket', 'The specified bucket does not exist', { fields: { BucketName: name } });
}
