export {
  analysisJobArbitrary,
  callFilterArbitrary,
  callHashArbitrary,
  callIdArbitrary,
  callRecordArbitrary,
  callRecordsArbitrary,
  failureArbitrary,
  jobIdArbitrary,
  mediaLocationArbitrary,
  recordedAtArbitrary,
} from './arbitraries.js';
export { analysisArbitrary, objectUriArbitrary, transcriptArbitrary } from './arbitrary-analysis.js';
export {
  agentNameArbitrary,
  callScoreArbitrary,
  commentArbitrary,
  decisionArbitrary,
  insightArbitrary,
  insightFilterArbitrary,
} from './arbitrary-insight.js';
export { noticeArbitrary } from './arbitrary-notice.js';
export { epochMsArbitrary, jsonValueArbitrary } from './arbitrary-parts.js';
export type { AudioAnalyzerContext, AudioAnalyzerContractOptions } from './audio-analyzer.context.js';
export { audioAnalyzerContract } from './audio-analyzer.contract.js';
export { type ContractCase, type ContractContext, type ContractOptions, registerContract } from './contract.js';
export type { DeadLettersContext, DeadLettersContractOptions } from './dead-letters.context.js';
export { deadLettersContract } from './dead-letters.contract.js';
export { type EmbedderContext, embedderContract } from './embedder.contract.js';
export type { DeadLetteredDelivery, EventSourceContext, EventSourceContractOptions } from './event-source.context.js';
export { eventSourceContract } from './event-source.contract.js';
export { HashEmbedder, type HashEmbedderOptions } from './hash-embedder.js';
export type { InsightRepositoryContext } from './insight-repository.context.js';
export { insightRepositoryContract } from './insight-repository.contract.js';
export type { MomentIndexContext, MomentIndexContractOptions } from './moment-index.context.js';
export { momentIndexContract } from './moment-index.contract.js';
export type { NoticeFault, NotifierContext } from './notifier.context.js';
export { notifierContract } from './notifier.contract.js';
export type { RecordRepositoryContext, RecordRepositoryContractOptions } from './record-repository.context.js';
export { recordRepositoryContract } from './record-repository.contract.js';
export type {
  RecordingStoreContext,
  RecordingStoreContractOptions,
  SignedRequest,
} from './recording-store.context.js';
export { recordingStoreContract } from './recording-store.contract.js';
export type { ResultStoreContext, ResultStoreContractOptions } from './result-store.context.js';
export { resultStoreContract } from './result-store.contract.js';
export { sendToUrls } from './send-to-urls.js';
export type { SharedStateContext } from './shared-state.context.js';
export { sharedStateContract } from './shared-state.contract.js';
export { type AssemblyAiShape, assemblyAiDocumentArbitrary } from './vendor/assemblyai-document.js';
export { type CaptionVintage, srtDocumentArbitrary, webvttDocumentArbitrary } from './vendor/captions-document.js';
export { callAnalyticsDocumentArbitrary, contactLensDocumentArbitrary } from './vendor/conversation-document.js';
export { damagedArbitrary } from './vendor/damaged.js';
export { type DeepgramShape, deepgramDocumentArbitrary } from './vendor/deepgram-document.js';
export { expectedCall, type ForeignDocument } from './vendor/foreign-document.js';
export { FOREIGN_DOCUMENTS } from './vendor/foreign-documents.js';
export { type PcaDocumentOptions, type PcaVintage, pcaDocumentArbitrary } from './vendor/pca-document.js';
export { type TranscribeVintage, transcribeDocumentArbitrary } from './vendor/transcribe-document.js';
export { type WhisperWriter, whisperDocumentArbitrary } from './vendor/whisper-document.js';
export {
  type AudioDocumentOptions,
  type AudioVintage,
  audioDocumentArbitrary,
  type CustomBlueprint,
  type CustomDocumentOptions,
  type CustomOutcome,
  customDocumentArbitrary,
  expectedWith,
  manifestDocumentArbitrary,
  type VendorDocument,
  type VideoVintage,
  vendorDocumentArbitrary,
  videoDocumentArbitrary,
} from './vendor-documents.js';
