// The same suites over the built packages and under another runner: they belong to no runner and to no source tree.
import { describe, test } from 'node:test';
import {
  MemoryAudioAnalyzer,
  MemoryEventSource,
  MemoryRecordRepository,
  MemoryResultStore,
} from '@earshot/adapters-memory';
import {
  audioAnalyzerContract,
  eventSourceContract,
  recordRepositoryContract,
  registerContract,
  resultStoreContract,
} from '@earshot/core/testing';

const options = { numRuns: 20 };

function analyzerContext() {
  const analyzer = new MemoryAudioAnalyzer();
  return {
    analyzer,
    succeed: (jobId, manifestUri) => analyzer.succeed(jobId, manifestUri),
    fail: (jobId, failure) => analyzer.fail(jobId, failure),
  };
}

function sourceContext() {
  let nowMs = 0;
  const source = new MemoryEventSource({ now: () => new Date(nowMs) });
  return {
    source,
    send: (body, sending) => source.send(body, sending),
    deadLettered: () => source.deadLettered,
    advance: (ms) => {
      nowMs += ms;
    },
    dispose: () => source.close(),
  };
}

describe('MemoryAudioAnalyzer', () => registerContract(audioAnalyzerContract(analyzerContext, options), test));
describe('MemoryEventSource', () => registerContract(eventSourceContract(sourceContext, options), test));
describe('MemoryRecordRepository', () =>
  registerContract(
    recordRepositoryContract(() => new MemoryRecordRepository(), options),
    test,
  ));
describe('MemoryResultStore', () =>
  registerContract(
    resultStoreContract(() => new MemoryResultStore(), options),
    test,
  ));
