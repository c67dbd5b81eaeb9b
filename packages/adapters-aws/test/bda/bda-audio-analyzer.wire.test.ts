import {
  BedrockDataAutomationRuntimeClient,
  GetDataAutomationStatusCommand,
  InvokeDataAutomationAsyncCommand,
} from '@aws-sdk/client-bedrock-data-automation-runtime';
import type { JobId, ObjectUri } from '@earshot/core';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';
import { BdaAudioAnalyzer, type BdaJobOptions } from '../../src/bda/index.js';
import { analysisRequest, BLUEPRINT_ARN, INVOCATION_ARN, JOB, PROFILE_ARN, PROJECT_ARN } from './requests.js';

const MANIFEST = `s3://calls/outputs/call-7/${JOB}/job_metadata.json`;

/** An analyzer over a client that sends nothing, and what it would have sent. */
function analyzerWith(options: Partial<BdaJobOptions> = {}) {
  const client = new BedrockDataAutomationRuntimeClient({ region: 'eu-central-1' });
  const sent = mockClient(client);
  sent.on(InvokeDataAutomationAsyncCommand).resolves({ invocationArn: INVOCATION_ARN });
  const analyzer = new BdaAudioAnalyzer({ client, profileArn: PROFILE_ARN, ...options });
  const inputs = () => sent.calls().map((call) => call.args[0].input);
  return { analyzer, sent, inputs };
}

describe('a start', () => {
  test('sends the locations, the profile, the key as token, and the wish for events', async () => {
    const { analyzer, inputs } = analyzerWith();
    await analyzer.start(analysisRequest());
    expect(inputs()).toEqual([
      {
        clientToken: analysisRequest().idempotencyKey,
        inputConfiguration: { s3Uri: 's3://calls/uploads/7.wav' },
        outputConfiguration: { s3Uri: 's3://calls/outputs/call-7' },
        dataAutomationProfileArn: PROFILE_ARN,
        notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
      },
    ]);
  });

  test.each<[string, Partial<BdaJobOptions>, object]>([
    [
      'a project',
      { projectArn: PROJECT_ARN },
      { dataAutomationConfiguration: { dataAutomationProjectArn: PROJECT_ARN, stage: 'LIVE' } },
    ],
    [
      'a project in development',
      { projectArn: PROJECT_ARN, stage: 'DEVELOPMENT' },
      { dataAutomationConfiguration: { dataAutomationProjectArn: PROJECT_ARN, stage: 'DEVELOPMENT' } },
    ],
    ['a blueprint', { blueprints: [{ arn: BLUEPRINT_ARN }] }, { blueprints: [{ blueprintArn: BLUEPRINT_ARN }] }],
    [
      'a version of a blueprint',
      { blueprints: [{ arn: BLUEPRINT_ARN, version: '3', stage: 'LIVE' }] },
      { blueprints: [{ blueprintArn: BLUEPRINT_ARN, version: '3', stage: 'LIVE' }] },
    ],
    ['a key', { kmsKeyId: 'alias/calls' }, { encryptionConfiguration: { kmsKeyId: 'alias/calls' } }],
    [
      'a key and its context',
      { kmsKeyId: 'alias/calls', kmsEncryptionContext: { team: 'calls' } },
      { encryptionConfiguration: { kmsKeyId: 'alias/calls', kmsEncryptionContext: { team: 'calls' } } },
    ],
    [
      'tags',
      { tags: { team: 'Büro 7', empty: '' } },
      {
        tags: [
          { key: 'team', value: 'Büro 7' },
          { key: 'empty', value: '' },
        ],
      },
    ],
    [
      'no events',
      { eventBridgeEnabled: false },
      { notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: false } } },
    ],
  ])('sends %s', async (_, options, expected) => {
    const { analyzer, inputs } = analyzerWith(options);
    await analyzer.start(analysisRequest());
    const plain = { notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } } };
    expect(inputs()).toEqual([
      {
        clientToken: analysisRequest().idempotencyKey,
        inputConfiguration: { s3Uri: 's3://calls/uploads/7.wav' },
        outputConfiguration: { s3Uri: 's3://calls/outputs/call-7' },
        dataAutomationProfileArn: PROFILE_ARN,
        ...plain,
        ...expected,
      },
    ]);
  });

  test('sends the project for what the recording is to be analyzed as, where there is one', async () => {
    const [audioProjectArn, videoProjectArn] = [`${PROJECT_ARN}-audio`, `${PROJECT_ARN}-video`];
    const { media, ...request } = analysisRequest();
    const projectsFor = async (options: Partial<BdaJobOptions>) => {
      const { analyzer, inputs } = analyzerWith({ projectArn: PROJECT_ARN, ...options });
      for (const kind of [undefined, 'audio', 'video'] as const) {
        await analyzer.start({ ...request, media: kind === undefined ? media : { ...media, kind } });
      }
      return inputs().map((input) =>
        'dataAutomationConfiguration' in input
          ? input.dataAutomationConfiguration?.dataAutomationProjectArn
          : undefined,
      );
    };
    expect(await projectsFor({ audioProjectArn, videoProjectArn })).toEqual([
      PROJECT_ARN,
      audioProjectArn,
      videoProjectArn,
    ]);
    expect(await projectsFor({ videoProjectArn })).toEqual([PROJECT_ARN, PROJECT_ARN, videoProjectArn]);
  });

  test('refuses a movie that is too large to be analyzed as audio', async () => {
    const { analyzer } = analyzerWith();
    const media = { uri: 's3://calls/uploads/7.mp4' as ObjectUri, sizeBytes: 3 * 1_024 ** 3 };
    await analyzer.start(analysisRequest({ media }));
    await expect(analyzer.start(analysisRequest({ media: { ...media, kind: 'audio' } }))).rejects.toMatchObject({
      code: 'EARSHOT_NOT_SUPPORTED',
      details: { field: 'media.sizeBytes' },
    });
  });

  test('sends the same twice for the same request', async () => {
    const { analyzer, inputs } = analyzerWith({ projectArn: PROJECT_ARN, tags: { team: 'calls' } });
    await analyzer.start(analysisRequest());
    await analyzer.start(analysisRequest());
    const [first, second] = inputs();
    expect(second).toEqual(first);
    expect(first).toMatchObject({ clientToken: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('never sends a slash at the end of where the results go', async () => {
    const { analyzer, inputs } = analyzerWith();
    await analyzer.start(analysisRequest({ outputUri: 's3://calls/outputs/call-7//' as ObjectUri }));
    expect(inputs()).toMatchObject([{ outputConfiguration: { s3Uri: 's3://calls/outputs/call-7' } }]);
  });

  test('leaves the version of a recording out, and keeps its key as it is', async () => {
    const { analyzer, inputs } = analyzerWith();
    const uri = 's3://calls/uploads//one + two=(3)/ü.MP3' as ObjectUri;
    await analyzer.start(analysisRequest({ media: { uri, versionId: 'version-7', eTag: 'e', sequencer: '00' } }));
    expect(inputs()).toMatchObject([{ inputConfiguration: { s3Uri: uri } }]);
    expect(JSON.stringify(inputs())).not.toContain('version-7');
  });

  test('names the job by the last part of its ARN, and the ARN as reference', async () => {
    const { analyzer } = analyzerWith();
    expect(await analyzer.start(analysisRequest())).toEqual({ jobId: JOB, reference: INVOCATION_ARN });
  });
});

describe('a status', () => {
  const status = async (answer: object, options: Partial<BdaJobOptions> = {}) => {
    const { analyzer, sent, inputs } = analyzerWith(options);
    sent.on(GetDataAutomationStatusCommand).resolves(answer);
    return { is: await analyzer.status(JOB), inputs: inputs() };
  };

  test('is asked for by the ARN, in the partition, region and account of the profile', async () => {
    expect((await status({ status: 'Created' })).inputs).toEqual([{ invocationArn: INVOCATION_ARN }]);
    const profileArn =
      'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:data-automation-profile/us-gov.data-automation-v1';
    const expected = `arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:data-automation-invocation/${JOB}`;
    expect((await status({ status: 'Created' }, { profileArn })).inputs).toEqual([{ invocationArn: expected }]);
  });

  test.each(['Created', 'InProgress', 'CREATED', 'IN_PROGRESS'])('%s: the job runs', async (word) => {
    expect((await status({ status: word })).is).toEqual({ state: 'running' });
  });

  test.each(['Success', 'SUCCESS', 'PROCESSED', 'COMPLETED'])('%s: the job succeeded', async (word) => {
    const answer = { status: word, outputConfiguration: { s3Uri: MANIFEST }, jobDurationInSeconds: 90 };
    expect((await status(answer)).is).toEqual({ state: 'succeeded', resultUri: MANIFEST });
  });

  test.each([
    ['itself', MANIFEST, MANIFEST],
    [
      'itself, in a folder without a name',
      MANIFEST.replace(`/${JOB}`, `//${JOB}`),
      MANIFEST.replace(`/${JOB}`, `//${JOB}`),
    ],
    ['by its folder', `s3://calls/outputs/call-7/${JOB}`, MANIFEST],
    ['by its folder with a slash', `s3://calls/outputs/call-7/${JOB}/`, MANIFEST],
    ['by the folder of its asset', `s3://calls/outputs/call-7/${JOB}/0`, MANIFEST],
    ['by where the results go', 's3://calls/outputs/call-7', MANIFEST],
  ])('names the manifest %s', async (_, s3Uri, resultUri) => {
    const answer = { status: 'Success', outputConfiguration: { s3Uri } };
    expect((await status(answer)).is).toEqual({ state: 'succeeded', resultUri });
  });

  test.each([
    [{ status: 'ClientError', errorType: 'Odd', errorMessage: 'no speech' }, 'EARSHOT_INVALID_INPUT', 'Odd: no speech'],
    [{ status: 'ClientError', errorMessage: 'file is damaged' }, 'EARSHOT_UNREADABLE', 'file is damaged'],
    [{ status: 'CLIENT_ERROR', errorType: '', errorMessage: '' }, 'EARSHOT_INVALID_INPUT', 'CLIENT_ERROR'],
  ])('%j: the job failed, and would again', async (answer, code, reason) => {
    const failed = { state: 'failed', failure: { code, reason }, retryable: false };
    expect((await status(answer)).is).toEqual(failed);
  });

  test.each(['ServiceError', 'SERVICE_ERROR'])('%s: the job failed, and might not again', async (word) => {
    expect((await status({ status: word, errorMessage: 'oh' })).is).toEqual({
      state: 'failed',
      failure: { code: 'EARSHOT_UNAVAILABLE', reason: 'oh' },
      retryable: true,
    });
  });

  test('of what can be no job is not asked for', async () => {
    const { analyzer, inputs } = analyzerWith();
    for (const jobId of ['job 返金', 'a/b', '0'.repeat(256), INVOCATION_ARN]) {
      await expect(analyzer.status(jobId as JobId)).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    }
    expect(inputs()).toEqual([]);
  });
});
