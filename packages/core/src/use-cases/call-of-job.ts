import type { JobMention } from '../events/inbound-event.js';
import { recordedAt } from '../events/message.js';
import { CallHash, type Digests, hashOf } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { CallMention } from '../model/transitions.js';
import type { RecordRepository } from '../ports/record-repository.js';

/**
 * Finds out which call a job belongs to. The folder names it, by id or by hash; a job that was started elsewhere
 * is looked up by its own id; and one that nothing knows makes a call of its own, named after the folder. Gives the
 * call's record with it, as it was found.
 */
export async function callOfJob(
  repository: RecordRepository,
  digests: Pick<Digests, 'md5Hex'>,
  { jobId, folder, sentAtMs, mediaUri }: Omit<JobMention, 'manifestUri'>,
): Promise<CallMention & { readonly record: CallRecord | undefined }> {
  const hash = hashOf(folder, digests);
  const asHash = CallHash.safeParse(folder).data;
  const record =
    (await repository.get(hash)) ??
    (asHash === undefined ? undefined : await repository.get(asHash)) ??
    (await repository.findByJob(jobId));
  return {
    hash: record?.hash ?? hash,
    callId: record?.callId ?? folder,
    recordedAt: recordedAt(undefined, mediaUri, sentAtMs),
    mediaUri,
    record,
  };
}
