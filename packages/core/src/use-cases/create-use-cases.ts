import type { InsightRepository } from '../ports/insight-repository.js';
import { AddNote } from './add-note.js';
import { AddTelephony } from './add-telephony.js';
import { CancelJob } from './cancel-job.js';
import { CancelUpload } from './cancel-upload.js';
import { CompleteUpload, type CompleteUploadDeps } from './complete-upload.js';
import { CorrectParticipants } from './correct-participants.js';
import { DecideInsight } from './decide-insight.js';
import { DeleteNote } from './delete-note.js';
import { DispatchJobs } from './dispatch-jobs.js';
import { EraseCall, type EraseCallDeps } from './erase-call.js';
import { HandleDelivery, type HandleDeliveryDeps } from './handle-delivery.js';
import { ImportDocument } from './import-document.js';
import { ListAgents } from './list-agents.js';
import { MeasureBacklog, type MeasureBacklogDeps } from './measure-backlog.js';
import { OpenUpload } from './open-upload.js';
import { PersistResult, type PersistResultDeps } from './persist-result.js';
import { QueryAnalytics } from './query-analytics.js';
import { QueryInsights } from './query-insights.js';
import { QueryJobs } from './query-jobs.js';
import { ReadAgent } from './read-agent.js';
import { ReadCall } from './read-call.js';
import { ReadCoaching } from './read-coaching.js';
import { ReadJob, type ReadJobDeps } from './read-job.js';
import { ReadUpload } from './read-upload.js';
import { RecordFailure } from './record-failure.js';
import { RestartCall } from './restart-call.js';
import { RetryJob } from './retry-job.js';
import { StartAnalysis, type StartAnalysisDeps } from './start-analysis.js';
import type { StartCallDeps } from './start-call.js';
import { SummarizeCalls } from './summarize-calls.js';
import { SweepJobs } from './sweep-jobs.js';
import type { UploadDeps } from './upload-deps.js';

/** Ports and options of every use case. */
export interface UseCaseDeps
  extends Omit<StartCallDeps, 'copies'>,
    Pick<PersistResultDeps, 'copies' | 'formats' | 'maxAttempts'>,
    Pick<EraseCallDeps, 'store' | 'forget' | 'uploads'>,
    Pick<HandleDeliveryDeps, 'layout'>,
    Pick<StartAnalysisDeps, 'telephony'> {
  /** Signs page tokens. */
  readonly sign: (text: string) => string;
}

/** Every use case, over one set of ports. */
export interface UseCases extends CallReaders {
  readonly startAnalysis: StartAnalysis;
  readonly importDocument: ImportDocument;
  readonly handleDelivery: HandleDelivery;
  readonly restartCall: RestartCall;
  readonly cancelJob: CancelJob;
  readonly retryJob: RetryJob;
  readonly correctParticipants: CorrectParticipants;
  readonly addNote: AddNote;
  readonly deleteNote: DeleteNote;
  readonly eraseCall: EraseCall;
  readonly dispatchJobs: DispatchJobs;
  readonly sweepJobs: SweepJobs;
  readonly measureBacklog: MeasureBacklog;
}

/** The use cases that read calls, and their jobs. */
export interface CallReaders {
  readonly queryAnalytics: QueryAnalytics;
  readonly summarizeCalls: SummarizeCalls;
  readonly readCall: ReadCall;
  readonly queryJobs: QueryJobs;
  readonly readJob: ReadJob;
}

/** The use cases over insights, and people's decisions about them. */
export interface CoachingUseCases {
  readonly queryInsights: QueryInsights;
  readonly decideInsight: DecideInsight;
  readonly listAgents: ListAgents;
  readonly readAgent: ReadAgent;
  readonly readCoaching: ReadCoaching;
}

export interface CoachingDeps extends Pick<UseCaseDeps, 'sign' | 'now'> {
  readonly insights: InsightRepository;
}

/** The use cases that bring recordings in. */
export interface UploadUseCases {
  readonly openUpload: OpenUpload;
  readonly readUpload: ReadUpload;
  readonly completeUpload: CompleteUpload;
  readonly cancelUpload: CancelUpload;
}

type ReaderDeps = Pick<UseCaseDeps, 'repository' | 'store' | 'formats' | 'sign'> & Pick<ReadJobDeps, 'analyzer'>;
/** To recognize results, a format's layout will do. */
type StartDeps = Omit<UseCaseDeps, 'store' | 'formats' | 'sign' | 'forget'> & Pick<HandleDeliveryDeps, 'formats'>;
type ResultDeps = Omit<UseCaseDeps, 'telephony' | 'analyzer' | 'outputs' | 'state' | 'jobs' | 'sign' | 'forget'>;
type SweepDeps = Omit<UseCaseDeps, 'telephony' | 'outputs' | 'jobs' | 'layout' | 'sign' | 'forget'>;

/*
 * A deployment that runs one function per task uses one of the functions below, and bundles only the use cases in it.
 * Each handler of deliveries names what it leaves to another function.
 */

/** Every use case: for a process that does everything. */
export function createUseCases(deps: UseCaseDeps): UseCases {
  const startAnalysis = new StartAnalysis(deps);
  return {
    ...createReaders(deps),
    startAnalysis,
    importDocument: new ImportDocument(deps),
    handleDelivery: new HandleDelivery({
      ...deps,
      ...deliveredStarts(deps),
      ...resultKeepers(deps),
    }),
    restartCall: new RestartCall(deps),
    cancelJob: new CancelJob(deps),
    retryJob: new RetryJob(deps),
    correctParticipants: new CorrectParticipants(deps),
    addNote: new AddNote(deps),
    deleteNote: new DeleteNote(deps),
    eraseCall: new EraseCall(deps),
    dispatchJobs: createDispatch(deps),
    sweepJobs: createSweep(deps),
    measureBacklog: createMeasurement(deps),
  };
}

/** Lists calls and jobs, and reads them. */
export function createReaders(deps: ReaderDeps): CallReaders {
  return {
    queryAnalytics: new QueryAnalytics(deps),
    summarizeCalls: new SummarizeCalls(deps),
    readCall: new ReadCall(deps),
    queryJobs: new QueryJobs(deps),
    readJob: new ReadJob(deps),
  };
}

/** Lists insights, decides about them, and reads the numbers of agents. */
export function createCoaching(deps: CoachingDeps): CoachingUseCases {
  return {
    queryInsights: new QueryInsights(deps),
    decideInsight: new DecideInsight(deps),
    listAgents: new ListAgents(deps),
    readAgent: new ReadAgent(deps),
    readCoaching: new ReadCoaching(deps),
  };
}

/** Brings recordings in. */
export function createUploading(deps: UploadDeps & CompleteUploadDeps): UploadUseCases {
  return {
    openUpload: new OpenUpload(deps),
    readUpload: new ReadUpload(deps),
    completeUpload: new CompleteUpload(deps),
    cancelUpload: new CancelUpload(deps),
  };
}

/** Handles deliveries by starting analyses. Events about jobs go to `results`. */
export function createStartHandler(
  deps: StartDeps,
  results: HandleDeliveryDeps['persistResult'] & HandleDeliveryDeps['recordFailure'],
): HandleDelivery {
  return new HandleDelivery({
    ...deps,
    ...deliveredStarts(deps),
    persistResult: results,
    recordFailure: results,
  });
}

/** Handles deliveries by keeping results and failures of jobs. Recordings go to `starts`. */
export function createResultHandler(deps: ResultDeps, starts: HandleDeliveryDeps['startAnalysis']): HandleDelivery {
  return new HandleDelivery({ ...deps, startAnalysis: starts, ...resultKeepers(deps) });
}

/** Starts the jobs of calls that wait. */
export function createDispatch(deps: StartCallDeps): DispatchJobs {
  return new DispatchJobs(deps);
}

/** Checks the jobs that no event reported. */
export function createSweep(deps: SweepDeps): SweepJobs {
  return new SweepJobs({ ...deps, ...resultKeepers(deps) });
}

/** Measures how many calls wait. */
export function createMeasurement(deps: MeasureBacklogDeps): MeasureBacklog {
  return new MeasureBacklog(deps);
}

function resultKeepers(deps: PersistResultDeps) {
  return { persistResult: new PersistResult(deps), recordFailure: new RecordFailure(deps) };
}

/** For a delivery, which finishes its calls. */
function deliveredStarts(deps: StartAnalysisDeps): Pick<HandleDeliveryDeps, 'startAnalysis' | 'addTelephony'> {
  const { telephony: stores } = deps;
  return {
    startAnalysis: new StartAnalysis({ ...deps, finishCall: undefined }),
    addTelephony: stores && new AddTelephony({ ...deps, stores }),
  };
}
