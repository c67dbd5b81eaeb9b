import { type CallHash, type CallRecord, EarshotError } from '@earshot/core';
import type {
  AudioAnalyzerContext,
  DeadLettersContext,
  EventSourceContext,
  InsightRepositoryContext,
  NotifierContext,
  RecordingStoreContext,
  RecordRepositoryContext,
} from '@earshot/core/testing';
import { sendToUrls } from '@earshot/core/testing';
import {
  MemoryAudioAnalyzer,
  MemoryDeadLetters,
  MemoryEventSource,
  MemoryInsightRepository,
  MemoryNotifier,
  MemoryRecordingStore,
  MemoryRecordRepository,
} from '../src/index.js';

/** A fresh analyzer for the contract. */
export function analyzerContext(): AudioAnalyzerContext {
  const analyzer = new MemoryAudioAnalyzer();
  return {
    analyzer,
    succeed: (jobId, resultUri) => analyzer.succeed(jobId, resultUri),
    fail: (jobId, failure) => analyzer.fail(jobId, failure),
    begun: () => analyzer.jobs.length,
  };
}

/** A fresh source for the contract, with a clock that moves by hand. */
export function sourceContext(whenEmpty: 'wait' | 'end'): EventSourceContext {
  let nowMs = 1_700_000_000_000;
  const source = new MemoryEventSource({ now: () => new Date(nowMs), whenEmpty });
  return {
    source,
    send: (body, options) => source.send(body, options),
    deadLettered: () => source.deadLettered,
    advance: (ms) => {
      nowMs += ms;
    },
    dispose: () => source.close(),
  };
}

/** A fresh store of recordings with small parts, and a clock that moves by hand. */
export function recordingsContext(): RecordingStoreContext {
  let nowMs = 1_700_000_000_000;
  const store = new MemoryRecordingStore({
    partsFromBytes: 1_000_000,
    partSizeBytes: 500_000,
    now: () => new Date(nowMs),
  });
  return {
    store,
    send: sendToUrls(store),
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

/** A repository whose lists and jobs lag behind its records until they are told to settle. */
export function laggingContext(): RecordRepositoryContext {
  const records = new MemoryRecordRepository();
  const indices = new MemoryRecordRepository();
  const pending: (() => Promise<unknown>)[] = [];
  let settled = Promise.resolve();
  return {
    repository: {
      get: (hash) => records.get(hash),
      save: async (record: CallRecord) => {
        await records.save(record);
        const saved = await records.get(record.hash);
        pending.push(async () => saved && indices.save(saved));
      },
      delete: async (hash: CallHash) => {
        pending.push(() => indices.delete(hash));
        return records.delete(hash);
      },
      findByJob: (jobId) => indices.findByJob(jobId),
      findByAlias: (alias) => indices.findByAlias(alias),
      list: (request) => indices.list(request),
      listDue: (request) => indices.listDue(request),
      countOpen: (state, sinceMs) => indices.countOpen(state, sinceMs),
      summarize: (request) => indices.summarize(request),
    },
    settle: () => {
      settled = settled.then(async () => {
        for (const change of pending.splice(0)) await change();
      });
      return settled;
    },
  };
}

/** A repository whose lists, counts and agents lag behind until they are told to settle. */
export function laggingInsights(): InsightRepositoryContext {
  const insights = new MemoryInsightRepository();
  const indices = new MemoryInsightRepository();
  const pending: (() => Promise<unknown>)[] = [];
  let settled = Promise.resolve();
  return {
    repository: {
      scoreOf: (hash) => insights.scoreOf(hash),
      ofCall: (hash) => insights.ofCall(hash),
      get: (id) => insights.get(id),
      replace: (score, given) => {
        const copy = structuredClone([score, given] as const);
        pending.push(() => indices.replace(...copy));
        return insights.replace(score, given);
      },
      decide: async (id, version, change) => {
        const decided = await insights.decide(id, version, change);
        const copy = structuredClone(change);
        pending.push(() => indices.decide(id, version, copy));
        return decided;
      },
      delete: (hash) => {
        pending.push(() => indices.delete(hash));
        return insights.delete(hash);
      },
      list: (request) => indices.list(request),
      count: (filter) => indices.count(filter),
      agents: (request) => indices.agents(request),
      scoresOf: (request) => indices.scoresOf(request),
    },
    settle: () => {
      settled = settled.then(async () => {
        for (const change of pending.splice(0)) await change();
      });
      return settled;
    },
  };
}

/** A fresh queue for the contract, and its dead letters. */
export function deadLettersContext(): DeadLettersContext {
  let nowMs = 1_700_000_000_000;
  const source = new MemoryEventSource({ now: () => new Date(nowMs), visibilityMs: 1_000, maxReceives: 2 });
  return {
    letters: new MemoryDeadLetters(source),
    source,
    send: (body) => source.send(body),
    exhaust: async (body) => {
      source.send(body);
      for (let times = 0; times < 2; times++) {
        await source.receive(1);
        nowMs += 1_000;
      }
      source.send('the next');
      for (const next of (await source.receive(1)) ?? []) await source.acknowledge(next);
    },
    dispose: () => source.close(),
  };
}

/** A fresh target of notices, and faults for it. */
export function notifierContext(): NotifierContext {
  const notifier = new MemoryNotifier();
  const faults = {
    transient: new EarshotError('EARSHOT_UNAVAILABLE', 'no answer'),
    permanent: new EarshotError('EARSHOT_DENIED', 'not allowed'),
  };
  return {
    notifier,
    received: () => notifier.received,
    fail: (fault) => notifier.fail(fault && faults[fault]),
  };
}
