import fc from 'fast-check';
import { RESULTS_BUCKET, type ResultKind, UNREADABLE_MANIFEST } from './job-output.js';
import type { Envelope } from './messages.js';

/**
 * One report that a recording is there. The rival is another recording under the id of the same call; `other metadata`
 * says something else of the call than the other messages do.
 */
export interface ReportPlan {
  readonly form:
    | 'message'
    | 'message with time'
    | 'upload'
    | 'upload by EventBridge'
    | 'copy'
    | 'rival'
    | 'other metadata';
  readonly envelope: Envelope;
}

/** One event that says how a job ended. `all objects` is one notification that holds a record per object. */
export interface NewsPlan {
  readonly form: 'manifest' | 'standard' | 'custom' | 'all objects' | 'EventBridge';
  readonly envelope: Envelope;
}

/**
 * How one job ends, and which events report it. Unfinished: the manifest names an output that never comes. Unreadable: one
 * that is not what it should be.
 */
export interface JobPlan {
  readonly end: ResultKind | 'failed' | 'refused' | 'unfinished' | 'unreadable';
  readonly news: readonly NewsPlan[];
}

/** One call. Its id is its recording's key under the uploads prefix. */
export interface CallPlan {
  readonly name: string;
  /** Outside: the first job was started by others; reports come, if any, once the call is known. */
  readonly startedOutside: boolean;
  readonly reports: readonly ReportPlan[];
  /**
   * One; or two, when the first ends badly and a person starts the call again. Where records are compared, the second ends well:
   * a person whose command was interrupted gives it again, and would start a call that failed again a third time.
   */
  readonly jobs: readonly JobPlan[];
}

/** What goes wrong at a port call, counted from the one that went wrong before. */
export interface FaultPlan {
  readonly gap: number;
  readonly when: 'before' | 'after';
  readonly error: 'unknown' | 'EARSHOT_UNAVAILABLE' | 'EARSHOT_THROTTLED' | 'EARSHOT_CONFLICT';
}

/** A port call that takes long, counted from the one before that does: other processes and time go on meanwhile. */
export interface PausePlan {
  readonly gap: number;
  readonly forMs: number;
}

/** What a person or a program does to a call without a message that would repeat it. */
export interface ActPlan {
  /** Of the call that it is done to, among those of the history. */
  readonly call: number;
  readonly afterMs: number;
  /** A correction says who takes part; a decision is on one of the insights of the call. */
  readonly act:
    | 'erase'
    | 'report of a better time'
    | 'report of a longer recording'
    | 'correction'
    | 'decision'
    | 'import'
    | 'restart'
    | 'rederive'
    | 'sweep';
  /** When its process pauses and dies, in turns: each port call takes one before its effect and one after. */
  readonly pause?: { readonly turn: number; readonly forMs: number } | undefined;
  readonly crashTurn?: number | undefined;
}

/** All that happens in one run of the world. */
export interface History {
  readonly calls: readonly CallPlan[];
  readonly acts?: readonly ActPlan[];
  readonly pauses?: readonly PausePlan[];
  /** Whatever happens within so much time happens at once, and interleaves. @defaultValue 1: nothing else does */
  readonly atOnceMs?: number;
  /** All uploads are told of in one notification. */
  readonly bundled: boolean;
  /** Messages that can't be handled. */
  readonly poison: readonly string[];
  /** Poison records in the notification of uploads, and where. */
  readonly poisonRecords: readonly { readonly at: number; readonly record: unknown }[];
  readonly workers: number;
  readonly concurrency: number;
  readonly faults: readonly FaultPlan[];
  /** Turns between one crash and the next. */
  readonly crashes: readonly number[];
  /** Turns between one early step of the clock and the next: slow work is overtaken by redelivery. */
  readonly hurries: readonly number[];
  /** Up to so many copies of each message besides the first. */
  readonly copies: number;
  /** Messages are delayed by up to so much, and thereby reordered. */
  readonly spreadMs: number;
  /**
   * Time from one sweep to the next, each of which may meet a job or a start at any moment; 0 for none. Where calls are
   * swept, a person whose command was interrupted leaves the rest to the sweep.
   */
  readonly sweepEveryMs: number;
  readonly seed: number;
}

/** A delivery is received at most this often: more than faults, crashes, hurries and late files can cause. */
export const ENOUGH_RECEIVES = 25;

const envelope = fc.constantFrom<Envelope>('bare', 'sns');

const report: fc.Arbitrary<ReportPlan> = fc.record({
  form: fc.constantFrom('message', 'message with time', 'upload', 'upload by EventBridge', 'copy'),
  envelope,
});

function news(forms: readonly NewsPlan['form'][]): fc.Arbitrary<NewsPlan[]> {
  return fc.array(fc.record({ form: fc.constantFrom(...forms), envelope }), { minLength: 1, maxLength: 3 });
}

const goodJob: fc.Arbitrary<JobPlan> = fc.oneof(
  fc.record({
    end: fc.constant('matched' as const),
    news: news(['manifest', 'standard', 'custom', 'all objects', 'EventBridge']),
  }),
  fc.record({
    end: fc.constantFrom('no match' as const, 'standard only' as const),
    news: news(['manifest', 'standard', 'all objects', 'EventBridge']),
  }),
);
const failedJob: fc.Arbitrary<JobPlan> = fc.record({
  end: fc.constant('failed' as const),
  news: news(['EventBridge']),
});
const refusedJob: fc.Arbitrary<JobPlan> = fc.constant({ end: 'refused', news: [] });

const badJob = fc.oneof(failedJob, refusedJob);

const names = ['a.wav', 'team 1/b_20260914T09:32_UTC.mp3', 'Üni+code ☎.MP4', 'google-oauth2%7C7.webm'];

function call(name: string): fc.Arbitrary<CallPlan> {
  const anyJob = fc.oneof({ weight: 3, arbitrary: goodJob }, badJob);
  const reports = (minLength: number) => fc.array(report, { minLength, maxLength: 3 });
  const startedHere = fc.record({
    name: fc.constant(name),
    startedOutside: fc.constant(false),
    reports: reports(1),
    jobs: fc.oneof(fc.tuple(anyJob), fc.tuple(badJob, goodJob)),
  });
  // Its folder is a direct child of the prefix: one further down names no call.
  if (name.includes('/')) return startedHere;
  return fc.oneof(
    { weight: 4, arbitrary: startedHere },
    {
      weight: 1,
      arbitrary: fc.record({
        name: fc.constant(name),
        startedOutside: fc.constant(true),
        reports: reports(0),
        jobs: fc.tuple(fc.oneof(goodJob, failedJob)),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        name: fc.constant(name),
        startedOutside: fc.constant(true),
        reports: reports(1),
        jobs: fc.tuple(failedJob, goodJob),
      }),
    },
  );
}

const calls = fc
  .integer({ min: 1, max: names.length })
  .chain((count) => fc.tuple(...names.slice(0, count).map((name) => call(name))));

const fault: fc.Arbitrary<FaultPlan> = fc.record({
  gap: fc.nat({ max: 25 }),
  when: fc.constantFrom('before', 'after'),
  error: fc.constantFrom('unknown', 'EARSHOT_UNAVAILABLE', 'EARSHOT_THROTTLED', 'EARSHOT_CONFLICT'),
});

/** Any history whose messages can all be handled. */
export const history: fc.Arbitrary<History> = fc.record({
  calls,
  bundled: fc.boolean(),
  poison: fc.constant([]),
  poisonRecords: fc.constant([]),
  workers: fc.integer({ min: 1, max: 2 }),
  concurrency: fc.integer({ min: 1, max: 4 }),
  faults: fc.array(fault, { maxLength: 10 }),
  crashes: fc.array(fc.nat({ max: 60 }), { maxLength: 4 }),
  hurries: fc.array(fc.nat({ max: 60 }), { maxLength: 5 }),
  copies: fc.nat({ max: 2 }),
  spreadMs: fc.constantFrom(0, 10, 5_000, 120_000),
  sweepEveryMs: fc.constantFrom(0, 0, 70_000, 240_000),
  seed: fc.integer(),
});

const poisonText = fc.constantFrom(
  'not JSON',
  '"text"',
  '[]',
  '{}',
  '{"hello":"world"}',
  '{"callId":"no recording"}',
  '{"callId":"","audioS3Uri":"s3://recordings/a.wav"}',
  '{"callId":"x","audioS3Uri":"https://example.org/a.wav"}',
  '{"callId":"x","audioS3Uri":"s3://recordings/a.wav","timestamp":"yesterday"}',
  '{"Type":"Notification","TopicArn":"t","Message":"not JSON"}',
  '{"source":"aws.bedrock","detail-type":"Bedrock Data Automation Job Succeeded","detail":{}}',
  '{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"b"},"object":{"key":7}}}',
  '{"Records":[null]}',
);

const poisonRecord = fc.constantFrom<unknown>(
  null,
  'text',
  {},
  { eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'recordings' }, object: {} } },
  { eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'recordings' }, object: { key: 'uploads/%zz.wav' } } },
  { eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'a/b' }, object: { key: 'uploads/a.wav' } } },
  { eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'recordings' }, object: { key: 'uploads/a%00.wav' } } },
  { eventName: 'ObjectCreated:Put', s3: { bucket: { name: RESULTS_BUCKET }, object: { key: UNREADABLE_MANIFEST } } },
);

/** A history with messages and records among the others that never can be handled. */
export const poisonedHistory: fc.Arbitrary<History> = fc
  .tuple(
    history,
    fc.array(poisonText, { maxLength: 4 }),
    fc.array(fc.record({ at: fc.nat({ max: 4 }), record: poisonRecord }), { minLength: 1, maxLength: 3 }),
  )
  .map(([base, poison, poisonRecords]) => ({ ...base, bundled: true, poison, poisonRecords }));

const troubledJob = fc.record({
  end: fc.constantFrom('unfinished' as const, 'unreadable' as const),
  news: news(['manifest', 'all objects', 'EventBridge']),
});
const oddReport = fc.record({ form: fc.constantFrom('rival' as const, 'other metadata' as const), envelope });

const trouble = fc.record({ job: fc.option(troubledJob), secondJob: fc.option(badJob), report: fc.option(oddReport) });

/**
 * A history in which some calls come to no good end: rival recordings and metadata, results that are missing or
 * unreadable, calls that fail again when they are restarted.
 */
export const troubledHistory: fc.Arbitrary<History> = fc
  .tuple(poisonedHistory, fc.array(trouble, { minLength: names.length, maxLength: names.length }))
  .map(([base, troubles]) => ({
    ...base,
    calls: base.calls.map((plan, index) => {
      const { job, secondJob, report } = troubles[index] ?? {};
      const [first, second] = plan.jobs;
      const jobs = second ? [first, secondJob ?? second] : [job ?? first];
      const reports = report ? [...plan.reports, report] : plan.reports;
      return { ...plan, reports, jobs: jobs.filter((kept) => kept !== undefined) };
    }),
  }));

/** The same events once each, in order, with nothing going wrong. */
export function calm(noisy: History): History {
  return {
    ...noisy,
    poison: [],
    poisonRecords: [],
    workers: 1,
    concurrency: 1,
    faults: [],
    crashes: [],
    hurries: [],
    copies: 0,
    spreadMs: 0,
    sweepEveryMs: 0,
  };
}

/** Rounded up, most acts meet others, a delivery or the end of a pause. */
const AT_ONCE_MS = 30_000;

const pauseMs = fc.constantFrom(AT_ONCE_MS, 2 * AT_ONCE_MS);

const act: fc.Arbitrary<ActPlan> = fc
  .record({
    call: fc.constantFrom(0, 0, 0, 1),
    afterMs: fc.integer({ min: AT_ONCE_MS, max: 8 * AT_ONCE_MS }),
    act: fc.constantFrom<ActPlan['act']>(
      ...(['correction', 'correction', 'correction', 'decision', 'decision', 'rederive', 'rederive', 'erase'] as const),
      ...(['import', 'report of a better time', 'report of a longer recording', 'restart', 'sweep'] as const),
    ),
    pause: fc.option(fc.record({ turn: fc.nat({ max: 24 }), forMs: pauseMs }), { nil: undefined }),
    crashAfter: fc.option(fc.nat({ max: 6 }), { nil: undefined }),
    crashTurn: fc.nat({ max: 24 }),
  })
  .map(({ crashAfter, crashTurn, pause, ...plan }) => ({
    ...plan,
    pause,
    // Soon after a pause, where there is one: before it learns what happened meanwhile.
    crashTurn: crashAfter === undefined ? undefined : pause === undefined ? crashTurn : pause.turn + 1 + crashAfter,
  }));

const pause: fc.Arbitrary<PausePlan> = fc.record({ gap: fc.nat({ max: 40 }), forMs: pauseMs });

/** So that there is something to act on from the beginning. */
const firstImport: ActPlan = { call: 0, afterMs: 0, act: 'import' };

/**
 * A history of one or two calls in which people correct, import, erase and restart them, decide on insights, report recordings
 * over HTTP, sweep and derive again. Processes pause in the middle, and crash; half of the histories have neither crash nor fault.
 */
export const actedHistory: fc.Arbitrary<History> = fc
  .record({
    base: fc.oneof(history, troubledHistory),
    acts: fc.array(act, { minLength: 4, maxLength: 14 }),
    pauses: fc.array(pause, { maxLength: 4 }),
    isCalm: fc.boolean(),
  })
  .map(({ base, acts, pauses, isCalm }) => ({
    ...base,
    calls: base.calls.slice(0, 2),
    acts: [firstImport, ...acts.map((plan) => (isCalm ? { ...plan, crashTurn: undefined } : plan))],
    pauses,
    atOnceMs: AT_ONCE_MS,
    crashes: isCalm ? [] : base.crashes,
    faults: isCalm ? [] : base.faults.slice(0, 4),
  }));
