import type { JobOutcome } from '@earshot/aws-test-servers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GATEWAYS } from './api-events.js';
import { type Deployment, deploy, hashOf, scripted } from './deployment.js';
import { customOutput, standardOutput } from './result-documents.js';

const TURNS = ['Good morning, this is the lamp shop.', 'My new lamp hums.', 'Bring it in, we will change it.'];
const SUMMARY = 'A lamp hums and is changed.';
const outcomes = new Map<string, JobOutcome>();
let earshot: Deployment;

beforeAll(async () => {
  earshot = await deploy({ bedrock: { script: scripted(outcomes), workMs: 20 } });
}, 60_000);
afterAll(() => earshot?.close());

/** A recording that will be analyzed so. */
async function recorded(key: string, outcome: Partial<Extract<JobOutcome, { kind: 'success' }>> = {}): Promise<string> {
  const custom = customOutput(['Product issues'], ['lamp', 'hum'], SUMMARY);
  outcomes.set(key, { kind: 'success', standard: standardOutput(key, TURNS), custom, ...outcome });
  await earshot.stack.upload(key);
  return `s3://media/${key}`;
}

describe('a recording that a message tells of', () => {
  it.each([
    ['in an envelope of SNS', 'call-enveloped', false],
    ['delivered raw', 'call-raw', true],
  ])('becomes a whole record, %s', async (_, callId, raw) => {
    const audioS3Uri = await recorded(`recordings/${callId}.wav`);
    const metadata = { queue: 'lamps', agent: { id: 7 } };
    await earshot.stack.publish({ callId, audioS3Uri, timestamp: '2026-09-14T09:30:00+02:00', metadata }, raw);
    const item = await earshot.until(callId, 'completed');
    const job = earshot.stack.bedrock.jobs().find(({ input }) => audioS3Uri.endsWith(input.key));
    const folder = `s3://results/transcription-outputs/${callId}/${job?.jobId}/`;
    const [submitted, analyzing, completed] = item.state_history;
    expect(item).toEqual({
      hash: hashOf(callId),
      call_id: callId,
      epchdatetimestamp: Date.parse('2026-09-14T07:30:00Z'),
      recorded_at: '2026-09-14T07:30:00.000Z',
      recorded_at_source: 'message',
      recording_uri: audioS3Uri,
      results_uri: folder,
      s3_input_uri: audioS3Uri,
      s3_output_uri: folder,
      bedrock_invocation_arn: job?.invocationArn,
      job_reference: job?.invocationArn,
      bedrock_status: 'SUCCESS',
      job_id: job?.jobId,
      attempts: 1,
      state: 'completed',
      state_history: [
        { state: 'submitted', at: submitted?.at },
        { state: 'analyzing', at: analyzing?.at, job_id: job?.jobId },
        { state: 'completed', at: completed?.at, job_id: job?.jobId },
      ],
      created_at: submitted?.at,
      updated_at: expect.any(String),
      metadata,
      call_summary: SUMMARY,
      call_categories: ['Product issues'],
      topics: ['lamp', 'hum'],
      custom_fields: { caller_mood: 'calm' },
      participants: [
        expect.objectContaining({ label: 'spk_0', role: 'agent', role_source: 'phrases' }),
        expect.objectContaining({ label: 'spk_1', role: 'customer', role_source: 'phrases' }),
      ],
      transcript: TURNS.join(' '),
      audio_summary: 'Two people talk.',
      topic_summary: 'They talk about a lamp.',
      topic_segments: [
        { index: 0, summary: 'They talk about a lamp.', start_ms: 0, end_ms: 10_800, segment_indices: [0, 1, 2] },
      ],
      segments: TURNS.map((text, index) => ({
        index,
        text,
        start_ms: index * 3_600,
        end_ms: (index + 1) * 3_600,
        speaker: `spk_${index % 2}`,
        language: 'EN',
      })),
      speakers: ['spk_0', 'spk_1'],
      language: { dominant: 'EN', generated: 'EN' },
      media: { kind: 'audio', duration_ms: 10_800, format: 'wav', codec: 'pcm_s16le', channel_count: 1 },
      statistics: { word_count: 18, topic_count: 1, speaker_count: 2, channel_count: 1 },
      blueprint: {
        name: 'ConversationalAnalytics',
        arn: 'arn:aws:bedrock:eu-central-1:000000000000:blueprint/0123456789ab',
        confidence: 1,
      },
      sources: [
        { uri: `${folder}0/standard_output/0/result.json`, kind: 'standard', redacted: false },
        { uri: `${folder}0/custom_output/0/result.json`, kind: 'custom', redacted: false },
      ],
      moderation: [],
      sensitive_data: [],
    });
    const times = item.state_history.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(job?.request.outputConfiguration.s3Uri).toBe(`s3://results/transcription-outputs/${callId}`);
  });
});

describe('a recording that is uploaded', () => {
  it.each(['call-upload.WAV', '2026-09-14/kitchen lamp+1.webm', 'call_20260914T09:32_UTC.Mp3'])(
    'becomes a record of its own: %s',
    async (callId) => {
      const audioS3Uri = await recorded(`uploads/${callId}`);
      const item = await earshot.until(callId, 'completed');
      expect(item).toMatchObject({ call_id: callId, s3_input_uri: audioS3Uri, transcript: TURNS.join(' ') });
      const named = callId.includes('_UTC');
      expect(item.recorded_at_source).toBe(named ? 'media_name' : 'transport');
      if (named) expect(item.recorded_at).toBe('2026-09-14T09:32:00.000Z');
      else expect(Math.abs(item.epchdatetimestamp - Date.now())).toBeLessThan(60_000);
    },
  );

  it('is left alone when it is none', async () => {
    await earshot.stack.upload('uploads/notes.txt');
    await earshot.stack.upload('elsewhere/call.wav');
    await earshot.settled();
    expect(await earshot.item('notes.txt')).toBeUndefined();
    expect(await earshot.item('call.wav')).toBeUndefined();
  });
});

describe('the end of a job', () => {
  it('without a match for the blueprint is a record that says so, with its transcript', async () => {
    const callId = 'call-no-match';
    const audioS3Uri = await recorded(`recordings/${callId}.wav`, { custom: 'NO_MATCH' });
    await earshot.stack.publish({ callId, audioS3Uri });
    const item = await earshot.until(callId, 'no_match');
    expect(item).toMatchObject({ bedrock_status: 'NO_MATCH', call_categories: [], transcript: TURNS.join(' ') });
    expect((await listed('state=no_match')).map(({ call_id }) => call_id)).toContain(callId);
  });

  it('by a client error is a failed record with the reason, after one job', async () => {
    const callId = await failing('client_error');
    const item = await earshot.until(callId, 'failed');
    expect(item).toMatchObject({
      bedrock_status: 'FAILED',
      failure: { reason: 'The file is too quiet.' },
      attempts: 1,
    });
    expect((await listed('state=failed')).map(({ call_id }) => call_id)).toContain(callId);
  });

  it('by a service error is a record that waits for another job, and says why', async () => {
    const callId = await failing('service_error');
    const item = await vi.waitFor(
      async () => {
        const found = await earshot.item(callId);
        expect(found).toHaveProperty('start_retry');
        return found;
      },
      { timeout: 20_000, interval: 50 },
    );
    expect(item).toMatchObject({ state: 'submitted', attempts: 1, start_retry: { reason: 'The file is too quiet.' } });
  });
});

/** Has a job run that ends so. */
async function failing(kind: 'client_error' | 'service_error'): Promise<string> {
  const callId = `call-${kind}`;
  const audioS3Uri = await recorded(`recordings/${callId}.wav`);
  outcomes.set(`recordings/${callId}.wav`, { kind, message: 'The file is too quiet.' });
  await earshot.stack.publish({ callId, audioS3Uri });
  return callId;
}

describe('the API', () => {
  it.each(GATEWAYS)('answers by hash, by call id and page by page through a %s', async (gateway) => {
    const callId = '2026-09-14/kitchen lamp+1.webm';
    const [byHash, byId, byPath] = await Promise.all([
      earshot.get(`/analytics/${hashOf(callId)}`, gateway),
      earshot.get(`/analytics?callId=${encodeURIComponent(callId)}`, gateway),
      earshot.get(`/analytics/${encodeURIComponent(callId)}`, gateway),
    ]);
    expect(byHash).toMatchObject({ status: 200, body: { count: 1, items: [{ call_id: callId }] } });
    expect(byId.body).toEqual(byHash.body);
    expect(byPath.body).toEqual(byHash.body);
    expect((await earshot.get('/analytics/nobody', gateway)).status).toBe(404);
    expect((await earshot.get('/health', gateway)).status).toBe(200);

    const seen: string[] = [];
    let target: string | undefined = '/analytics?pageSize=3&category=Product%20issues';
    while (target !== undefined) {
      const page = await earshot.get(target, gateway);
      const { items, pagination } = page.body as unknown as List;
      seen.push(...items.map(({ call_id }) => call_id));
      target = pagination.hasMore
        ? `/analytics?pageSize=3&category=Product%20issues&nextToken=${pagination.nextToken}`
        : undefined;
    }
    expect(seen.sort()).toEqual(
      ['call-enveloped', 'call-raw', 'call-upload.WAV', callId, 'call_20260914T09:32_UTC.Mp3'].sort(),
    );
  });

  it('refuses the page token of another query', async () => {
    const { body } = await earshot.get('/analytics?pageSize=1&category=Product%20issues');
    const { nextToken } = (body as unknown as List).pagination;
    const other = await earshot.get(`/analytics?pageSize=1&nextToken=${nextToken}`);
    expect(other).toMatchObject({ status: 400, body: { code: 'EARSHOT_INVALID_INPUT' } });
  });
});

it('leaves nothing behind in any queue', async () => {
  await earshot.settled();
  expect(await Promise.all([earshot.stack.count('startDlq'), earshot.stack.count('resultsDlq')])).toEqual([0, 0]);
});

interface List {
  readonly items: readonly { readonly call_id: string; readonly state: string }[];
  readonly pagination: { readonly nextToken: string | null; readonly hasMore: boolean };
}

async function listed(query: string): Promise<List['items']> {
  const { body } = await earshot.get(`/analytics?pageSize=100&${query}`);
  return (body as unknown as List).items;
}
