export { MemoryAudioAnalyzer } from './memory-audio-analyzer.js';
export { MemoryDeadLetters } from './memory-dead-letters.js';
export { MemoryEventSource, type MemoryEventSourceOptions, type ParkedMessage } from './memory-event-source.js';
export { MemoryInsightRepository, type MemoryInsightRepositoryOptions } from './memory-insight-repository.js';
export { MemoryNotifier } from './memory-notifier.js';
export { MemoryRecordRepository, type MemoryRecordRepositoryOptions } from './memory-record-repository.js';
export { MemoryRecordingStore, type MemoryRecordingStoreOptions } from './memory-recording-store.js';
export { MemoryResultStore, type MemoryResultStoreOptions } from './memory-result-store.js';
export { MemorySharedState } from './memory-shared-state.js';
