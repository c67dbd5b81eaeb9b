import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { EarshotPorts, Platform } from '@earshot/core';
import { MemoryAudioAnalyzer } from './memory-audio-analyzer.js';
import { MemoryEventSource } from './memory-event-source.js';
import { MemoryInsightRepository } from './memory-insight-repository.js';
import { MemoryMomentIndex } from './memory-moment-index.js';
import { MemoryRecordRepository } from './memory-record-repository.js';
import { MemoryRecordingStore } from './memory-recording-store.js';
import { MemoryResultStore } from './memory-result-store.js';
import { MemorySharedState } from './memory-shared-state.js';

/**
 * Every port in memory, for `createEarshot`. Replace those that you have adapters for.
 * @example
 * const earshot = createEarshot({ ports: { ...memoryPorts(), store, repository } });
 */
export function memoryPorts() {
  return {
    ...nodePlatform(),
    analyzer: new MemoryAudioAnalyzer(),
    repository: new MemoryRecordRepository(),
    store: new MemoryResultStore(),
    state: new MemorySharedState(),
    source: new MemoryEventSource(),
    recordings: new MemoryRecordingStore(),
    insights: new MemoryInsightRepository(),
    moments: new MemoryMomentIndex(),
  } satisfies EarshotPorts;
}

/**
 * The clock of the machine, and digests, signatures (HMAC-SHA-256) and random names by `node:crypto`.
 * @param secret share it between processes that serve the same pages. By default it is random, so page tokens and sessions
 * end with the process
 */
export function nodePlatform(secret: string | Uint8Array = randomBytes(32)): Platform {
  return {
    digests: {
      md5Hex: (text) => createHash('md5').update(text, 'utf8').digest('hex'),
      sha256Hex: (data) => createHash('sha256').update(data).digest('hex'),
    },
    sign: (text) => createHmac('sha256', secret).update(text, 'utf8').digest('hex'),
    randomHex: () => randomBytes(16).toString('hex'),
    now: () => new Date(),
  };
}
