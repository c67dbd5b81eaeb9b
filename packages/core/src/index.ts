export { type MetricComparison, type MetricHistory, MIN_CALLS, type WeekOfMetric } from './coaching/agent-history.js';
export { AgentName, agentNameOf } from './coaching/agent-name.js';
export { type CallScore, compareScores, isOutdated } from './coaching/call-score.js';
export { chooseRulesets, type RulesetSource, rulesetRefusal } from './coaching/choose-rulesets.js';
export { type CoachedCall, coachCall } from './coaching/coach-call.js';
export { Condition } from './coaching/condition.js';
export { type Conversation, conversationOf } from './coaching/conversation.js';
export { type CountedCall, countedCallOf } from './coaching/counted-call.js';
export { identifyParticipants, participantsOf } from './coaching/identify-participants.js';
export {
  INITIAL_STATUSES,
  INSIGHT_PRIORITIES,
  Insight,
  InsightId,
  type InsightPriority,
} from './coaching/insight.js';
export {
  compareInsights,
  InsightFilter,
  InsightPosition,
  matchesInsightFields,
  matchesInsightFilter,
} from './coaching/insight-filter.js';
export {
  type Comment,
  type Decision,
  INSIGHT_STATUSES,
  type InsightChange,
  type InsightStatus,
  type KeptInsight,
  keptInsight,
  type ReplaceCounts,
  type Replacement,
  replacement,
  type StoredInsight,
  withChange,
} from './coaching/kept-insight.js';
export { EvidenceSpan, MAX_EVIDENCE_SPANS, METRIC_UNITS, Metric, type MetricUnit } from './coaching/metric.js';
export { METRIC_DEFINITIONS, measureCall } from './coaching/metrics.js';
export { type NamedCall, type Parties, partiesOf } from './coaching/parties.js';
export { Rule, Ruleset, readRuleset } from './coaching/ruleset.js';
export { SHIPPED_RULESETS } from './coaching/rulesets.js';
export { EarshotError, type EarshotErrorOptions, ERROR_CODES, type ErrorCode, isEarshotError } from './errors.js';
export { type FileFault, fileFault } from './file-faults.js';
export { bdaFormat } from './formats/bda/bda-format.js';
export { bedrockNames } from './formats/bda/item-names.js';
export { type BdaJobFault, type BdaMeaning, bdaJobFailure, bdaMeaningOf } from './formats/bda/job-errors.js';
export { MANIFEST_NAME } from './formats/bda/manifest.js';
export type {
  AnalysisPart,
  CustomResult,
  JobManifest,
  OtherResult,
  ResultDocument,
  StandardResult,
} from './formats/bda/result.js';
export { readResultDocument } from './formats/bda/result-document.js';
export { type DocumentFormat, documentFormat, type ImportedCall } from './formats/document-format.js';
export { DOCUMENT_VERSION, EarshotDocument } from './formats/earshot/earshot-document.js';
export { earshotFormat } from './formats/earshot/earshot-format.js';
export { DOCUMENT_NAME, earshotDocumentUri } from './formats/earshot/layout.js';
export { findFormat, type JobOfDocument, jobOfDocument, placeOfDocument } from './formats/find-format.js';
export { FORMATS } from './formats/formats.js';
export { type OrderedTranscript, toTranscript } from './formats/imported-transcript.js';
export type { ReadBounds } from './formats/read-bounds.js';
export { readDocument } from './formats/read-document.js';
export type {
  JobPlace,
  JobReading,
  ReadJobOptions,
  ReadOptions,
  ResultFormat,
  ResultLayout,
  SensitiveDataFinder,
} from './formats/result-format.js';
export { jsonObjectIn, type TranscriptFile, transcriptFile } from './formats/transcript-file.js';
export type { JsonObject } from './input/json.js';
export { parseMessage } from './input/parse-input.js';
export type { EventContext, FailedJob, InboundEvent, JobMention, SidecarMention } from './intake/inbound-event.js';
export { JobEvent } from './intake/job-event.js';
export { type JobLocation, jobLocation, jobOfObject } from './intake/job-location.js';
export { DEFAULT_LAYOUT, FILES_PREFIX, type ImportPrefix, type Layout, MEDIA_SUFFIXES } from './intake/layout.js';
export { type LooseDocument, looseJobName } from './intake/loose-job.js';
export {
  callIdOfRecording,
  hasMediaSuffix,
  recordingOfSidecar,
  sidecarOf,
  uploadOf,
} from './intake/recording-keys.js';
export {
  DEFAULT_NAMES,
  factsInName,
  type RecordingName,
  type RecordingNameReader,
  type RecordingNames,
  recordingNames,
} from './intake/recording-name.js';
export { decodeKey } from './intake/s3-events.js';
export {
  isSidecar,
  MAX_SIDECAR_BYTES,
  RecordingSidecar,
  readObjectMetadata,
  readSidecar,
  SIDECAR_SCHEMA,
} from './intake/sidecar.js';
export { readStartMessage, StartMessage } from './intake/start-message.js';
export { unwrap } from './intake/unwrap.js';
export { UploadMessage } from './intake/upload-message.js';
export {
  Analysis,
  AnalysisSource,
  Blueprint,
  COPIES,
  type Copies,
  Entity,
  Interruption,
  Language,
  MediaFacts,
  ModerationFinding,
  ScreenText,
  SENSITIVE_TEXTS,
  SensitiveDataFinding,
  SpeakerStatistics,
  Statistics,
  TopicSummary,
  Transcript,
  TranscriptSegment,
  Word,
} from './model/analysis.js';
export { mediaTypeOf, playsInBrowsers } from './model/browser-media.js';
export {
  betterRecordedAt,
  CallHash,
  CallId,
  type Digests,
  hashOf,
  MediaLocation,
  RECORDING_KINDS,
  RecordedAt,
  type RecordingKind,
  StartRequest,
  timeInMediaName,
} from './model/call.js';
export { CALL_CATEGORIES, type CallCategory } from './model/call-categories.js';
export {
  CALL_JOB_STATES,
  CallJobState,
  callJobState,
  currentAttempt,
  type JobRef,
  type JobStage,
  jobName,
  jobNamed,
} from './model/call-job.js';
export { callNames, folderNameOf } from './model/call-names.js';
export { CallSentiment, callSentimentOf } from './model/call-sentiment.js';
export { CALL_SORTS, type CallSort, type RankedCall, rankOf } from './model/call-sort.js';
export {
  type CallFacets,
  type CallSums,
  type CallTotals,
  type DayTotals,
  FACETS,
  MAX_FACET_VALUES,
  TOTALS_PERIODS,
  type TotalsPeriod,
  type TotalsRequest,
  totalsOf,
  type ValueCount,
} from './model/call-totals.js';
export {
  CONCLUSIONS,
  Evidence,
  Finding,
  SENTIMENT_LABELS,
  Sentiment,
  type Warning,
  warningFinding,
  warningsIn,
} from './model/finding.js';
export { AnalysisJob, CANCELLED, Failure, isCancelled, JobId } from './model/job.js';
export { MAX_NOTE_LENGTH, MAX_NOTES, Note } from './model/note.js';
export { END_NOTICES, endNotices, INSIGHT_NOTICE, type Notice } from './model/notice.js';
export { onlyUnderstood } from './model/only-understood.js';
export { CallFilter, type CallPage, comparePositions, matchesFilter, PagePosition, positionOf } from './model/page.js';
export {
  CorrectedParticipant,
  labelOf,
  PARTICIPANT_ROLES,
  PARTICIPANT_SOURCES,
  PARTICIPANTS_VERSION,
  Participant,
  type ParticipantRole,
  type ParticipantSource,
  Participants,
  RoleCorrection,
} from './model/participant.js';
export { type Peaks, peaksFile, peaksUriOf, silencedPeaks } from './model/peaks.js';
export { JsonValue } from './model/primitives.js';
export {
  CallOverview,
  CallRecord,
  currentJob,
  dueAtMs,
  LONG_PARTS,
  OPEN_STATES,
  type OpenState,
  overviewOf,
  RECORD_STATES,
  RecordState,
  StartRetry,
  StateChange,
} from './model/record.js';
export { redact } from './model/redact.js';
export { isRedacted, sensitiveSpans } from './model/redacted.js';
export { mayReplace, type RecordVersion, saveConflict } from './model/save-conflict.js';
export { OffsetMs, TimeSpan } from './model/span.js';
export { metadataOf, Telephony } from './model/telephony.js';
export { foldCase, textTerms } from './model/text-terms.js';
export { TimeZone } from './model/time-zone.js';
export {
  type NamedUpload,
  UPLOAD_LIMITS_BYTES,
  UPLOAD_STATES,
  type Upload,
  type UploadState,
} from './model/upload.js';
export {
  missingParts,
  PART_SIZE_BYTES,
  PARTS_FROM_BYTES,
  partsOf,
  type UploadPart,
  type UploadPlan,
  type UploadRequest,
} from './model/upload-plan.js';
export { folderOf, locationOf, type ObjectLocation, ObjectUri, objectUri } from './model/uri.js';
export type { AnalysisRequest, AudioAnalyzer, JobProgress, JobStatus, StartedJob } from './ports/audio-analyzer.js';
export type {
  DeadLetter,
  DeadLetterCount,
  DeadLetters,
  Discard,
  DiscardOptions,
  Redrive,
  RedriveOptions,
} from './ports/dead-letters.js';
export type { Derivation, Derived, DerivedChanges, DeriveOptions } from './ports/derivation.js';
export type { Embedder } from './ports/embedder.js';
export type { Delivery, EventSource } from './ports/event-source.js';
export type { Ports } from './ports/index.js';
export {
  type AgentListRequest,
  type AgentPage,
  type AgentScores,
  type InsightCount,
  type InsightListRequest,
  type InsightPage,
  type InsightRepository,
  MIN_COUNTED,
  type ScoresRequest,
} from './ports/insight-repository.js';
export {
  type IndexedRevision,
  type MomentFilter,
  type MomentHit,
  type MomentIndex,
  type MomentIndexCapabilities,
  type MomentPage,
  type MomentQuery,
  type QueryVector,
  SEARCH_WAYS,
  type SearchWay,
} from './ports/moment-index.js';
export type { Notifier } from './ports/notifier.js';
export type { PlaybackCopies } from './ports/playback-copies.js';
export type { QueueCount, QueueCounter } from './ports/queue-counter.js';
export type {
  DueCalls,
  DuePosition,
  DueRequest,
  ListRequest,
  RecordRepository,
  SalvagedCall,
} from './ports/record-repository.js';
export type {
  ByteRange,
  PartTarget,
  ReceivedPart,
  RecordingStat,
  RecordingStore,
  RecordingUrls,
  SentPart,
  SignedGetOptions,
  UploadTargets,
  UrlPermit,
} from './ports/recording-store.js';
export type { ObjectList, ResultStore } from './ports/result-store.js';
export type { SharedState, StoredState, WriteOptions } from './ports/shared-state.js';
export { byCall, fuse, MAX_RANKED, type RankedMoment, weightOfWord } from './search/fuse.js';
export {
  MAX_MOMENTS,
  MOMENT_SOURCES,
  type Moment,
  type MomentSource,
  type MomentsOfCall,
  type MomentVectors,
} from './search/moment.js';
export { MOMENT_RULES, momentsOf } from './search/moments-of.js';
export { areOutdatedMoments } from './search/outdated-moments.js';
export { MAX_QUERY_LENGTH, parseSearchText, type SearchText } from './search/parse-search-text.js';
export { pageOf, type RankedPage } from './search/ranked-page.js';
export { MIN_COVERED, type SearchTerms } from './search/search-terms.js';
export { MAX_SNIPPET_LENGTH, type Mark, type Snippet, snippetOf } from './search/snippet.js';
export { stemOf, type TextWord, wordsIn } from './search/words.js';
export { AddNote, NewNote, type NoteDeps } from './use-cases/add-note.js';
export {
  type AddedTelephony,
  AddTelephony,
  type AddTelephonyDeps,
  type SidecarOutcome,
  type TelephonyStores,
} from './use-cases/add-telephony.js';
export { CallQueue } from './use-cases/call-queue.js';
export { CancelJob, type CancelJobDeps, type CancelOutcome } from './use-cases/cancel-job.js';
export { CancelUpload } from './use-cases/cancel-upload.js';
export { CoachDerivation, type CoachDerivationDeps } from './use-cases/coach-derivation.js';
export { type CallComparison, CompareCall, MAX_EARLIER_CALLS } from './use-cases/compare-call.js';
export { CompleteUpload, type CompleteUploadDeps } from './use-cases/complete-upload.js';
export {
  CorrectParticipants,
  type CorrectParticipantsDeps,
  ParticipantCorrection,
} from './use-cases/correct-participants.js';
export {
  createEarshot,
  type Earshot,
  type EarshotOptions,
  type EarshotPorts,
  type Notices,
  type Platform,
} from './use-cases/create-earshot.js';
export {
  type CallReaders,
  type CoachingDeps,
  type CoachingUseCases,
  createCoaching,
  createDispatch,
  createMeasurement,
  createReaders,
  createResultHandler,
  createStartHandler,
  createSweep,
  createUploading,
  createUseCases,
  type UploadUseCases,
  type UseCaseDeps,
  type UseCases,
} from './use-cases/create-use-cases.js';
export { DecideInsight, InsightDecision, MAX_DECISIONS } from './use-cases/decide-insight.js';
export { DeleteNote } from './use-cases/delete-note.js';
export type { FilesSetting, SearchSettings } from './use-cases/derivations.js';
export { DeriveCall, type DeriveCallDeps, type DerivedCall, type ForgottenPart } from './use-cases/derive-call.js';
export { DispatchJobs, type DispatchOptions } from './use-cases/dispatch-jobs.js';
export type { DispatchEnd, DispatchedCall } from './use-cases/dispatch-pass.js';
export { type DispatchReasons, dispatchReasons } from './use-cases/dispatch-reasons.js';
export { DISPATCH, DispatchState } from './use-cases/dispatch-state.js';
export { EraseCall, type EraseCallDeps, type ErasureReceipt, type UnreadablePart } from './use-cases/erase-call.js';
export { FilesDerivation, type FilesDerivationDeps } from './use-cases/files-derivation.js';
export { FinishCall, type FinishCallDeps, type Finisher, type FinishFailure } from './use-cases/finish-call.js';
export { HandleDelivery, type HandleDeliveryDeps, type ItemOutcome } from './use-cases/handle-delivery.js';
export {
  ImportDocument,
  type ImportDocumentDeps,
  type ImportOutcome,
  type SentDocument,
} from './use-cases/import-document.js';
export type { JobSlots } from './use-cases/job-slots.js';
export { type AgentsPage, AgentsQuery, ListAgents } from './use-cases/list-agents.js';
export { type Backlog, MeasureBacklog, type MeasureBacklogDeps } from './use-cases/measure-backlog.js';
export { OpenUpload } from './use-cases/open-upload.js';
export { type PersistOutcome, PersistResult, type PersistResultDeps } from './use-cases/persist-result.js';
export { type Playback, PlayCall, type PlayCallDeps, type PlayOptions } from './use-cases/play-call.js';
export {
  type DeliveryReport,
  errorsIn,
  type ProcessOptions,
  processDeliveries,
  retryDelayMs,
} from './use-cases/process-deliveries.js';
export {
  type AnalyticsPage,
  AnalyticsQuery,
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  QueryAnalytics,
} from './use-cases/query-analytics.js';
export { type InsightsPage, InsightsQuery, QueryInsights } from './use-cases/query-insights.js';
export { type JobsPage, JobsQuery, QueryJobs, type QueryJobsDeps } from './use-cases/query-jobs.js';
export { AgentQuery, type AgentReport, MAX_SCORES, ReadAgent } from './use-cases/read-agent.js';
export { ReadCall, type ReadCallDeps } from './use-cases/read-call.js';
export { type CallCoaching, type ComparedMetric, ReadCoaching } from './use-cases/read-coaching.js';
export { type CallJob, ReadJob, type ReadJobDeps } from './use-cases/read-job.js';
export { ReadPeaks, type ReadPeaksDeps } from './use-cases/read-peaks.js';
export { ReadUpload } from './use-cases/read-upload.js';
export { type FailureOutcome, RecordFailure, type RecordFailureDeps } from './use-cases/record-failure.js';
export {
  type RederivableCall,
  RederiveCalls,
  type RederiveCallsDeps,
  type Rederived,
  type RederiveFailure,
  type RederiveOptions,
} from './use-cases/rederive-calls.js';
export { RestartCall } from './use-cases/restart-call.js';
export { RetryJob } from './use-cases/retry-job.js';
export { SearchDerivation, type SearchDerivationDeps } from './use-cases/search-derivation.js';
export {
  type FoundMoment,
  type FoundMoments,
  MomentsQuery,
  SearchMoments,
  type SearchMomentsDeps,
} from './use-cases/search-moments.js';
export { StartAnalysis, type StartAnalysisDeps } from './use-cases/start-analysis.js';
export { hasBacklog, type StartCallDeps } from './use-cases/start-call.js';
export type { StartJobDeps, StartJobOptions, StartOutcome, StartRefusal } from './use-cases/start-job.js';
export { SummarizeCalls, SummaryQuery } from './use-cases/summarize-calls.js';
export {
  type SweepCounts,
  SweepJobs,
  type SweepJobsDeps,
  type SweepOptions,
  type SweptCall,
} from './use-cases/sweep-jobs.js';
export type { UploadDeps } from './use-cases/upload-deps.js';
export { withDerived } from './use-cases/with-derived.js';
export { AnalyticsItem, NoteItem, ParticipantItem } from './wire/analytics-item.js';
export { customFieldLines, sensitiveDataLines, sentimentText } from './wire/call-details.js';
export { CALL_FORMAT_NAMES, CALL_FORMATS, type CallFormat, type CallFormatDefinition } from './wire/call-formats.js';
export { callWarnings, percent, recordWarnings } from './wire/call-warnings.js';
export { type CaptionedCall, toSrt, toVtt } from './wire/captions.js';
export { DeadLetterItem, toDeadLetterItem } from './wire/dead-letter-item.js';
export { InsightItem, toInsightItem } from './wire/insight-item.js';
export { Iso, iso } from './wire/iso-time.js';
export { JobItem } from './wire/job-item.js';
export { toMarkdown } from './wire/markdown.js';
export { markedText, notUnderstood } from './wire/not-understood.js';
export { NOTICE_VERSION, NoticeDocument, toNoticeDocument } from './wire/notice-document.js';
export { toText } from './wire/plain-text.js';
export { csvCell, markdownText, printable, printableJson, printableLines } from './wire/safe-text.js';
export { speakerNames } from './wire/speaker-names.js';
export { clockTime, dayTime } from './wire/times.js';
export { noteItems, participantItems, toAnalyticsItem } from './wire/to-analytics-item.js';
export { toJobItem } from './wire/to-job-item.js';
