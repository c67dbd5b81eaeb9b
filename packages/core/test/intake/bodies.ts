/** Message bodies for these tests, made up after the documented shapes. */
import { jobEvent as bdaJobEvent } from '@earshot/core/testing/bda';

export const SENT_MS = Date.UTC(2026, 8, 14, 9, 0);
export const PUBLISHED_MS = Date.UTC(2026, 8, 14, 8, 0);
export const EVENT_MS = Date.UTC(2026, 8, 14, 7, 0);
export const JOB = '7f9c1c1e-5f0b-4a57-9a3c-0d6a1f8f2b11';

/** What S3 says of an object. The key is URL-encoded, as the notification has it. */
export function s3Record(key: unknown, more: object = {}, eventName = 'ObjectCreated:Put'): object {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    eventName,
    eventTime: new Date(EVENT_MS).toISOString(),
    s3: { bucket: { name: 'recordings' }, object: { key, ...more } },
  };
}

export function notification(...records: unknown[]): object {
  return { Records: records };
}

export function objectCreated(key: string, more: object = {}): object {
  return {
    version: '0',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    time: new Date(EVENT_MS).toISOString(),
    detail: { version: '0', bucket: { name: 'recordings' }, object: { key, ...more }, reason: 'PutObject' },
  };
}

export function jobEvent(type: string, detail: object = {}): object {
  const event = bdaJobEvent({
    jobId: JOB,
    outcome: 'Succeeded',
    folder: `s3://results/transcription-outputs/call-7/${JOB}/`,
    input: { bucket: 'recordings', key: 'uploads/call-7.wav' },
    time: new Date(EVENT_MS).toISOString(),
  });
  const about = event['detail'] as object;
  return { ...event, 'detail-type': `Bedrock Data Automation Job ${type}`, detail: { ...about, ...detail } };
}

export const startMessage = { callId: 'call-7', audioS3Uri: 's3://recordings/2026/call-7.wav' };

/** The body as it is parsed already, as the text of a queue's message, in an SNS envelope, and as an envelope's text. */
export const TRAVELS: readonly {
  readonly name: string;
  readonly wrap: (body: object) => unknown;
  readonly viaSns: boolean;
}[] = [
  { name: 'parsed already', wrap: (body) => body, viaSns: false },
  {
    name: 'as the body of a queue message, or by SNS with raw delivery',
    wrap: (body) => JSON.stringify(body),
    viaSns: false,
  },
  { name: 'in an SNS envelope', wrap: envelope, viaSns: true },
  {
    name: 'in an SNS envelope in the body of a queue message',
    wrap: (body) => JSON.stringify(envelope(body)),
    viaSns: true,
  },
];

export function envelope(body: object, more: object = {}): object {
  return {
    Type: 'Notification',
    MessageId: 'f2b5',
    TopicArn: 'arn:aws:sns:eu-central-1:000000000000:calls',
    Subject: 'a call',
    Message: JSON.stringify(body),
    Timestamp: new Date(PUBLISHED_MS).toISOString(),
    SignatureVersion: '1',
    ...more,
  };
}
