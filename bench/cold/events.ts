/* The event of a call for each handler, as Lambda hands it over. */

const record = (body: unknown) => ({
  messageId: 'm-1',
  receiptHandle: 'r-1',
  body: JSON.stringify(body),
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1789380000000' },
  messageAttributes: {},
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:queue',
  awsRegion: 'eu-central-1',
});

/** A batch of one event for a call. */
export const EVENTS: Readonly<Record<'transcription' | 'persistence' | 'retrieval', (callId: string) => unknown>> = {
  transcription: (callId) => ({
    Records: [
      record({
        Type: 'Notification',
        MessageId: 'm-1',
        TopicArn: 'arn:aws:sns:eu-central-1:000000000000:starts',
        Timestamp: '2026-09-14T10:00:00.000Z',
        Message: JSON.stringify({ callId: `start-${callId}`, audioS3Uri: `s3://earshot-media/uploads/${callId}.wav` }),
      }),
    ],
  }),
  persistence: (callId) => ({ Records: [record({ Records: [manifestWritten(callId)] })] }),
  retrieval: () => ({
    version: '2.0',
    routeKey: 'GET /analytics',
    rawPath: '/analytics',
    rawQueryString: 'pageSize=50',
    queryStringParameters: { pageSize: '50' },
    headers: { host: 'api.example.org', accept: 'application/json' },
    isBase64Encoded: false,
    requestContext: { domainName: 'api.example.org', stage: '$default', http: { method: 'GET' } },
  }),
};

function manifestWritten(callId: string) {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'eu-central-1',
    eventTime: '2026-09-14T10:02:00.000Z',
    eventName: 'ObjectCreated:Put',
    s3: {
      bucket: { name: 'earshot-results', arn: 'arn:aws:s3:::earshot-results' },
      object: {
        key: `transcription-outputs/${callId}/job-${callId}/job_metadata.json`,
        size: 600,
        eTag: 'e',
        sequencer: '1',
      },
    },
  };
}
