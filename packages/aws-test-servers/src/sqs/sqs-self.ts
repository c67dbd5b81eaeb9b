import type { buildApp } from 'fauxqs';

/** The Fastify app of fauxqs. */
export type QueueApp = ReturnType<typeof buildApp>;

export interface SqsAnswer {
  readonly statusCode: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly queryError: string | undefined;
}

/** Asks an SQS for something. */
export type AskSqs = (action: string, body: object) => Promise<SqsAnswer>;

const INTERNAL = 'x-asked-by-itself';

/** Lets an app speak SQS to itself; {@link isAskedByItself} tells such requests. */
export function askingItself(app: QueueApp): AskSqs {
  return async (action, body) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      [INTERNAL]: 'yes',
    };
    const response = await app.inject({ method: 'POST', url: '/', headers, payload: JSON.stringify(body) });
    const queryError = response.headers['x-amzn-query-error'];
    return {
      statusCode: response.statusCode,
      body: response.payload === '' ? {} : (JSON.parse(response.payload) as Record<string, unknown>),
      queryError: queryError === undefined ? undefined : String(queryError),
    };
  };
}

/** Whether a request comes from {@link askingItself}. */
export function isAskedByItself(headers: Readonly<Record<string, unknown>>): boolean {
  return headers[INTERNAL] !== undefined;
}

/** An error as SQS says it. */
export class SqsRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  get answer(): SqsAnswer {
    return {
      statusCode: this.code === 'ResourceNotFoundException' ? 404 : 400,
      body: { __type: `com.amazonaws.sqs#${this.code}`, message: this.message },
      queryError: `${this.code};Sender`,
    };
  }
}
