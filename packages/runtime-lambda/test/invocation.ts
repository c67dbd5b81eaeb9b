import type { LambdaContext } from '../src/lambda-events.js';

/** The context of an invocation with so much time left. */
export function invocation(remainingMs = 60_000): LambdaContext {
  return { awsRequestId: 'request-1', functionName: 'earshot-test', getRemainingTimeInMillis: () => remainingMs };
}
