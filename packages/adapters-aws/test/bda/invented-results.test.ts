import { BedrockDataAutomationRuntimeClient } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { connectionTo, type JobOutcome, memoryObjectStore, startBedrockServer } from '@earshot/aws-test-servers';
import { type ObjectUri, readResultDocument } from '@earshot/core';
import { expect, onTestFinished, test } from 'vitest';
import { BdaAudioAnalyzer } from '../../src/bda/index.js';
import { PROFILE_ARN, PROJECT_ARN, requestFor } from './requests.js';

/** Runs one job to its end, and gives what it wrote, read. */
async function resultsOf(uri: string, outcome: JobOutcome) {
  const store = memoryObjectStore();
  store.objects.set(uri.replace('s3://', ''), 'sound');
  const server = await startBedrockServer({ store, script: () => outcome });
  const client = new BedrockDataAutomationRuntimeClient(connectionTo(server));
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const analyzer = new BdaAudioAnalyzer({ client, profileArn: PROFILE_ARN, projectArn: PROJECT_ARN });
  const { jobId } = await analyzer.start(requestFor(uri));
  await server.idle();
  const status = await analyzer.status(jobId);
  const at = (place: string) => {
    const written = store.objects.get(`calls/outputs/call-7/${jobId}/${place}`);
    const document = written === undefined ? undefined : JSON.parse(written);
    return document && readResultDocument(document, { words: true, moderation: true });
  };
  return {
    jobId,
    status,
    manifest: at('job_metadata.json'),
    standard: at('0/standard_output/0/result.json'),
    custom: at('0/custom_output/0/result.json'),
  };
}

test.each(['one', 'two', 'three', 'four', 'five', 'six'])('an invented call is read whole: %s', async (name) => {
  const uri = `s3://calls/uploads/${name}.wav` as ObjectUri;
  const { jobId, status, manifest, standard, custom } = await resultsOf(uri, { kind: 'success' });
  expect(status).toEqual({
    state: 'succeeded',
    resultUri: `s3://calls/outputs/call-7/${jobId}/job_metadata.json`,
  });
  expect(manifest).toMatchObject({ kind: 'manifest', jobId });
  expect(standard).toMatchObject({ kind: 'standard', modality: 'audio', input: uri });
  const { transcript, statistics, moderation, topicSummaries } = standard.analysis;
  const words = transcript.segments.flatMap((segment: { words?: unknown[] }) => segment.words ?? []);
  expect(words.length).toBeGreaterThanOrEqual(statistics.wordCount);
  expect(new Set(transcript.segments.map((segment: { speaker: string }) => segment.speaker))).toEqual(
    new Set(['spk_0', 'spk_1']),
  );
  expect(moderation).toHaveLength(transcript.segments.length);
  expect(topicSummaries).toHaveLength(2);
  expect(custom).toMatchObject({ kind: 'custom', analysis: { callSummary: standard.analysis.audioSummary } });
});

test('an invented video is read whole', async () => {
  const { manifest, standard } = await resultsOf('s3://calls/uploads/one.mp4', { kind: 'success' });
  expect(manifest).toMatchObject({ kind: 'manifest' });
  expect(standard).toMatchObject({ kind: 'standard', modality: 'video' });
  expect(standard.analysis.transcript.segments.length).toBeGreaterThan(0);
});

test('a manifest without a match is read', async () => {
  const { manifest, custom } = await resultsOf('s3://calls/uploads/one.wav', { kind: 'success', custom: 'NO_MATCH' });
  expect(manifest).toMatchObject({ kind: 'manifest' });
  expect(custom).toBeUndefined();
});
