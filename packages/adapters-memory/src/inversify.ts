import type { Ports } from '@earshot/core';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { MemoryAudioAnalyzer } from './memory-audio-analyzer.js';
import { MemoryDeadLetters } from './memory-dead-letters.js';
import { MemoryEventSource, type MemoryEventSourceOptions } from './memory-event-source.js';
import { MemoryInsightRepository } from './memory-insight-repository.js';
import { MemoryMomentIndex } from './memory-moment-index.js';
import { MemoryRecordRepository, type MemoryRecordRepositoryOptions } from './memory-record-repository.js';
import { MemoryRecordingStore, type MemoryRecordingStoreOptions } from './memory-recording-store.js';
import { MemoryResultStore, type MemoryResultStoreOptions } from './memory-result-store.js';
import { MemorySharedState } from './memory-shared-state.js';

export interface MemoryModuleOptions {
  readonly eventSource?: MemoryEventSourceOptions;
  readonly recordRepository?: MemoryRecordRepositoryOptions;
  readonly recordingStore?: MemoryRecordingStoreOptions;
  readonly resultStore?: MemoryResultStoreOptions;
}

const port = <K extends keyof Ports>(name: K) => name as ServiceIdentifier<Ports[K]>;

/** Binds every port to its adapter in memory, one of each. */
export function memoryModule(options: MemoryModuleOptions = {}): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(port('AudioAnalyzer'))
      .toDynamicValue(() => new MemoryAudioAnalyzer())
      .inSingletonScope();
    bind(port('ResultStore'))
      .toDynamicValue(() => new MemoryResultStore(options.resultStore))
      .inSingletonScope();
    bind(port('RecordingStore'))
      .toDynamicValue(() => new MemoryRecordingStore(options.recordingStore))
      .inSingletonScope();
    bind(port('RecordRepository'))
      .toDynamicValue(() => new MemoryRecordRepository(options.recordRepository))
      .inSingletonScope();
    bind(port('SharedState'))
      .toDynamicValue(() => new MemorySharedState())
      .inSingletonScope();
    bind(port('InsightRepository'))
      .toDynamicValue(() => new MemoryInsightRepository())
      .inSingletonScope();
    bind(port('MomentIndex'))
      .toDynamicValue(() => new MemoryMomentIndex())
      .inSingletonScope();
    bind(MemoryEventSource)
      .toDynamicValue(() => new MemoryEventSource(options.eventSource))
      .inSingletonScope()
      .onDeactivation((source) => source.close());
    bind(port('EventSource')).toService(MemoryEventSource);
    bind(port('DeadLetters'))
      .toResolvedValue((source) => new MemoryDeadLetters(source), [MemoryEventSource])
      .inSingletonScope();
  });
}
