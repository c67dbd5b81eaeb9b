import { createHash, createHmac, randomUUID } from 'node:crypto';
import {
  MemoryAudioAnalyzer,
  MemoryDeadLetters,
  MemoryEventSource,
  MemoryInsightRepository,
  MemoryMomentIndex,
  MemoryRecordingStore,
  MemoryRecordRepository,
  MemoryResultStore,
  MemorySharedState,
} from '@earshot/adapters-memory';
import {
  AddNote,
  type Analysis,
  type AudioAnalyzer,
  CallId,
  type CallRecord,
  CancelJob,
  type Copies,
  CorrectParticipants,
  createCoaching,
  createUploading,
  DEFAULT_LAYOUT,
  type DeadLetters,
  DeleteNote,
  EarshotError,
  EraseCall,
  type EraseCallDeps,
  type ErrorCode,
  earshotDocumentUri,
  hashOf,
  ImportDocument,
  type InsightRepository,
  type JobId,
  type MomentIndex,
  ObjectUri,
  PlayCall,
  type PlayCallDeps,
  peaksFile,
  QueryAnalytics,
  QueryJobs,
  ReadCall,
  ReadJob,
  ReadPeaks,
  type RecordingStore,
  type RecordingUrls,
  type RecordRepository,
  RestartCall,
  type ResultStore,
  RetryJob,
  SearchMoments,
  StartAnalysis,
  SummarizeCalls,
} from '@earshot/core';
import { HashEmbedder } from '@earshot/core/testing';
import {
  type AccessToken,
  type Api,
  type ApiSettings,
  createApi,
  type ServedApp,
  tokenAuthentication,
} from '../src/index.js';

/** MD5 and SHA-256 by `node:crypto`. */
export const digests = {
  md5Hex: (text: string) => createHash('md5').update(text).digest('hex'),
  sha256Hex: (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex'),
};

/** 2026-09-14T10:00:00Z: now, in these tests. */
export const NOW_MS = 1_789_380_000_000;

/** Signs with a secret of the tests. */
export const sign = (text: string) => createHmac('sha256', 'a secret of the tests').update(text).digest('hex');

/** Identifies callers by these tokens. */
export const byTokens = (tokens: readonly AccessToken[], now = () => new Date(NOW_MS)) =>
  tokenAuthentication({ tokens: () => tokens, sign, now });

/** An API, and a short way to ask it. */
export interface AskedApi extends Api {
  /** Asks for a path, or a whole URL. */
  request(target: string, init?: RequestInit): Promise<Response>;
}

/** The parts of an app, and the API over it. */
export interface Served {
  readonly api: AskedApi;
  readonly analyzer: AudioAnalyzer;
  readonly repository: RecordRepository;
  readonly store: ResultStore;
  readonly insights: InsightRepository;
  readonly index: MomentIndex;
  readonly letters: DeadLetters;
  readonly recordings: RecordingStore & Partial<RecordingUrls>;
}

/** Serves an app in memory, some of its parts replaced. */
export function serve(
  parts: Partial<Omit<Served, 'api'> & { copies: Copies; now: () => Date }> &
    Pick<ServedApp, 'doctor'> &
    Pick<EraseCallDeps, 'finishCall'> &
    Pick<PlayCallDeps, 'playbackCopies'> = {},
  settings: ApiSettings = {},
): Served {
  const analyzer = parts.analyzer ?? new MemoryAudioAnalyzer();
  const repository = parts.repository ?? new MemoryRecordRepository();
  const store = parts.store ?? new MemoryResultStore();
  const insights = parts.insights ?? new MemoryInsightRepository();
  const { copies = 'original' } = parts;
  const index = parts.index ?? new MemoryMomentIndex();
  const embedder = new HashEmbedder();
  const letters = parts.letters ?? new MemoryDeadLetters(new MemoryEventSource());
  const recordings = parts.recordings ?? new MemoryRecordingStore({ now: () => new Date(NOW_MS) });
  const now = () => new Date(NOW_MS);
  const starting = {
    analyzer,
    repository,
    state: new MemorySharedState(),
    digests,
    now,
    outputs: ObjectUri.parse('s3://earshot/transcription-outputs/'),
  };
  const startAnalysis = new StartAnalysis(starting);
  const app = {
    startAnalysis,
    importDocument: new ImportDocument({ ...starting, store, layout: DEFAULT_LAYOUT, copies }),
    restartCall: new RestartCall(starting),
    cancelJob: new CancelJob(starting),
    retryJob: new RetryJob(starting),
    correctParticipants: new CorrectParticipants({ repository, now }),
    addNote: new AddNote({ repository, now }),
    deleteNote: new DeleteNote({ repository, now }),
    queryAnalytics: new QueryAnalytics({ repository, sign }),
    summarizeCalls: new SummarizeCalls({ repository }),
    readCall: new ReadCall({ repository, store }),
    queryJobs: new QueryJobs({ repository, analyzer, sign }),
    readJob: new ReadJob({ repository, analyzer }),
    eraseCall: new EraseCall({ repository, store, now, finishCall: parts.finishCall }),
    searchMoments: new SearchMoments({ index, embedder, sign }),
    coaching: createCoaching({ insights, sign, now }),
    playing: {
      recordings,
      playCall: new PlayCall({ copies, playbackCopies: parts.playbackCopies }),
      readPeaks: new ReadPeaks({ store, copies }),
    },
    uploading: {
      recordings,
      ...createUploading({
        recordings,
        repository,
        startAnalysis,
        digests,
        layout: DEFAULT_LAYOUT,
        place: { scheme: 's3', bucket: 'media' },
        sign,
        randomHex: () => randomUUID().replaceAll('-', ''),
        now: parts.now ?? now,
      }),
    },
    deadLetters: [{ name: 'messages', letters }],
    doctor: parts.doctor ?? (async () => [{ name: 'Disk', state: 'ok' as const, detail: '900 MiB free in /srv' }]),
    digests,
  };
  return {
    api: asked(createApi(app, { version: '1.2.3', now, ...settings })),
    analyzer,
    repository,
    store,
    insights,
    index,
    letters,
    recordings,
  };
}

/** Adds a short way to ask an API. */
export function asked(api: Api): AskedApi {
  const request: AskedApi['request'] = (target, init) =>
    api.fetch(new Request(target.startsWith('/') ? `http://localhost${target}` : target, init));
  return { ...api, request };
}

/** A repository whose every method rejects. */
export function brokenRepository(error: unknown): RecordRepository {
  const fail = async (): Promise<never> => {
    throw error;
  };
  return {
    get: fail,
    findByJob: fail,
    findByAlias: fail,
    save: fail,
    list: fail,
    listDue: fail,
    countOpen: fail,
    summarize: fail,
    delete: fail,
  };
}

/** Insights that can't be reached. */
export function brokenInsights(error: unknown): InsightRepository {
  const fail = async (): Promise<never> => {
    throw error;
  };
  return {
    replace: fail,
    scoreOf: fail,
    ofCall: fail,
    get: fail,
    decide: fail,
    list: fail,
    count: fail,
    agents: fail,
    scoresOf: fail,
    delete: fail,
  };
}

/** An index that can't be reached. */
export function brokenIndex(error: unknown): MomentIndex {
  const fail = async (): Promise<never> => {
    throw error;
  };
  const { capabilities } = new MemoryMomentIndex();
  return { capabilities, put: fail, delete: fail, revisionOf: fail, search: fail };
}

/** Dead-lettered messages that can't be read, sent back or deleted. */
export function brokenLetters(error: unknown): DeadLetters {
  const fail = async (): Promise<never> => {
    throw error;
  };
  return { countsLooks: false, list: fail, show: fail, count: fail, redrive: fail, discard: fail };
}

/** An analyzer that takes nothing. */
export function refusing(code: ErrorCode): AudioAnalyzer {
  const refuse = async (): Promise<never> => {
    throw new EarshotError(code, 'no sound can be heard');
  };
  return { start: refuse, status: refuse };
}

/** Where the result documents of a call lie. */
export function folderOfCall(callId: string): ObjectUri {
  return ObjectUri.parse(`s3://earshot/transcription-outputs/${callId}/job/`);
}

/** A completed call with a short transcript, recorded so many minutes before {@link NOW_MS}. */
export function completedCall(callId: string, minutesAgo = 0, changes: Partial<CallRecord> = {}): CallRecord {
  const named = CallId.parse(callId);
  const folder = folderOfCall(callId);
  const atMs = NOW_MS - minutesAgo * 60_000;
  const jobId = `job of ${callId}` as JobId;
  return {
    hash: hashOf(named, digests),
    callId: named,
    revision: 1,
    recordedAt: { ms: atMs, source: 'message' },
    state: 'completed',
    history: [
      { state: 'submitted', atMs },
      { state: 'completed', atMs: atMs + 1, jobId },
    ],
    media: { uri: ObjectUri.parse(`s3://recordings/${callId}.wav`) },
    metadata: { queue: 'support', nested: [1, null, { deep: true }] },
    jobs: [{ jobId, state: 'succeeded', reference: `arn:${jobId}`, outputUri: folder }],
    analysis: {
      callSummary: 'A charge is refunded.',
      audioSummary: 'Two people speak.',
      categories: ['Billing'],
      topics: ['refund'],
      topicSummaries: [{ index: 0, summary: 'Refund', startMs: 0, endMs: 900, segmentIndices: [0] }],
      transcript: {
        text: 'Good morning, grüezi.',
        segments: [{ index: 0, startMs: 0, endMs: 900, text: 'Good morning, grüezi.', speaker: 'spk_0' }],
      },
      moderation: [],
      sensitiveData: [{ entityType: 'EMAIL', segmentIndex: 0 }],
      language: { dominant: 'EN' },
      mediaFacts: { kind: 'audio', durationMs: 900, sampleRateHz: 8_000 },
      statistics: { wordCount: 3 },
      blueprint: { name: 'calls', confidence: 0.9 },
      customFields: { resolved: true },
      sources: [{ uri: resultUri(callId), kind: 'analysis', redacted: false }],
    },
    createdAtMs: atMs,
    updatedAtMs: atMs + 1,
    ...changes,
  };
}

/** A call whose analysis failed. */
export function failedCall(callId: string, changes: Partial<CallRecord> = {}): CallRecord {
  const { analysis: _, ...rest } = completedCall(callId);
  const failure = { code: 'ServiceError', reason: 'the analyzer gave up' };
  return { ...rest, state: 'failed', failure, ...changes };
}

/** A call of which nobody can say what is sensitive. */
export function notUnderstoodCall(callId: string): CallRecord {
  const call = completedCall(callId);
  return { ...call, analysis: { ...(call.analysis as Analysis), understood: false } };
}

/** Where the peaks of a call belong. */
export function peaksUri(callId: string): ObjectUri {
  return ObjectUri.parse(`${folderOfCall(callId)}peaks.dat`);
}

/** Peaks of 20 points, as long as two seconds, each from -100 to 100. */
export const PEAKS = peaksFile({
  channelCount: 1,
  sampleRateHz: 1_000,
  samplesPerPoint: 100,
  values: Int8Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? -100 : 100)),
});

/** Where the {@link resultDocument} of a call belongs. */
export function resultUri(callId: string): ObjectUri {
  return earshotDocumentUri(folderOfCall(callId));
}

/** The document behind a {@link completedCall}, with the words and scores that its record leaves out. */
export function resultDocument(): Uint8Array {
  const { sources: _, transcript, ...analysis } = completedCall('any').analysis as Analysis;
  const words = [{ text: 'Good', startMs: 0, endMs: 400 }];
  const segments = transcript?.segments.map((segment) => ({ ...segment, words }));
  const moderation = [{ startMs: 0, endMs: 900, confidence: 0.07, categories: { insult: 0.01 } }];
  const document = { ...analysis, moderation, transcript: { ...transcript, segments } };
  return new TextEncoder().encode(JSON.stringify({ earshotAnalysis: 1, analysis: document }));
}

/** Sends JSON. */
export function posted(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** A recording of 800 bytes. */
export const RECORDING = Uint8Array.from({ length: 800 }, (_, index) => index % 251);

/** Puts {@link RECORDING} into a store that serves its URLs itself. */
export async function putRecording(store: RecordingStore & Partial<RecordingUrls>, uri: ObjectUri): Promise<void> {
  const [sizeBytes, contentType] = [RECORDING.length, 'audio/mpeg'];
  const plan = await store.uploads.open({ uri, sizeBytes, contentType });
  const body = (async function* () {
    yield RECORDING;
  })();
  await store.receive?.({ method: 'PUT', plan, part: { number: 1, sizeBytes } }, { contentType, sizeBytes, body });
}

/** A store whose URLs something else serves, as S3 does. */
export function s3Like(): RecordingStore {
  const { uploads } = new MemoryRecordingStore();
  const fail = async (): Promise<never> => {
    throw new Error('nothing is read here');
  };
  return { uploads, stat: fail, read: fail, delete: fail, signedUrl: async () => 'https://s3.example/recording' };
}

/** Recordings that can't be reached. Every URL is good. */
export function brokenRecordings(error: unknown): RecordingStore & Partial<RecordingUrls> {
  const fail = async (): Promise<never> => {
    throw error;
  };
  const uri = ObjectUri.parse('s3://recordings/done.wav');
  const put = { method: 'PUT', plan: { method: 'put', uri, sizeBytes: 5, contentType: 'audio/wav' } } as const;
  const permitOf = (method: string) =>
    method === 'GET' ? ({ method, uri } as const) : { ...put, part: { number: 1, sizeBytes: 5 } };
  const uploads = { open: fail, parts: fail, urlsFor: fail, complete: fail, abort: fail };
  return { ...s3Like(), uploads, stat: fail, signedUrl: fail, permitOf, receive: fail };
}
