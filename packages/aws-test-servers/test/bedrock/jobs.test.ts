import { GetDataAutomationStatusCommand } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { describe, expect, test } from 'vitest';
import { type BedrockUnderTest, bedrockUnderTest, jobIdOf, PROJECT_ARN } from './bedrock-under-test.js';

const WITH_PROJECT = { dataAutomationConfiguration: { dataAutomationProjectArn: PROJECT_ARN } };

const statusOf = async ({ client }: BedrockUnderTest, invocationArn: string) => {
  const { $metadata: _, ...status } = await client.send(new GetDataAutomationStatusCommand({ invocationArn }));
  return status;
};

const written = ({ store }: BedrockUnderTest) => [...store.objects.keys()].filter((key) => key.includes('outputs/'));

const documentAt = ({ store }: BedrockUnderTest, place: string) =>
  JSON.parse(store.objects.get(`calls/outputs/${place}`) ?? 'null');

describe('the status of a job', () => {
  test('runs until the job ends, and then names the manifest and the times', async () => {
    const bedrock = await bedrockUnderTest({ hold: true });
    const arn = await bedrock.invoke();
    expect(await statusOf(bedrock, arn)).toEqual({ status: 'InProgress', jobSubmissionTime: expect.any(Date) });
    await bedrock.server.end(jobIdOf(arn));
    expect(await statusOf(bedrock, arn)).toEqual({
      status: 'Success',
      outputConfiguration: { s3Uri: `s3://calls/outputs/1/${jobIdOf(arn)}/job_metadata.json` },
      jobSubmissionTime: expect.any(Date),
      jobCompletionTime: expect.any(Date),
      jobDurationInSeconds: expect.any(Number),
    });
  });

  test('waits while too many others are in progress', async () => {
    const bedrock = await bedrockUnderTest({ hold: true, concurrency: 1 });
    const [first, second, third] = [await bedrock.invoke(), await bedrock.invoke(), await bedrock.invoke()] as const;
    const states = () => bedrock.server.jobs().map(({ status }) => status);
    expect(states()).toEqual(['InProgress', 'Created', 'Created']);
    await bedrock.server.end(jobIdOf(first));
    expect(states()).toEqual(['Success', 'InProgress', 'Created']);
    await bedrock.server.end(jobIdOf(third));
    await bedrock.server.end(jobIdOf(second));
    expect(states()).toEqual(['Success', 'Success', 'Success']);
  });

  test.each(['1234', 'arn:aws:bedrock:eu-central-1:000000000000:data-automation-invocation/'])(
    'is refused for what is no ARN: %s',
    async (invocationArn) => {
      const { client } = await bedrockUnderTest();
      const asked = client.send(new GetDataAutomationStatusCommand({ invocationArn }));
      await expect(asked).rejects.toMatchObject({ name: 'ValidationException' });
    },
  );

  test('is not known of a job that nobody started', async () => {
    const { client, invoke } = await bedrockUnderTest();
    const invocationArn = `${await invoke()}0`;
    const asked = client.send(new GetDataAutomationStatusCommand({ invocationArn }));
    await expect(asked).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('a job that ends well', () => {
  test('writes standard output and a manifest when there is no blueprint', async () => {
    const bedrock = await bedrockUnderTest();
    const jobId = jobIdOf(await bedrock.invoke());
    await bedrock.server.idle();
    expect(written(bedrock)).toEqual([
      `calls/outputs/1/${jobId}/0/.s3_access_check`,
      `calls/outputs/1/${jobId}/0/standard_output/0/result.json`,
      `calls/outputs/1/${jobId}/job_metadata.json`,
    ]);
    expect(documentAt(bedrock, `1/${jobId}/job_metadata.json`)).toEqual({
      job_id: jobId,
      job_status: 'PROCESSED',
      semantic_modality: 'AUDIO',
      output_metadata: [
        {
          asset_id: 0,
          asset_input_path: { s3_bucket: 'calls', s3_key: 'uploads/1.wav' },
          segment_metadata: [{ standard_output_path: `s3://calls/outputs/1/${jobId}/0/standard_output/0/result.json` }],
        },
      ],
    });
  });

  test('writes custom output too when the project has a blueprint', async () => {
    const bedrock = await bedrockUnderTest();
    const jobId = jobIdOf(await bedrock.invoke(WITH_PROJECT));
    await bedrock.server.idle();
    expect(written(bedrock)).toContain(`calls/outputs/1/${jobId}/0/custom_output/0/result.json`);
    expect(documentAt(bedrock, `1/${jobId}/job_metadata.json`).output_metadata[0].segment_metadata).toEqual([
      {
        standard_output_path: `s3://calls/outputs/1/${jobId}/0/standard_output/0/result.json`,
        custom_output_path: `s3://calls/outputs/1/${jobId}/0/custom_output/0/result.json`,
        custom_output_status: 'MATCH',
      },
    ]);
  });

  test('joins its folder with a slash, whatever stands before it', async () => {
    const bedrock = await bedrockUnderTest();
    const jobId = jobIdOf(await bedrock.invoke({ outputConfiguration: { s3Uri: 's3://calls/outputs/1/' } }));
    await bedrock.server.idle();
    expect(written(bedrock)).toContain(`calls/outputs/1//${jobId}/job_metadata.json`);
    const manifest = documentAt(bedrock, `1//${jobId}/job_metadata.json`);
    expect(manifest.output_metadata[0].segment_metadata[0].standard_output_path).toContain(`/outputs/1//${jobId}/0/`);
  });

  test('writes what the script says, and redacted copies beside it', async () => {
    const bedrock = await bedrockUnderTest({
      script: () => ({
        kind: 'success',
        modality: 'VIDEO',
        standard: { one: 1 },
        custom: { two: 2 },
        redacted: { standard: { three: 3 }, custom: { four: 4 } },
      }),
    });
    const jobId = jobIdOf(await bedrock.invoke());
    await bedrock.server.idle();
    const places = [
      'standard_output/0/',
      'standard_output/0/redacted/',
      'custom_output/0/',
      'custom_output/0/redacted/',
    ];
    const documents = places.map((place) => documentAt(bedrock, `1/${jobId}/0/${place}result.json`));
    expect(documents).toEqual([{ one: 1 }, { three: 3 }, { two: 2 }, { four: 4 }]);
    expect(documentAt(bedrock, `1/${jobId}/job_metadata.json`)).toMatchObject({ semantic_modality: 'VIDEO' });
  });

  test('says when no blueprint matched, and writes no custom output then', async () => {
    const bedrock = await bedrockUnderTest({ script: () => ({ kind: 'success', custom: 'NO_MATCH' }) });
    const jobId = jobIdOf(await bedrock.invoke(WITH_PROJECT));
    await bedrock.server.idle();
    expect(written(bedrock).filter((key) => key.includes('custom_output'))).toEqual([]);
    const [segment] = documentAt(bedrock, `1/${jobId}/job_metadata.json`).output_metadata[0].segment_metadata;
    expect(segment).toMatchObject({ custom_output_status: 'NO_MATCH' });
    expect(segment).not.toHaveProperty('custom_output_path');
  });

  test.each(['first', 'last'] as const)('writes its manifest %s', async (manifest) => {
    const order: string[] = [];
    const bedrock = await bedrockUnderTest({
      script: () => ({ kind: 'success', manifest }),
      beforeWrite: (uri) => void order.push(uri.slice(uri.lastIndexOf('/') + 1)),
    });
    await bedrock.invoke();
    await bedrock.server.idle();
    const expected = manifest === 'first' ? ['job_metadata.json', 'result.json'] : ['result.json', 'job_metadata.json'];
    expect(order).toEqual(['.s3_access_check', ...expected]);
  });

  test('has a status that runs while anything is yet to be written', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reached = () => {};
    const atManifest = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const bedrock = await bedrockUnderTest({
      beforeWrite: (uri) => {
        if (!uri.endsWith('job_metadata.json')) return;
        reached();
        return released;
      },
    });
    const arn = await bedrock.invoke();
    await atManifest;
    expect(written(bedrock).filter((key) => key.endsWith('result.json'))).toHaveLength(1);
    expect(await statusOf(bedrock, arn)).toMatchObject({ status: 'InProgress' });
    release();
    await bedrock.server.idle();
    expect(await statusOf(bedrock, arn)).toMatchObject({ status: 'Success' });
  });

  test('may be said to lie elsewhere, and then writes nothing', async () => {
    const bedrock = await bedrockUnderTest({ hold: true });
    const arn = await bedrock.invoke();
    await bedrock.server.end(jobIdOf(arn), { kind: 'success', manifestUri: 's3://x-y-z/job_metadata.json' });
    expect(await statusOf(bedrock, arn)).toMatchObject({
      outputConfiguration: { s3Uri: 's3://x-y-z/job_metadata.json' },
    });
    expect(written(bedrock)).toHaveLength(1);
  });

  test('takes as long as it is told to', async () => {
    const bedrock = await bedrockUnderTest({ workMs: 5 });
    const arn = await bedrock.invoke();
    await bedrock.server.idle();
    expect(await statusOf(bedrock, arn)).toMatchObject({ status: 'Success' });
  });
});

describe('a job that ends badly', () => {
  test.each([
    ['client_error', 'ClientError'],
    ['service_error', 'ServiceError'],
  ] as const)('by a %s writes nothing and says why', async (kind, status) => {
    const bedrock = await bedrockUnderTest({ script: () => ({ kind, message: 'no speech', errorType: 'Odd' }) });
    const arn = await bedrock.invoke();
    await bedrock.server.idle();
    expect(await statusOf(bedrock, arn)).toMatchObject({ status, errorType: 'Odd', errorMessage: 'no speech' });
    expect(written(bedrock)).toEqual([`calls/outputs/1/${jobIdOf(arn)}/0/.s3_access_check`]);
  });

  test('is one on what is no recording', async () => {
    const bedrock = await bedrockUnderTest();
    bedrock.store.objects.set('calls/uploads/1.txt', 'text');
    const arn = await bedrock.invoke({ inputConfiguration: { s3Uri: 's3://calls/uploads/1.txt' } });
    await bedrock.server.idle();
    expect(await statusOf(bedrock, arn)).toMatchObject({ status: 'ClientError' });
  });

  test('is one whose results could not be written', async () => {
    const bedrock = await bedrockUnderTest({
      beforeWrite: (uri) => {
        if (uri.endsWith('result.json')) throw new Error('the bucket is gone');
      },
    });
    const arn = await bedrock.invoke();
    await bedrock.server.idle();
    expect(await statusOf(bedrock, arn)).toMatchObject({ status: 'ServiceError' });
  });
});

test('a mistake in a script is told to who waits for the work', async () => {
  const mistake = new TypeError('mistake');
  const { invoke, server } = await bedrockUnderTest({
    script: () => {
      throw mistake;
    },
  });
  await invoke();
  await expect(server.idle()).rejects.toBe(mistake);
});

test('a server is closed while jobs run, as often as one likes', async () => {
  const { invoke, server } = await bedrockUnderTest({ workMs: 3_600_000 });
  await invoke();
  await server.close();
  await server.close();
  expect(server.jobs()).toMatchObject([{ status: 'InProgress' }]);
});

test('a server is closed while a job waits for what the script says', async () => {
  const { invoke, server } = await bedrockUnderTest({ script: () => new Promise(() => {}) });
  await invoke();
  await server.close();
  expect(server.jobs()).toMatchObject([{ status: 'InProgress' }]);
});
