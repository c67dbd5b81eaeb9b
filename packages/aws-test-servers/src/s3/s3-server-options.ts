import type { Connection } from '../test-server.js';

export interface S3Access {
  readonly bucket: string;
  /** Empty where the action is about a bucket. */
  readonly key: string;
  /** As policies name it, such as `s3:GetObject`. */
  readonly action: string;
  /** The access key id of who asks. */
  readonly caller: string;
}

export interface S3ServerOptions {
  /** Secrets by access key id. @defaultValue `{ test: 'test' }` */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Whether something is forbidden. @defaultValue nothing is */
  readonly deny?: (access: S3Access) => boolean;
  /** Where the queues are that buckets may notify. Without it there are none. */
  readonly queues?: Connection;
  /** What is taken for the present. @defaultValue the clock */
  readonly now?: () => Date;
}
