import {
  MemoryAudioAnalyzer,
  MemoryDeadLetters,
  MemoryEventSource,
  type MemoryEventSourceOptions,
  MemoryNotifier,
} from '@earshot/adapters-memory';
import { EarshotError } from '@earshot/core';
import type {
  AudioAnalyzerContext,
  DeadLettersContext,
  EventSourceContext,
  NotifierContext,
} from '@earshot/core/testing';

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

/** A source for the contract, and the time that it is told. */
export interface SourceContext extends EventSourceContext {
  readonly source: MemoryEventSource;
  readonly nowMs: () => number;
}

/** A fresh source for the contract, with a clock that moves by hand. */
export function sourceContext(options: Omit<MemoryEventSourceOptions, 'now'> = {}): SourceContext {
  let nowMs = 1_700_000_000_000;
  const source = new MemoryEventSource({ ...options, now: () => new Date(nowMs) });
  return {
    source,
    nowMs: () => nowMs,
    send: (body, options) => source.send(body, options),
    deadLettered: () => source.deadLettered,
    advance: (ms) => {
      nowMs += ms;
    },
    dispose: () => source.close(),
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
export function notifierContext(): NotifierContext & { readonly notifier: MemoryNotifier } {
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
