import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { type FunctionOptions, type LambdaFunction, startFunction } from '../../src/index.js';
import { functionFiles } from './function-files.js';

const files = functionFiles();
const started: LambdaFunction[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.close()));
});
afterAll(() => files.remove());

function functionOf(source: string, options: Partial<FunctionOptions> = {}): LambdaFunction {
  const made = startFunction({ file: files.write(source), ...options });
  started.push(made);
  return made;
}

it('hands over event and context, and gives back what the handler answers', async () => {
  const made = functionOf(
    `exports.handler = async (event, context) => ({
      event, left: context.getRemainingTimeInMillis(), id: context.awsRequestId, nothing: undefined });`,
    { timeoutMs: 5_000 },
  );
  const answer = (await made.invoke({ a: [1, 'ü'] })) as { left: number };
  expect(answer).toEqual({ event: { a: [1, 'ü'] }, left: expect.any(Number), id: expect.any(String) });
  expect(answer.left).toBeGreaterThan(4_000);
  expect(answer.left).toBeLessThanOrEqual(5_000);
});

it('answers null where the handler answers nothing', async () => {
  expect(await functionOf('exports.handler = async () => {};').invoke({})).toBeNull();
});

it('shows the function the environment that it is given and what Lambda sets, and nothing of its own', async () => {
  const made = functionOf('exports.main = async () => process.env;', {
    handler: 'main',
    name: 'my-function',
    environment: { EARSHOT_TABLE: 'calls', AWS_ACCESS_KEY_ID: 'other' },
  });
  const environment = (await made.invoke({})) as Record<string, string>;
  expect(environment).toMatchObject({
    EARSHOT_TABLE: 'calls',
    AWS_ACCESS_KEY_ID: 'other',
    AWS_REGION: 'eu-central-1',
    AWS_LAMBDA_FUNCTION_NAME: 'my-function',
  });
  expect(environment).not.toHaveProperty('PATH');
});

it('keeps a process for the next invocation, and starts another one beside it only when it is at work', async () => {
  const made = functionOf('let n = 0; exports.handler = async () => { await new Promise(setImmediate); return ++n; };');
  expect(await made.invoke({})).toBe(1);
  expect(await made.invoke({})).toBe(2);
  expect(made.coldStarts()).toBe(1);
  await Promise.all([made.invoke({}), made.invoke({})]);
  expect(made.coldStarts()).toBe(2);
});

it('has no more processes than its concurrency, and lets invocations wait', async () => {
  const made = functionOf('let n = 0; exports.handler = async () => ++n;', { concurrency: 1 });
  expect(await Promise.all([made.invoke({}), made.invoke({}), made.invoke({})])).toEqual([1, 2, 3]);
});

it('rejects with the error that the handler throws, and goes on', async () => {
  const made = functionOf(
    `exports.handler = async ({ fail }) => { if (fail) throw new RangeError('too far'); return 'well'; };`,
  );
  await expect(made.invoke({ fail: true })).rejects.toMatchObject({ errorType: 'RangeError', message: 'too far' });
  expect(await made.invoke({})).toBe('well');
  expect(made.coldStarts()).toBe(1);
});

it.each([
  ['throws while it is loaded', `throw new TypeError('no such setting');`, 'TypeError'],
  ['has no handler', `exports.other = () => {};`, 'Error'],
  ['ends itself', `process.exit(3);`, 'Runtime.ExitError'],
])('tells of a module that %s at each invocation', async (_, source, errorType) => {
  const made = functionOf(source);
  await expect(made.invoke({})).rejects.toMatchObject({ errorType });
  await expect(made.invoke({})).rejects.toMatchObject({ errorType });
  expect(made.coldStarts()).toBe(2);
});

it('ends a process whose time is up, with all that it does', async () => {
  const made = functionOf('exports.handler = ({ hang }) => hang ? new Promise(() => {}) : Promise.resolve(1);', {
    timeoutMs: 200,
  });
  await expect(made.invoke({ hang: true })).rejects.toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(await made.invoke({})).toBe(1);
  expect(made.coldStarts()).toBe(2);
});

it('fails what is at work when it is killed, and starts anew', async () => {
  const made = functionOf(
    `exports.handler = ({ hang }) => { console.log('at work'); return hang ? new Promise(() => setInterval(() => {}, 1e3)) : Promise.resolve(1); };`,
  );
  const hanging = made.invoke({ hang: true });
  hanging.catch(() => {});
  await vi.waitFor(() => expect(made.logs()).toContain('at work'));
  expect(await made.kill()).toBe(1);
  await expect(hanging).rejects.toMatchObject({ errorType: 'Runtime.ExitError' });
  expect(await made.invoke({})).toBe(1);
  expect(made.coldStarts()).toBe(2);
});

it('tells which actions of AWS its requests were', async () => {
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const made = functionOf(`
    const { request } = require('node:http');
    const send = (method, path, service, target) => new Promise((resolve) => {
      const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260914/eu-central-1/' + service + '/aws4_request, more';
      const headers = { authorization, ...(target && { 'x-amz-target': target }) };
      request({ port: ${port}, host: '127.0.0.1', method, path, headers }, (answer) => answer.resume().on('end', resolve)).end();
    });
    exports.handler = async (all) => { for (const each of all) await send(...each); };`);
  await made.invoke([
    ['GET', '/bucket/a/key?x-id=GetObject', 's3'],
    ['GET', '/bucket/a/key?versionId=1', 's3'],
    ['HEAD', '/bucket/a', 's3'],
    ['PUT', '/bucket/a', 's3'],
    ['DELETE', '/bucket/a?versionId=1', 's3'],
    ['GET', '/bucket?list-type=2', 's3'],
    ['GET', '/bucket/?versions', 's3'],
    ['POST', '/', 'sqs', 'AmazonSQS.ChangeMessageVisibilityBatch'],
    ['POST', '/', 'sqs', 'AmazonSQS.SendMessage'],
    ['POST', '/', 'dynamodb', 'DynamoDB_20120810.BatchGetItem'],
    ['POST', '/', 'dynamodb', 'DynamoDB_20120810.BatchGetItem'],
  ]);
  server.close();
  expect(Object.fromEntries(made.actions())).toEqual({
    's3:GetObject': 2,
    's3:GetObjectVersion': 1,
    's3:PutObject': 1,
    's3:DeleteObjectVersion': 1,
    's3:ListBucket': 1,
    's3:ListBucketVersions': 1,
    'sqs:ChangeMessageVisibility': 1,
    'sqs:SendMessage': 1,
    'dynamodb:BatchGetItem': 2,
  });
});
