import type { AnalyticsItem, NewNote, ParticipantCorrection, StartMessage } from '@earshot/core';
import type * as z from 'zod/mini';
import { LIST_MESSAGE } from '../serving/analytics-page.js';
import type { JobResponse } from '../serving/job-responses.js';
import type {
  AnalyticsList,
  ErasureItem,
  NotesItem,
  ParticipantsItem,
  StartReceipt,
  SummaryItem,
} from '../serving/responses.js';

/** The call that every example is about. */
export const EXAMPLE_HASH = '0bd0330b971180445edd14588fa44097';
const CALL_ID = 'call-2026-09-14-0042';
export const EXAMPLE_JOB_ID = 'ad755657-aaca-4f51-a5fb-ab7225f43d84';
const RECORDING = 's3://recordings/2026/09/14/call-0042.wav';
const RESULTS = `s3://earshot/transcription-outputs/${CALL_ID}/${EXAMPLE_JOB_ID}/`;

const OVERVIEW: z.input<typeof AnalyticsItem> = {
  hash: EXAMPLE_HASH,
  epchdatetimestamp: 1_789_378_320_000,
  call_id: CALL_ID,
  recording_uri: RECORDING,
  results_uri: RESULTS,
  s3_input_uri: RECORDING,
  s3_output_uri: RESULTS,
  bedrock_status: 'SUCCESS',
  call_summary: 'The customer was charged twice in August. The agent confirmed it and refunded one charge.',
  call_categories: ['Billing'],
  topics: ['double charge', 'refund'],
  created_at: '2026-09-14T09:40:11.000Z',
  updated_at: '2026-09-14T09:43:27.000Z',
  recorded_at: '2026-09-14T09:32:00.000Z',
  recorded_at_source: 'message',
  state: 'completed',
  state_history: [
    { state: 'submitted', at: '2026-09-14T09:40:11.000Z' },
    { state: 'analyzing', at: '2026-09-14T09:40:12.000Z', job_id: EXAMPLE_JOB_ID },
    { state: 'completed', at: '2026-09-14T09:43:27.000Z', job_id: EXAMPLE_JOB_ID },
  ],
  job_id: EXAMPLE_JOB_ID,
  attempts: 1,
  media: { kind: 'audio', duration_ms: 184_220, format: 'wav', sample_rate_hz: 16_000, channel_count: 2 },
};

const WHOLE: z.input<typeof AnalyticsItem> = {
  ...OVERVIEW,
  transcript: 'Thank you for calling, how can I help? I was charged twice in August.',
  speakers: ['spk_0', 'spk_1'],
  segments: [
    { index: 0, text: 'Thank you for calling, how can I help?', start_ms: 480, end_ms: 2_910, speaker: 'spk_0' },
    { index: 1, text: 'I was charged twice in August.', start_ms: 3_300, end_ms: 5_120, speaker: 'spk_1' },
  ],
  topic_summary: 'A double charge is confirmed and refunded.',
  topic_segments: [{ index: 0, summary: 'A double charge is confirmed and refunded.', start_ms: 480, end_ms: 184_000 }],
  moderation: [],
  sensitive_data: [],
};

const NEXT = 'mrbq4g00.0bd0330b971180445edd14588fa44097.5d0c';

export const EXAMPLE_LIST: z.input<typeof AnalyticsList> = {
  message: LIST_MESSAGE,
  count: 1,
  items: [OVERVIEW],
  pagination: { pageSize: 1, nextToken: NEXT, hasMore: true },
};

const EXAMPLE_SUMS = {
  count: 1,
  duration_ms: 184_220,
  with_duration: 1,
  silence_ms: 12_400,
  silence_of_ms: 184_220,
};

export const EXAMPLE_SUMMARY: z.input<typeof SummaryItem> = {
  ...EXAMPLE_SUMS,
  facets: {
    state: [{ value: 'completed', count: 1 }],
    category: [{ value: 'Billing', count: 1 }],
    topic: [
      { value: 'double charge', count: 1 },
      { value: 'refund', count: 1 },
    ],
    agent: [{ value: 'Zoe', count: 1 }],
    sentiment: [{ value: 'negative', count: 1 }],
  },
  days: [
    {
      day: '2026-09-14',
      ...EXAMPLE_SUMS,
      sentiment: [{ value: 'negative', count: 1 }],
      category: [{ value: 'Billing', count: 1 }],
    },
  ],
};

export const EXAMPLE_CALL_PAGE: z.input<typeof AnalyticsList> = {
  message: LIST_MESSAGE,
  count: 1,
  items: [WHOLE],
  pagination: { pageSize: 20, nextToken: null, hasMore: false },
};

export const EXAMPLE_START: z.input<typeof StartMessage> = {
  callId: CALL_ID,
  audioS3Uri: RECORDING,
  timestamp: '2026-09-14T11:32:00+02:00',
  metadata: { queue: 'support' },
};

export const EXAMPLE_STARTED: z.input<typeof StartReceipt> = {
  message: 'Analysis started',
  status: 'started',
  hash: EXAMPLE_HASH,
  call_id: CALL_ID,
  state: 'analyzing',
  job_id: EXAMPLE_JOB_ID,
};

export const EXAMPLE_CORRECTION: z.input<typeof ParticipantCorrection> = {
  participants: [{ label: 'spk_0', role: 'agent', name: 'Zoe' }],
};

export const EXAMPLE_PARTICIPANTS: z.input<typeof ParticipantsItem> = {
  message: 'Participants corrected',
  hash: EXAMPLE_HASH,
  call_id: CALL_ID,
  participants: [
    {
      label: 'spk_0',
      role: 'agent',
      name: 'Zoe',
      role_source: 'correction',
      name_source: 'correction',
      confidence: 1,
      evidence: [],
    },
    { label: 'spk_1', role: 'customer', role_source: 'correction', confidence: 1, evidence: [] },
  ],
  correction: {
    participants: [{ label: 'spk_0', role: 'agent', name: 'Zoe' }],
    actor: 'ana',
    at: '2026-09-14T10:00:00.000Z',
  },
};

export const EXAMPLE_NOTE: z.input<typeof NewNote> = { text: 'Called back: the refund has arrived.' };

export const EXAMPLE_NOTES: z.input<typeof NotesItem> = {
  message: 'Note added',
  hash: EXAMPLE_HASH,
  call_id: CALL_ID,
  notes: [{ id: '4', ...EXAMPLE_NOTE, actor: 'ana', at: '2026-09-16T08:30:00.000Z' }],
};

export const EXAMPLE_ERASURE: z.input<typeof ErasureItem> = {
  message: 'Call erased',
  hash: EXAMPLE_HASH,
  erased_at: '2026-10-01T08:15:30.000Z',
  documents: [`${RESULTS}0/custom_output/0/result.json`, `${RESULTS}0/standard_output/0/result.json`],
  record_removed: true,
  traces: [],
  recording: RECORDING,
};

export const EXAMPLE_JOB_NAME = `${EXAMPLE_HASH}.1`;

export const EXAMPLE_RUNNING_JOB: z.input<typeof JobResponse> = {
  id: EXAMPLE_JOB_NAME,
  hash: EXAMPLE_HASH,
  call_id: CALL_ID,
  attempt: 1,
  latest: true,
  state: 'running',
  call_state: 'analyzing',
  stage: 'transcribing',
  progress: 0.42,
  stages: [
    { name: 'queued', started_at: '2026-09-14T09:40:11.000Z', ended_at: '2026-09-14T09:40:12.000Z' },
    { name: 'analyzing', started_at: '2026-09-14T09:40:12.000Z' },
  ],
  job_id: EXAMPLE_JOB_ID,
  updated_at: '2026-09-14T09:40:12.000Z',
  links: {
    self: `/jobs/${EXAMPLE_JOB_NAME}`,
    call: `/analytics/${EXAMPLE_HASH}`,
    events: `/jobs/${EXAMPLE_JOB_NAME}/events`,
    cancel: `/jobs/${EXAMPLE_JOB_NAME}/cancel`,
  },
};
