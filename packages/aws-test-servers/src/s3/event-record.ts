import { TEST_ACCOUNT, TEST_REGION } from '../test-server.js';
import type { Bucket, ObjectVersion } from './bucket.js';
import type { EventName } from './event-name.js';
import { encodeKey } from './key-encoding.js';
import type { S3Request } from './s3-request.js';

/** Who asked for what happened. */
export interface EventCause {
  readonly request: Pick<S3Request, 'sourceAddress'>;
  /** An access key id. */
  readonly caller: string;
  readonly requestId: string;
}

/** Something that happened to an object. */
export interface Happening {
  readonly call: EventCause;
  readonly bucket: Bucket;
  readonly event: EventName;
  readonly version: ObjectVersion;
  /** Grows with every happening. */
  readonly sequence: number;
  readonly at: Date;
}

/** The record of a happening, as S3 documents it. */
export function eventRecord(
  { call, bucket, event, version, sequence, at }: Happening,
  configurationId: string,
): object {
  const { key, versionId, bytes, etag } = version;
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: TEST_REGION,
    eventTime: at.toISOString(),
    eventName: event,
    userIdentity: { principalId: `AWS:${call.caller}` },
    requestParameters: { sourceIPAddress: call.request.sourceAddress },
    responseElements: { 'x-amz-request-id': call.requestId, 'x-amz-id-2': call.requestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: TEST_ACCOUNT },
        arn: `arn:aws:s3:::${bucket.name}`,
      },
      object: {
        key: encodeKey(key),
        ...(event.startsWith('ObjectCreated') && { size: bytes.length, eTag: etag.replaceAll('"', '') }),
        ...(bucket.versioning && { versionId }),
        sequencer: sequence.toString(16).toUpperCase().padStart(18, '0'),
      },
    },
  };
}

/** What S3 sends to a queue when it is configured. */
export function testEvent(call: EventCause, bucket: Bucket, at: Date): object {
  return {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: at.toISOString(),
    Bucket: bucket.name,
    RequestId: call.requestId,
    HostId: call.requestId,
  };
}
