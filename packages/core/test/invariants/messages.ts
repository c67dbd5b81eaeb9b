/** Message bodies as publishers, Amazon S3, EventBridge and SNS write them. */

/** How a body travels: as it is (also SNS with raw delivery), or in an SNS envelope. */
export type Envelope = 'bare' | 'sns';

/** What an event says of one object. */
export interface ObjectFacts {
  readonly bucket: string;
  readonly key: string;
  readonly size?: number;
  readonly eTag?: string;
  readonly versionId?: string;
  readonly sequencer?: string;
}

/** The body, in an SNS envelope where wanted. */
export function inEnvelope(envelope: Envelope, body: object, publishedMs: number): string {
  const text = JSON.stringify(body);
  if (envelope === 'bare') return text;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: 'b1f2',
    TopicArn: 'arn:aws:sns:eu-central-1:000000000000:calls',
    Message: text,
    Timestamp: new Date(publishedMs).toISOString(),
    SignatureVersion: '1',
  });
}

/** An S3 event notification. */
export function notification(records: readonly unknown[]): object {
  return { Records: records };
}

/** One record of it, its key encoded as Amazon S3 does. */
export function createdRecord(facts: ObjectFacts, eventMs: number, event = 'Put'): object {
  const { bucket, key, ...rest } = facts;
  const encoded = encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    eventName: `ObjectCreated:${event}`,
    eventTime: new Date(eventMs).toISOString(),
    s3: { bucket: { name: bucket }, object: { key: encoded, ...rest } },
  };
}

/** S3's "Object Created" as EventBridge sends it: the key is not encoded. */
export function objectCreated({ bucket, key, size, eTag, versionId, sequencer }: ObjectFacts, eventMs: number): object {
  return {
    'detail-type': 'Object Created',
    source: 'aws.s3',
    time: new Date(eventMs).toISOString(),
    detail: { bucket: { name: bucket }, object: { key, size, etag: eTag, 'version-id': versionId, sequencer } },
  };
}
