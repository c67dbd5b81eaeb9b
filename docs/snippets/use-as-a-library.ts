import { readFile } from 'node:fs/promises';
import { memoryPorts } from '@earshot/adapters-memory/node';
import { createEarshot, objectUri } from '@earshot/core';

const ports = memoryPorts();
const earshot = createEarshot({ ports });

// The results of an analysis, in the analyzer's bucket.
const job = 'transcription-outputs/billing-double-charge/2d9422a5-5deb-4b5f-8cf9-0a6de4cfd51b';
for (const file of ['job_metadata.json', '0/standard_output/0/result.json', '0/custom_output/0/result.json']) {
  await ports.store.put(
    objectUri('earshot-examples', `${job}/${file}`),
    await readFile(`examples/bucket/${job}/${file}`),
  );
}

// The event that reports them. A service receives such events from a queue, with `processDeliveries`.
const body = await readFile('examples/events/job-succeeded.json', 'utf8');
await earshot.handleDelivery.execute({ body, sentAtMs: Date.now() });

const { calls } = await earshot.queryAnalytics.execute({ category: 'Billing', text: 'refunded' });
for (const { callId, state, analysis } of calls) console.log(`${callId}, ${state}: ${analysis?.topics.join(', ')}`);
