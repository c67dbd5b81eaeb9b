import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AnalyticsItem,
  CallRecord,
  identifyParticipants,
  JobId,
  ObjectUri,
  overviewOf,
  toAnalyticsItem,
} from '../../src/index.js';
import { callRecordArbitrary } from '../../src/testing/index.js';
import { aRecord } from '../model/records.js';

const LONG_PARTS = [
  'transcript',
  'segments',
  'topic_summary',
  'topic_segments',
  'moderation',
  'sensitive_data',
  'non_talk',
  'interruptions',
  'speaker_statistics',
  'entities',
  'shots',
  'screen_texts',
  'speakers',
  'notes',
] as const;

const uri = ObjectUri.parse('s3://results/transcription-outputs/call-7/j1/0/standard_output/0/result.json');

const base = aRecord({
  callId: 'call-7',
  recordedAt: { ms: Date.UTC(2026, 8, 14, 9, 32), source: 'media_name' },
  state: 'completed',
  notes: [{ id: '2', text: 'Called back.', actor: 'Max', atMs: Date.UTC(2026, 8, 15) }],
  correction: { roles: [{ label: 'spk_1', role: 'customer', name: 'Zoe' }], actor: 'Max', atMs: Date.UTC(2026, 8, 15) },
  history: [
    { state: 'submitted', atMs: Date.UTC(2026, 8, 14, 10) },
    { state: 'completed', atMs: Date.UTC(2026, 8, 14, 11), jobId: JobId.parse('j1') },
  ],
  media: { uri: ObjectUri.parse('s3://recordings/call-7.wav'), sizeBytes: 7 },
  metadata: { agent: 'Ada' },
  sentiment: { label: 'negative', score: -0.5 },
  jobs: [
    { jobId: JobId.parse('j0'), state: 'failed', failure: { code: 'ClientError', reason: 'no audio track' } },
    {
      jobId: JobId.parse('j1'),
      state: 'succeeded',
      reference: 'arn:j1',
      outputUri: ObjectUri.parse('s3://results/out/j1/'),
    },
  ],
  createdAtMs: Date.UTC(2026, 8, 14, 10),
  updatedAtMs: Date.UTC(2026, 8, 14, 11),
  analysis: {
    understood: true,
    confidence: 0.93,
    callSummary: 'A refund.',
    audioSummary: 'Two people talk.',
    categories: ['Billing'],
    topics: ['refund'],
    topicSummaries: [
      { index: 0, summary: 'They greet.', startMs: 0, endMs: 900, segmentIndices: [0] },
      { index: 1 },
      { index: 2, summary: 'They part.' },
    ],
    transcript: {
      text: 'Hello. Hi.',
      segments: [
        { index: 0, text: 'Hello.', startMs: 0, endMs: 400, speaker: 'spk_0', speakerName: 'Ada', channel: 'ch_0' },
        {
          index: 1,
          text: 'Hi.',
          startMs: 500,
          endMs: 900,
          speaker: 'spk_1',
          language: 'EN',
          words: [{ text: 'Hi', startMs: 500, confidence: 0.5 }],
          confidence: 0.4,
          understood: false,
        },
        { index: 2, text: 'Yes.', startMs: 950, endMs: 990, speaker: 'spk_0', loudness: [41.5, null] },
      ],
    },
    speakerStatistics: [{ speaker: 'spk_0', talkMs: 7, sentiment: -0.5, sentimentByQuarter: [null, 0, 1, -1] }],
    moderation: [{ startMs: 0, endMs: 400, confidence: 0.1, categories: { insult: 0.05 } }],
    sensitiveData: [
      { entityType: 'NAME', segmentIndex: 0, startMs: 0, endMs: 400, startCharacter: 0, endCharacter: 3 },
      { entityType: 'NAME', foundIn: 'topic_summary', topicIndex: 2, startCharacter: 0, endCharacter: 4 },
      { entityType: 'PHONE', foundIn: 'blueprint_field', field: 'callers[0]' },
    ],
    nonTalk: [{ startMs: 400, endMs: 500 }],
    interruptions: [{ startMs: 880, endMs: 890, speaker: 'spk_0' }],
    entities: [
      {
        type: 'PERSON',
        text: 'Ada',
        segmentIndex: 0,
        startMs: 10,
        endMs: 90,
        startCharacter: 0,
        endCharacter: 3,
        confidence: 0.75,
      },
      { type: 'DATE', text: 'May' },
    ],
    shots: [{ startMs: 0, endMs: 990 }],
    screenTexts: [
      { startMs: 0, endMs: 40, text: 'Welcome', confidence: 0.5 },
      { startMs: 60, endMs: 60, text: 'Bye' },
    ],
    language: { dominant: 'EN' },
    mediaFacts: { kind: 'audio', durationMs: 990, sampleRateHz: 8000, channelCount: 2 },
    statistics: { wordCount: 3, speakerCount: 2 },
    blueprint: { name: 'calls', confidence: 1 },
    customFields: { satisfaction: 4 },
    sources: [{ uri, kind: 'standard', redacted: false }],
  },
});

const completed: CallRecord = { ...base, participants: identifyParticipants(base) };

const whole: AnalyticsItem = {
  hash: completed.hash,
  epchdatetimestamp: Date.UTC(2026, 8, 14, 9, 32),
  call_id: completed.callId,
  participants: [
    {
      label: 'spk_0',
      role: 'agent',
      name: 'Ada',
      role_source: 'correction',
      name_source: 'start_message',
      confidence: 1,
      evidence: [],
    },
    {
      label: 'spk_1',
      role: 'customer',
      name: 'Zoe',
      role_source: 'correction',
      name_source: 'correction',
      confidence: 1,
      evidence: [],
    },
  ],
  correction: {
    participants: [{ label: 'spk_1', role: 'customer', name: 'Zoe' }],
    actor: 'Max',
    at: '2026-09-15T00:00:00.000Z',
  },
  notes: [{ id: '2', text: 'Called back.', actor: 'Max', at: '2026-09-15T00:00:00.000Z' }],
  speaker_statistics: [{ speaker: 'spk_0', talk_ms: 7, sentiment: -0.5, sentiment_by_quarter: [null, 0, 1, -1] }],
  recording_uri: 's3://recordings/call-7.wav',
  results_uri: 's3://results/out/j1/',
  s3_input_uri: 's3://recordings/call-7.wav',
  s3_output_uri: 's3://results/out/j1/',
  bedrock_invocation_arn: 'arn:j1',
  job_reference: 'arn:j1',
  job_id: 'j1',
  bedrock_status: 'SUCCESS',
  understood: true,
  confidence: 0.93,
  call_summary: 'A refund.',
  call_categories: ['Billing'],
  topics: ['refund'],
  audio_summary: 'Two people talk.',
  created_at: '2026-09-14T10:00:00.000Z',
  updated_at: '2026-09-14T11:00:00.000Z',
  recorded_at: '2026-09-14T09:32:00.000Z',
  recorded_at_source: 'media_name',
  state: 'completed',
  state_history: [
    { state: 'submitted', at: '2026-09-14T10:00:00.000Z' },
    { state: 'completed', at: '2026-09-14T11:00:00.000Z', job_id: 'j1' },
  ],
  attempts: 2,
  agent: 'Ada',
  customer: 'Zoe',
  metadata: { agent: 'Ada' },
  sentiment: { label: 'negative', score: -0.5 },
  language: { dominant: 'EN' },
  blueprint: { name: 'calls', confidence: 1 },
  media: { kind: 'audio', duration_ms: 990, sample_rate_hz: 8000, channel_count: 2 },
  statistics: { word_count: 3, speaker_count: 2 },
  custom_fields: { satisfaction: 4 },
  sources: [{ uri, kind: 'standard', redacted: false }],
  transcript: 'Hello. Hi.',
  topic_summary: 'They greet.\nThey part.',
  speakers: ['spk_0', 'spk_1'],
  segments: [
    { index: 0, text: 'Hello.', start_ms: 0, end_ms: 400, speaker: 'spk_0', speaker_name: 'Ada', channel: 'ch_0' },
    {
      index: 1,
      text: 'Hi.',
      start_ms: 500,
      end_ms: 900,
      speaker: 'spk_1',
      language: 'EN',
      words: [{ text: 'Hi', start_ms: 500, confidence: 0.5 }],
      confidence: 0.4,
      understood: false,
    },
    { index: 2, text: 'Yes.', start_ms: 950, end_ms: 990, speaker: 'spk_0', loudness: [41.5, null] },
  ],
  topic_segments: [
    { index: 0, summary: 'They greet.', start_ms: 0, end_ms: 900, segment_indices: [0] },
    { index: 1 },
    { index: 2, summary: 'They part.' },
  ],
  moderation: [{ start_ms: 0, end_ms: 400, confidence: 0.1, categories: { insult: 0.05 } }],
  sensitive_data: [
    { entity_type: 'NAME', segment_index: 0, start_ms: 0, end_ms: 400, start_character: 0, end_character: 3 },
    { entity_type: 'NAME', found_in: 'topic_summary', topic_index: 2, start_character: 0, end_character: 4 },
    { entity_type: 'PHONE', found_in: 'blueprint_field', field: 'callers[0]' },
  ],
  non_talk: [{ start_ms: 400, end_ms: 500 }],
  interruptions: [{ start_ms: 880, end_ms: 890, speaker: 'spk_0' }],
  entities: [
    {
      type: 'PERSON',
      text: 'Ada',
      segment_index: 0,
      start_ms: 10,
      end_ms: 90,
      start_character: 0,
      end_character: 3,
      confidence: 0.75,
    },
    { type: 'DATE', text: 'May' },
  ],
  shots: [{ start_ms: 0, end_ms: 990 }],
  screen_texts: [
    { start_ms: 0, end_ms: 40, text: 'Welcome', confidence: 0.5 },
    { start_ms: 60, end_ms: 60, text: 'Bye' },
  ],
};

const { analysis: ANALYSIS } = completed;

describe('the item of a call', () => {
  test('has everything that the record has, by the names that its readers know', () => {
    expect(toAnalyticsItem(completed)).toEqual(whole);
    expect(AnalyticsItem.parse(whole)).toEqual(whole);
  });

  test('of an overview leaves out what grows with the length of the call, and nothing else', () => {
    const short = Object.fromEntries(
      Object.entries(whole).filter(([name]) => !(LONG_PARTS as readonly string[]).includes(name)),
    );
    expect(toAnalyticsItem(overviewOf(completed))).toEqual(short);
  });

  test('that was not understood says so and why, in lists too', () => {
    const analysis = { ...ANALYSIS, understood: false, notUnderstoodReason: 'another language' };
    const record = { ...completed, analysis } as CallRecord;
    const said = { understood: false, not_understood_reason: 'another language', confidence: 0.93 };
    for (const each of [record, overviewOf(record)]) expect(toAnalyticsItem(each)).toMatchObject(said);
  });

  test('that is not analysed yet has empty lists and no analysis', () => {
    const item = toAnalyticsItem(aRecord({ callId: 'call-7' }));
    expect(item).toMatchObject({ bedrock_status: 'SUBMITTED', call_categories: [], topics: [], attempts: 0 });
    for (const name of [...LONG_PARTS, 'job_id', 's3_input_uri', 'failure', 'sources'] as const)
      expect(item).not.toHaveProperty(name);
  });

  test.each([
    ['submitted', 'SUBMITTED'],
    ['analyzing', 'IN_PROGRESS'],
    ['completed', 'SUCCESS'],
    ['no_match', 'NO_MATCH'],
    ['failed', 'FAILED'],
  ] as const)('that is %s has status %s', (state, status) => {
    expect(toAnalyticsItem(aRecord({ callId: 'call-7', state }))).toMatchObject({ state, bedrock_status: status });
  });

  test.each([
    ['whose recording is on this machine', { media: { uri: 'local://recordings/7.wav' } }],
    [
      'whose result is in another format',
      { analysis: { ...ANALYSIS, sources: [{ uri, kind: 'notes', redacted: false }] } },
    ],
    [
      'whose documents are on this machine',
      {
        media: { uri: 's3://recordings/7.wav' },
        jobs: [],
        analysis: { ...ANALYSIS, sources: [{ uri: 'local://results/7', kind: 'standard', redacted: false }] },
      },
    ],
    [
      'that an analyzer of another kind works on',
      { jobs: [{ jobId: 'j1', state: 'running', reference: 'queue/7', outputUri: 'file://results/j1/' }] },
    ],
  ] as const)('%s says nothing of Bedrock, and says the same by neutral names', (_, changes) => {
    const record = { ...aRecord({ callId: 'call-7', state: 'completed' }), ...changes } as CallRecord;
    const item = toAnalyticsItem(record);
    for (const name of ['bedrock_status', 'bedrock_invocation_arn']) expect(item).not.toHaveProperty(name);
    const [job] = record.jobs;
    expect(item).toMatchObject({
      state: 'completed',
      ...(record.media && { recording_uri: record.media.uri }),
      ...(job && { results_uri: job.outputUri, job_reference: job.reference }),
    });
  });

  test('of which only the custom output is there is Bedrock’s too', () => {
    const analysis = { ...ANALYSIS, sources: [{ uri, kind: 'custom', redacted: false }] } as CallRecord['analysis'];
    const record = { ...aRecord({ callId: 'call-7', state: 'completed' }), analysis } as CallRecord;
    expect(toAnalyticsItem(record)).toMatchObject({ bedrock_status: 'SUCCESS' });
  });

  test('that failed says why', () => {
    const failure = { code: 'ClientError', reason: 'no audio track' };
    expect(toAnalyticsItem(aRecord({ callId: 'call-7', state: 'failed', failure }))).toMatchObject({ failure });
  });

  test('fits the schema, whatever the record, and the schema has a place for all of it', () => {
    fc.assert(
      fc.property(callRecordArbitrary(), (record) => {
        expect(CallRecord.safeParse(record).success).toBe(true);
        for (const item of [toAnalyticsItem(record), toAnalyticsItem(overviewOf(record))]) {
          expect(AnalyticsItem.parse(item)).toEqual(item);
          expect(hasUndefined(item)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('of any overview has none of the long parts', () => {
    fc.assert(
      fc.property(callRecordArbitrary(), (record) => {
        const item = toAnalyticsItem(overviewOf(record));
        for (const name of LONG_PARTS) expect(item).not.toHaveProperty(name);
      }),
    );
  });
});

function hasUndefined(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined;
  return Object.values(value).some(hasUndefined);
}
