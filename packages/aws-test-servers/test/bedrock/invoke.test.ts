import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { InvokeDataAutomationAsyncCommand } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { describe, expect, test } from 'vitest';
import { bedrockUnderTest, invocation, PROFILE_ARN, PROJECT_ARN } from './bedrock-under-test.js';

const TOKEN = 'a'.repeat(64);

describe('a job is started', () => {
  test('and its ARN is in the account and region of the server', async () => {
    const { invoke, server } = await bedrockUnderTest();
    const arn = await invoke();
    expect(arn).toMatch(/^arn:aws:bedrock:eu-central-1:000000000000:data-automation-invocation\/[0-9a-f-]{36}$/);
    expect(server.jobs()).toMatchObject([{ invocationArn: arn, input: { bucket: 'calls', key: 'uploads/1.wav' } }]);
  });

  test('with everything that a request may say', async () => {
    const { invoke, server } = await bedrockUnderTest();
    await invoke({
      inputConfiguration: {
        s3Uri: 's3://calls/uploads/1.wav',
        assetProcessingConfiguration: {
          video: { segmentConfiguration: { timestampSegment: { startTimeMillis: 0, endTimeMillis: 300_000 } } },
        },
      },
      clientToken: TOKEN,
      dataAutomationConfiguration: { dataAutomationProjectArn: PROJECT_ARN, stage: 'LIVE' },
      encryptionConfiguration: { kmsKeyId: 'alias/calls', kmsEncryptionContext: { team: 'calls' } },
      notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
      tags: [{ key: 'team', value: 'Büro 7' }],
    });
    await invoke({
      blueprints: [
        { blueprintArn: 'arn:aws:bedrock:us-west-2:aws:blueprint/bedrock-data-automation-public-calls', version: '1' },
      ],
    });
    expect(server.jobs()).toHaveLength(2);
  });

  test('once for each client token, however often and concurrently it comes', async () => {
    const { invoke, server } = await bedrockUnderTest();
    const arns = await Promise.all(Array.from({ length: 8 }, () => invoke({ clientToken: TOKEN })));
    await server.idle();
    arns.push(await invoke({ clientToken: TOKEN }));
    expect(new Set(arns).size).toBe(1);
    expect(server.jobs()).toHaveLength(1);
    expect(server.requests()).toHaveLength(9);
  });

  test('each time when the token is another or is left to the SDK', async () => {
    const { invoke, server } = await bedrockUnderTest();
    await invoke({ clientToken: 'b'.repeat(64) });
    await invoke({ clientToken: TOKEN });
    await invoke();
    await invoke();
    expect(server.jobs()).toHaveLength(4);
  });

  test('with a token whose first request was refused', async () => {
    const { invoke, store, server } = await bedrockUnderTest();
    const inputConfiguration = { s3Uri: 's3://calls/uploads/late.wav' };
    await expect(invoke({ clientToken: TOKEN, inputConfiguration })).rejects.toThrow();
    store.objects.set('calls/uploads/late.wav', 'sound');
    await invoke({ clientToken: TOKEN, inputConfiguration });
    expect(server.jobs()).toHaveLength(1);
  });
});

describe('a request is refused', () => {
  const recording = (s3Uri: string) => ({ inputConfiguration: { s3Uri } });
  test.each([
    ['a recording that is not there', recording('s3://calls/uploads/2.wav')],
    ['a bucket with capitals', recording('s3://Calls/uploads/1.wav')],
    ['a key that is not taken', recording('s3://calls/uploads/100%.wav')],
    ['a URI that is too long', recording(`s3://calls/${'x'.repeat(1_020)}`)],
    ['an output of another scheme', { outputConfiguration: { s3Uri: 'file://calls/outputs' } }],
    ['a profile that is none', { dataAutomationProfileArn: PROJECT_ARN }],
    ['a profile of no geography', { dataAutomationProfileArn: PROFILE_ARN.replace('/eu.', '/au.') }],
    ['a profile of another account', { dataAutomationProfileArn: PROFILE_ARN.replace('000000000000', '1'.repeat(12)) }],
    ['a token with other characters', { clientToken: 'a_b' }],
    ['a token of one character', { clientToken: 'a' }],
    ['a token that ends in a hyphen', { clientToken: 'ab-' }],
    ['a token that is too long', { clientToken: 'a'.repeat(257) }],
    ['no blueprints', { blueprints: [] }],
    ['a blueprint that is none', { blueprints: [{ blueprintArn: PROJECT_ARN }] }],
    ['a stage that is none', { dataAutomationConfiguration: { dataAutomationProjectArn: PROJECT_ARN, stage: 'TEST' } }],
    ['an empty encryption context', { encryptionConfiguration: { kmsKeyId: 'alias/x', kmsEncryptionContext: {} } }],
    ['a tag of AWS', { tags: [{ key: 'aws:team', value: '' }] }],
    ['a tag without a value', { tags: [{ key: 'team' }] }],
    ['no output', { outputConfiguration: undefined }],
  ])('with a ValidationException for %s', async (_, changes) => {
    const { client, server } = await bedrockUnderTest();
    const command = new InvokeDataAutomationAsyncCommand({ ...invocation(), ...changes } as never);
    await expect(client.send(command)).rejects.toMatchObject({
      name: 'ValidationException',
      $metadata: { httpStatusCode: 400 },
    });
    expect(server.jobs()).toEqual([]);
    expect(server.requests()).toMatchObject([{ status: 400, fault: 'ValidationException' }]);
  });

  test('when the place for the results may not be written', async () => {
    const { invoke, server } = await bedrockUnderTest({
      beforeWrite: () => {
        throw new Error('no');
      },
    });
    await expect(invoke()).rejects.toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
    expect(server.jobs()).toEqual([]);
  });

  test('while too many jobs are open', async () => {
    const { invoke, server } = await bedrockUnderTest({ hold: true, maxOpenJobs: 2 });
    await invoke();
    await invoke();
    await expect(invoke()).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      $metadata: { httpStatusCode: 402 },
    });
    await server.end(server.jobs()[0]?.jobId as string);
    await invoke();
    expect(server.jobs()).toHaveLength(3);
  });
});

describe('what the SDK would not send', () => {
  const SIGNED = 'AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/bedrock/aws4_request, SignedHeaders=host';

  test.each([
    ['unknown members', 'InvokeDataAutomationAsync', { ...invocation(), priority: 1 }, SIGNED, 'ValidationException'],
    ['an operation that is not known', 'ListJobs', {}, SIGNED, 'UnknownOperationException'],
    ["a body that isn't JSON", 'GetDataAutomationStatus', undefined, SIGNED, 'SerializationException'],
    ['no signature', 'GetDataAutomationStatus', {}, '', 'MissingAuthenticationTokenException'],
    [
      'a signature for another service',
      'GetDataAutomationStatus',
      {},
      SIGNED.replace('/bedrock/', '/s3/'),
      'InvalidSignatureException',
    ],
  ])('is refused: %s', async (_, operation, body, authorization, type) => {
    const { server } = await bedrockUnderTest();
    const headers = { 'x-amz-target': `AmazonBedrockKeystoneRuntimeService.${operation}`, authorization };
    const answer = await new Promise<string>((resolve, reject) => {
      const asked = request(server.url, { method: 'POST', headers }, (response) => resolve(text(response)));
      asked.on('error', reject).end(body === undefined ? '{' : JSON.stringify(body));
    });
    expect(JSON.parse(answer)).toMatchObject({ __type: type });
  });
});

describe('a fault of the test’s', () => {
  const fault = { status: 429, type: 'ThrottlingException', message: 'slow down', headers: { 'retry-after': '3' } };

  test('comes in place of the answer, and nothing is done', async () => {
    const { invoke, server } = await bedrockUnderTest({
      fault: (operation, attempt) => (operation === 'InvokeDataAutomationAsync' && attempt < 3 ? fault : undefined),
    });
    for (let times = 0; times < 2; times++) {
      await expect(invoke()).rejects.toMatchObject({
        name: 'ThrottlingException',
        $metadata: { httpStatusCode: 429 },
        $response: { headers: { 'retry-after': '3' } },
      });
    }
    await invoke();
    expect(server.jobs()).toHaveLength(1);
    expect(server.requests().map(({ status }) => status)).toEqual([429, 429, 200]);
  });

  test('may come after what was asked is done', async () => {
    const { invoke, server } = await bedrockUnderTest({
      fault: (_, attempt) => (attempt === 1 ? { ...fault, when: 'after' } : undefined),
    });
    await expect(invoke({ clientToken: TOKEN })).rejects.toMatchObject({ name: 'ThrottlingException' });
    const arn = await invoke({ clientToken: TOKEN });
    expect(server.jobs().map(({ invocationArn }) => invocationArn)).toEqual([arn]);
  });
});
