'use strict';
/* Runs in a process of its own: loads a function as Lambda does, and answers invocations that come over the IPC channel. */
const { subscribe } = require('node:diagnostics_channel');

const [, , file, handlerName, functionArn] = process.argv;
const { env } = process;

process.on('disconnect', () => process.exit(0));
subscribe('http.client.request.start', ({ request }) => {
  process.send?.({
    type: 'request',
    method: request.method,
    path: request.path,
    target: request.getHeader('x-amz-target'),
    authorization: request.getHeader('authorization'),
  });
});

function describe(error) {
  const { name, message, stack } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return { errorType: name, errorMessage: message, trace: stack ?? '' };
}

let handler;
try {
  handler = require(file)[handlerName];
  if (typeof handler !== 'function') throw new Error(`${file} exports no function ${handlerName}`);
  process.send({ type: 'ready' });
} catch (error) {
  process.send({ type: 'broken', ...describe(error) }, () => process.exit(1));
}

process.on('message', async ({ requestId, event, deadlineMs }) => {
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: functionArn,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
  try {
    const result = await handler(JSON.parse(event), context);
    process.send({ type: 'result', result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    process.send({ type: 'error', ...describe(error) });
  }
});
