import type { Ports, ResultStore } from '@earshot/core';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { BdaAudioAnalyzer, type BdaAudioAnalyzerOptions } from './bda/bda-audio-analyzer.js';
import { DynamoInsightRepository, type DynamoInsightRepositoryOptions } from './dynamodb/dynamo-insight-repository.js';
import { DynamoRecordRepository, type DynamoRecordRepositoryOptions } from './dynamodb/dynamo-record-repository.js';
import { DynamoSharedState, type DynamoSharedStateOptions } from './dynamodb/dynamo-shared-state.js';
import { S3RecordingStore, type S3RecordingStoreOptions } from './s3/s3-recording-store.js';
import { S3ResultStore, type S3ResultStoreOptions } from './s3/s3-result-store.js';
import { S3VectorsMomentIndex, type S3VectorsMomentIndexOptions } from './s3vectors/s3-vectors-moment-index.js';
import { SqsEventSource, type SqsEventSourceOptions } from './sqs/sqs-event-source.js';

const port = <K extends keyof Ports>(name: K) => name as ServiceIdentifier<Ports[K]>;

export interface AwsModuleOptions {
  readonly audioAnalyzer: BdaAudioAnalyzerOptions;
  readonly resultStore: S3ResultStoreOptions;
  /** Without it, no RecordingStore is bound. */
  readonly recordingStore?: S3RecordingStoreOptions;
  /** Given the result store, to which the long parts of records may go. */
  readonly recordRepository: (store: ResultStore) => DynamoRecordRepositoryOptions;
  readonly sharedState: DynamoSharedStateOptions;
  /** Without it, no InsightRepository is bound. */
  readonly insightRepository?: DynamoInsightRepositoryOptions | undefined;
  /** Without it, no MomentIndex is bound. It keeps its markers in the shared state. */
  readonly momentIndex?: Omit<S3VectorsMomentIndexOptions, 'state'> | undefined;
  /** Without it, no EventSource is bound. */
  readonly eventSource?: SqsEventSourceOptions;
}

/**
 * Binds every port to its adapter on AWS, one object each.
 * @example
 * const app = composeApp([awsModule(options)]);
 */
export function awsModule(options: AwsModuleOptions): ContainerModule {
  const { audioAnalyzer, resultStore, recordingStore, recordRepository, sharedState } = options;
  const { insightRepository, momentIndex, eventSource } = options;
  return new ContainerModule(({ bind }) => {
    bind(port('AudioAnalyzer'))
      .toDynamicValue(() => new BdaAudioAnalyzer(audioAnalyzer))
      .inSingletonScope();
    bind(port('ResultStore'))
      .toDynamicValue(() => new S3ResultStore(resultStore))
      .inSingletonScope();
    bind(port('RecordRepository'))
      .toResolvedValue((store) => new DynamoRecordRepository(recordRepository(store)), [port('ResultStore')])
      .inSingletonScope();
    bind(port('SharedState'))
      .toDynamicValue(() => new DynamoSharedState(sharedState))
      .inSingletonScope();
    if (recordingStore !== undefined) {
      bind(port('RecordingStore'))
        .toDynamicValue(() => new S3RecordingStore(recordingStore))
        .inSingletonScope();
    }
    if (insightRepository !== undefined) {
      bind(port('InsightRepository'))
        .toDynamicValue(() => new DynamoInsightRepository(insightRepository))
        .inSingletonScope();
    }
    if (momentIndex !== undefined) {
      bind(port('MomentIndex'))
        .toResolvedValue((state) => new S3VectorsMomentIndex({ ...momentIndex, state }), [port('SharedState')])
        .inSingletonScope();
    }
    if (eventSource === undefined) return;
    bind(port('EventSource'))
      .toDynamicValue(() => new SqsEventSource(eventSource))
      .inSingletonScope();
  });
}
