import type { IncomingHttpHeaders } from 'node:http';

/** An error as a service says it. */
export interface FaultAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is throttled, and what broke, in the protocol that a request speaks. */
export function faultAnswerTo(headers: IncomingHttpHeaders, kind: 'throttle' | 'error'): FaultAnswer {
  const type = headers['content-type'] ?? '';
  if (type.includes('json')) return jsonAnswer(type, String(headers['x-amz-target'] ?? ''), kind);
  return type.includes('x-www-form-urlencoded') ? queryAnswer(kind) : s3Answer(kind);
}

/** The JSON protocols: of SQS and DynamoDB, which name the operation in a header, and the REST ones, which don't. */
function jsonAnswer(type: string, target: string, kind: 'throttle' | 'error'): FaultAnswer {
  const throttled = target.startsWith('AmazonSQS.') ? 'RequestThrottled' : 'ThrottlingException';
  const name = kind === 'throttle' ? throttled : 'InternalServerError';
  const throttledStatus = target.startsWith('DynamoDB') || target.startsWith('AmazonSQS.') ? 400 : 429;
  return {
    status: kind === 'throttle' ? throttledStatus : 500,
    headers: { 'content-type': type, 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message: 'injected' }),
  };
}

function queryAnswer(kind: 'throttle' | 'error'): FaultAnswer {
  const [status, code, fault] =
    kind === 'throttle' ? [400, 'Throttling', 'Sender'] : [500, 'InternalFailure', 'Receiver'];
  const error = `<Error><Type>${fault}</Type><Code>${code}</Code><Message>injected</Message></Error>`;
  return xml(Number(status), `<ErrorResponse>${error}<RequestId>injected</RequestId></ErrorResponse>`);
}

function s3Answer(kind: 'throttle' | 'error'): FaultAnswer {
  const [status, code] = kind === 'throttle' ? [503, 'SlowDown'] : [500, 'InternalError'];
  const error = `<Error><Code>${code}</Code><Message>injected</Message><RequestId>injected</RequestId></Error>`;
  return xml(Number(status), error);
}

function xml(status: number, content: string): FaultAnswer {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${content}`,
  };
}
