import { type CallRecord, dispatchReasons, EarshotError, type ItemOutcome, RecordFailure } from '@earshot/core';
import { expect, test } from 'vitest';
import { Fixture, mentionOf } from './fixture.js';

/** A record after its job ended, or after a result of no job that was started here. */
function ended(record: CallRecord, state: 'completed' | 'no_match', before = record.history): CallRecord {
  return { ...record, state, history: [...before, { state, atMs: record.updatedAtMs }] };
}

test('calls that are left waiting and jobs that end are reasons to dispatch, and nothing else is', async () => {
  const fixture = new Fixture();
  const failed = async (callId: string, retryable: boolean): Promise<ItemOutcome> => {
    const { jobId } = await fixture.start(callId);
    const failure = { code: 'EARSHOT_UNAVAILABLE', reason: 'away' };
    return new RecordFailure(fixture.deps).execute(mentionOf(String(jobId), callId), failure, retryable);
  };
  const retried = await failed('retried', true);
  const [{ record }] = [await fixture.start('started')];
  const items: ItemOutcome[] = [
    await failed('failed', false),
    retried,
    { status: 'stored', record: ended(record, 'completed') },
    { status: 'unmatched', record: ended(record, 'no_match') },
    { status: 'started', record },
    { status: 'duplicate', record },
    { status: 'ignored', reason: 'no job' },
    { status: 'error', error: new EarshotError('EARSHOT_UNAVAILABLE', 'away') },
  ];
  expect(dispatchReasons(items)).toEqual({ submitted: [fixture.hash('retried')], ended: 4 });
  const waiting: ItemOutcome = { status: 'submitted', record: { ...record, history: record.history.slice(0, 1) } };
  const refused: ItemOutcome = { status: 'failed', record: { ...record, history: record.history.slice(0, 1) } };
  expect(dispatchReasons([waiting, refused])).toEqual({ submitted: [fixture.hash('started')], ended: 0 });

  const submitted = record.history.slice(0, 1);
  const overtaken: ItemOutcome = { status: 'stored', record: ended(record, 'completed', submitted) };
  const imported: ItemOutcome = { status: 'stored', record: ended(record, 'completed', []) };
  const replaced: ItemOutcome = { status: 'stored', record: ended(ended(record, 'completed'), 'completed') };
  expect(dispatchReasons([overtaken, imported, replaced])).toEqual({ submitted: [], ended: 1 });
});
