import type { AudioAnalyzer } from './audio-analyzer.js';
import type { DeadLetters } from './dead-letters.js';
import type { EventSource } from './event-source.js';
import type { InsightRepository } from './insight-repository.js';
import type { MomentIndex } from './moment-index.js';
import type { Notifier } from './notifier.js';
import type { RecordRepository } from './record-repository.js';
import type { RecordingStore } from './recording-store.js';
import type { ResultStore } from './result-store.js';
import type { SharedState } from './shared-state.js';

/** The ports by name, for those who compose by name. Of {@link Notifier} a deployment has any number, of the others one each. */
export interface Ports {
  AudioAnalyzer: AudioAnalyzer;
  ResultStore: ResultStore;
  RecordingStore: RecordingStore;
  RecordRepository: RecordRepository;
  EventSource: EventSource;
  DeadLetters: DeadLetters;
  SharedState: SharedState;
  InsightRepository: InsightRepository;
  MomentIndex: MomentIndex;
  Notifier: Notifier;
}
