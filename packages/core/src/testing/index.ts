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
export { epochMsArbitrary, jsonValueArbitrary } from './arbitrary-parts.js';
export {
  type AudioAnalyzerContext,
  type AudioAnalyzerContractOptions,
  audioAnalyzerContract,
} from './audio-analyzer.contract.js';
export { type ContractCase, type ContractContext, type ContractOptions, registerContract } from './contract.js';
export {
  type EventSourceContext,
  type EventSourceContractOptions,
  eventSourceContract,
  type ParkedDelivery,
} from './event-source.contract.js';
export {
  type RecordRepositoryContext,
  type RecordRepositoryContractOptions,
  recordRepositoryContract,
} from './record-repository.contract.js';
export {
  type ResultStoreContext,
  type ResultStoreContractOptions,
  resultStoreContract,
} from './result-store.contract.js';
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
