import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { listedObjects, sendMessages } from '@earshot/adapters-aws';
import { isEarshotError, type Layout } from '@earshot/core';
import type { Enqueued } from '../backfill/backfill.js';
import type { Candidate, Problem } from '../backfill/candidate.js';
import { startMessageOf } from '../backfill/start-message.js';

/** Objects of these storage classes have to be restored before they can be read. */
const ARCHIVES: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/** The objects below `s3://bucket/prefix`, in the order of their keys. @param after the key after which to begin */
export async function* objectsUnder(prefix: string, after: string | undefined): AsyncGenerator<Candidate> {
  const client = new S3Client({});
  try {
    for await (const { uri, key, sizeBytes, modifiedAtMs, storageClass } of listedObjects(client, prefix, after)) {
      yield { mark: key, label: uri, uri, sizeBytes, modifiedAtMs, isArchived: ARCHIVES.has(storageClass) };
    }
  } finally {
    client.destroy();
  }
}

/** What sends the start messages of recordings to a queue. A recording whose message is refused leaves the others alone. */
export function startQueue(
  queueUrl: string,
  layout: Layout,
): (recordings: readonly Candidate[]) => Promise<readonly Enqueued[]> {
  const client = new SQSClient({});
  return async (recordings) => {
    const outcomes: Enqueued[] = recordings.map(() => 'enqueued');
    const sent: { readonly body: string; readonly index: number }[] = [];
    for (const [index, recording] of recordings.entries()) {
      try {
        sent.push({ body: startMessageOf(recording, layout, Date.now()), index });
      } catch (error) {
        outcomes[index] = problemOf(recording, error);
      }
    }
    const refused = await sendMessages(
      sent.map(({ body }) => body),
      { client, queueUrl },
    );
    for (const { index, error } of refused) {
      const { index: at = 0 } = sent[index] ?? {};
      const recording = recordings[at];
      if (recording !== undefined) outcomes[at] = problemOf(recording, error);
    }
    return outcomes;
  };
}

function problemOf({ label }: Candidate, error: unknown): Problem {
  if (!isEarshotError(error)) throw error;
  return { label, code: error.code, reason: error.message };
}
