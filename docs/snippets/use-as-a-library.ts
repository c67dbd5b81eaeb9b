import { createHash, createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { MemoryRecordRepository, MemoryResultStore } from '@earshot/adapters-memory';
import { DEFAULT_LAYOUT, objectUri, PersistResult, QueryAnalytics, unwrap } from '@earshot/core';

const repository = new MemoryRecordRepository();
const store = new MemoryResultStore();
const digests = { md5Hex: (text: string) => createHash('md5').update(text).digest('hex') };
const sign = (text: string) => createHmac('sha256', 'a secret of yours').update(text).digest('hex');

// What an analyzer left in its bucket.
const job = 'transcription-outputs/billing-double-charge/2d9422a5-5deb-4b5f-8cf9-0a6de4cfd51b';
for (const file of ['job_metadata.json', '0/standard_output/0/result.json', '0/custom_output/0/result.json']) {
  const bytes = await readFile(`examples/bucket/${job}/${file}`);
  await store.put(objectUri('earshot-examples', `${job}/${file}`), bytes);
}

// The event that says so.
const message = await readFile('examples/events/job-succeeded.json', 'utf8');
const persistResult = new PersistResult({ repository, store, digests, now: () => new Date() });
for (const event of unwrap(message, Date.now(), DEFAULT_LAYOUT)) {
  if (event.type === 'job_finished') await persistResult.execute(event.job);
}

// The answer.
const queryAnalytics = new QueryAnalytics({ repository, sign });
const { calls } = await queryAnalytics.execute({ category: 'Billing', text: 'refunded' });
for (const { callId, state, analysis } of calls) console.log(`${callId}, ${state}: ${analysis?.topics.join(', ')}`);
