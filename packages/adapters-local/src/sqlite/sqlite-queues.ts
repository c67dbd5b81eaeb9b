import type { DatabaseSync } from 'node:sqlite';
import type { QueueCount, QueueCounter } from '@earshot/core';
import { guarded } from './sqlite-errors.js';

interface Counts {
  readonly waiting: number;
  readonly inFlight: number;
  /** Epoch ms. */
  readonly oldestMs: number | null;
  readonly dead: number | null;
}

const QUERIES = {
  messages: `SELECT count(*) FILTER (WHERE holder IS NULL OR due_at_ms <= ?1) AS waiting,
      count(*) FILTER (WHERE holder IS NOT NULL AND due_at_ms > ?1) AS inFlight,
      min(sent_at_ms) FILTER (WHERE holder IS NULL OR due_at_ms <= ?1) AS oldestMs,
      (SELECT count(*) FROM dead_letter) AS dead FROM message`,
  analyses: `SELECT count(*) FILTER (WHERE owner IS NULL OR owned_until_ms <= ?1) AS waiting,
      count(*) FILTER (WHERE owned_until_ms > ?1) AS inFlight,
      min(created_at_ms) FILTER (WHERE owner IS NULL OR owned_until_ms <= ?1) AS oldestMs,
      NULL AS dead FROM analysis_job WHERE state IN ('queued', 'running')`,
} as const;

/** Counts what waits in a data folder: messages, and analyses that the calls' records take for running. */
export function sqliteQueues(database: DatabaseSync, now: () => Date = () => new Date()): readonly QueueCounter[] {
  const count = async (query: string): Promise<QueueCount> => {
    const nowMs = now().getTime();
    const row = guarded(database.location() ?? ':memory:', () => database.prepare(query).get(nowMs));
    const { waiting, inFlight, oldestMs, dead } = row as unknown as Counts;
    const oldestAgeMs = oldestMs === null ? 0 : Math.max(0, nowMs - oldestMs);
    return { waiting, inFlight, oldestAgeMs, ...(dead !== null && { deadLettered: dead }) };
  };
  return Object.entries(QUERIES).map(([name, query]) => ({ name, count: () => count(query) }));
}
