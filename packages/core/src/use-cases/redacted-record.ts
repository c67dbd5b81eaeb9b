import { redactedCall, relabelingOf } from '../formats/redacted-call.js';
import type { SensitiveDataFinder } from '../formats/result-format.js';
import type { CallRecord } from '../model/record.js';
import { isRedacted } from '../model/redacted.js';

/**
 * The record of a call with its personal data masked: what its result marks, what is found here, and names. Metadata, corrections
 * and the words that roles rest on are left out. Names of files and ids of calls stay. A record of which only redacted copies
 * are kept stays as it is, but for its notes: people write them, so nothing says what is in them.
 * @param find looks for personal data in texts
 * @returns `undefined` without `find` when the result marks nothing: nobody may have looked
 */
export async function redactedRecord(record: CallRecord, find?: SensitiveDataFinder): Promise<CallRecord | undefined> {
  const { notes: _, ...withoutNotes } = record;
  const { analysis, participants, metadata: __, telephony: ___, correction: ____, ...rest } = withoutNotes;
  if (analysis === undefined || isRedacted(record)) return withoutNotes;
  if (find === undefined && analysis.sensitiveData.length === 0) return undefined;
  const { sources, ...said } = analysis;
  const relabel = relabelingOf(said);
  const people = participants?.people.map(({ label, role, roleSource, confidence }) => ({
    label: relabel(label),
    role,
    roleSource,
    ...(confidence !== undefined && { confidence }),
    evidence: [],
  }));
  return {
    ...rest,
    jobs: record.jobs.map((job) => ({ ...job, copies: 'redacted' })),
    analysis: { ...(await redactedCall(said, find)), sources },
    ...(participants && people && { participants: { ...participants, people } }),
  };
}
