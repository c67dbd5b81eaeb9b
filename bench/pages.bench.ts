import { createHash } from 'node:crypto';
import { MemoryRecordRepository } from '@earshot/adapters-memory';
import { type CallFilter, CallHash, CallId, type CallRecord } from '@earshot/core';
import { type Effort, type Figure, figure, ratioOf } from './measure.ts';

const CATEGORIES = ['Billing', 'Tech support', 'Sales', 'Complaints', 'Other'];

/** A finished call without its transcript. */
export function finishedCall(index: number): CallRecord {
  const callId = CallId.parse(`call-${index}`);
  const atMs = 1_790_000_000_000 + ((index * 7_919) % 1_000_003) * 1000;
  return {
    hash: CallHash.parse(createHash('md5').update(callId).digest('hex')),
    callId,
    revision: 1,
    recordedAt: { ms: atMs, source: 'message' },
    state: 'completed',
    history: [{ state: 'completed', atMs }],
    jobs: [],
    analysis: {
      callSummary:
        'A caller was charged twice; the agent found the second payment, refunded it and sent a corrected invoice.',
      categories: [CATEGORIES[index % CATEGORIES.length] ?? 'Other'],
      topics: ['invoice', 'refund'],
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: { issue_resolution: true, caller_satisfaction_level: (index % 5) + 1 },
      sources: [],
    },
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}

/** A repository with so many finished calls. */
export async function repositoryOf(count: number): Promise<MemoryRecordRepository> {
  const repository = new MemoryRecordRepository();
  for (let index = 0; index < count; index++) await repository.save(finishedCall(index));
  return repository;
}

/** `page-50` and `page-50-filtered`. */
export async function* pageBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const many = await repositoryOf(effort.smoke ? 5_000 : 100_000);
  const few = await repositoryOf(1_000);
  const page = (repository: MemoryRecordRepository, filter: CallFilter) => () => repository.list({ filter, limit: 50 });
  const filter: CallFilter = { category: 'Sales', state: 'completed' };
  yield figure('page-50', 1.5, await ratioOf(page(many, {}), page(few, {}), effort));
  yield figure('page-50-filtered', 2.0, await ratioOf(page(many, filter), page(few, filter), effort));
}
