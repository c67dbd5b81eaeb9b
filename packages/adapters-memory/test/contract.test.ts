import {
  audioAnalyzerContract,
  deadLettersContract,
  eventSourceContract,
  insightRepositoryContract,
  momentIndexContract,
  notifierContract,
  recordingStoreContract,
  recordRepositoryContract,
  registerContract,
  resultStoreContract,
  sharedStateContract,
} from '@earshot/core/testing';
import { describe, it } from 'vitest';
import {
  MemoryInsightRepository,
  MemoryMomentIndex,
  MemoryRecordRepository,
  MemoryResultStore,
  MemorySharedState,
} from '../src/index.js';
import {
  analyzerContext,
  deadLettersContext,
  laggingContext,
  laggingInsights,
  notifierContext,
  recordingsContext,
  sourceContext,
} from './contexts.js';

describe('MemoryAudioAnalyzer', () => {
  registerContract(audioAnalyzerContract(analyzerContext, { cancels: true }), it);
});

describe('MemoryDeadLetters', () => {
  registerContract(deadLettersContract(deadLettersContext, { exhausts: true }), it);
});

describe('MemoryEventSource', () => {
  describe('that waits', () =>
    registerContract(
      eventSourceContract(() => sourceContext('wait')),
      it,
    ));
  describe('that ends', () =>
    registerContract(
      eventSourceContract(() => sourceContext('end')),
      it,
    ));
});

describe('MemoryInsightRepository', () => {
  const short = () => new MemoryInsightRepository({ scanLimit: 2 });
  const fewRuns = { numRuns: 20 };
  describe('with full pages', () =>
    registerContract(
      insightRepositoryContract(() => new MemoryInsightRepository()),
      it,
    ));
  describe('with short pages', () => registerContract(insightRepositoryContract(short, fewRuns), it));
  describe('with indices that lag', () => registerContract(insightRepositoryContract(laggingInsights, fewRuns), it));
});

describe('MemoryMomentIndex', () => {
  const capabilities = { counts: true, prefix: true, phrase: true, pagedHits: 1_000 };
  registerContract(
    momentIndexContract(() => new MemoryMomentIndex(), { capabilities, dimensions: 64 }),
    it,
  );
});

describe('MemoryNotifier', () => {
  registerContract(notifierContract(notifierContext), it);
});

describe('MemoryRecordingStore', () => {
  registerContract(
    recordingStoreContract(recordingsContext, { partsFromBytes: 1_000_000, partSizeBytes: 500_000 }),
    it,
  );
});

describe('MemoryRecordRepository', () => {
  const short = () => new MemoryRecordRepository({ scanLimit: 2 });
  const fewRuns = { numRuns: 20 };
  describe('with full pages', () =>
    registerContract(
      recordRepositoryContract(() => new MemoryRecordRepository()),
      it,
    ));
  describe('with short pages', () => registerContract(recordRepositoryContract(short, fewRuns), it));
  describe('with indices that lag', () => registerContract(recordRepositoryContract(laggingContext, fewRuns), it));
});

describe('MemoryResultStore', () => {
  const paging = (pageSize: number) => resultStoreContract(() => new MemoryResultStore({ pageSize }), { pageSize });
  describe('with long pages', () => registerContract(paging(1_000), it));
  describe('with short pages', () => registerContract(paging(2), it));
});

describe('MemorySharedState', () => {
  registerContract(
    sharedStateContract(() => new MemorySharedState()),
    it,
  );
});
