import { beforeEach, describe, expect, it } from 'vitest';
import {
  AddNote,
  CallHash,
  type CallRecord,
  DeleteNote,
  EraseCall,
  type JobId,
  MAX_NOTES,
  ObjectUri,
} from '../../src/index.js';
import { withRecording, withResult } from '../../src/model/transitions.js';
import { updateRecord } from '../../src/use-cases/update-record.js';
import { anAnalysis, aRecord } from '../model/records.js';
import { Fixture } from './fixture.js';

const textsOf = ({ notes = [] }: CallRecord) => notes.map(({ text }) => text);
const note = (text: string) => ({ text });

describe('notes', () => {
  let fixture: Fixture;
  let atMs: number;
  let add: AddNote;
  let remove: DeleteNote;
  const record = aRecord({ callId: 'call', state: 'completed', analysis: anAnalysis() });

  beforeEach(async () => {
    fixture = new Fixture();
    atMs = 7;
    const deps = { repository: fixture.repository, now: () => new Date(atMs++) };
    add = new AddNote(deps);
    remove = new DeleteNote(deps);
    await fixture.repository.save(record);
  });

  it('are kept in the order in which they were written, each with its author and time', async () => {
    await add.execute(record.hash, note('  Called back. '), 'ana');
    const noted = await add.execute(record.hash, note('She is happy.'), 'max');
    expect(noted).toMatchObject({
      revision: 3,
      notes: [
        { id: '2', text: 'Called back.', actor: 'ana', atMs: 7 },
        { id: '3', text: 'She is happy.', actor: 'max', atMs: 8 },
      ],
    });
    expect(await fixture.repository.get(record.hash)).toEqual(noted);
  });

  it('are written once when the request is repeated', async () => {
    const once = await add.execute(record.hash, note('Called back.'), 'ana');
    expect(await add.execute(record.hash, note('Called back.'), 'ana')).toEqual(once);
    expect(textsOf(await add.execute(record.hash, note('Called back.'), 'max'))).toHaveLength(2);
  });

  it('are deleted by an id that no later note has', async () => {
    await add.execute(record.hash, note('one'), 'ana');
    await add.execute(record.hash, note('two'), 'ana');
    expect(textsOf(await remove.execute(record.hash, '3'))).toEqual(['one']);
    const noted = await add.execute(record.hash, note('three'), 'ana');
    expect(noted.notes?.map(({ id }) => id)).toEqual(['2', '5']);
    await expect(remove.execute(record.hash, '3')).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    await remove.execute(record.hash, '2');
    expect(await remove.execute(record.hash, '5')).not.toHaveProperty('notes');
  });

  it('outlive every analysis, and a longer form of the recording', async () => {
    const { hash, callId, recordedAt } = record;
    await add.execute(hash, note('Called back.'), 'ana');
    const analyzed = await updateRecord(fixture.repository, hash, (known) =>
      withResult(
        { ...(known ?? record), state: 'submitted' },
        { hash, callId, recordedAt },
        { jobId: 'again' as JobId, state: 'succeeded' },
        'completed',
        anAnalysis({ callSummary: 'Another one.' }),
        9,
      ),
    );
    expect(textsOf(analyzed)).toEqual(['Called back.']);
    const [shorter, longer] = ['s3://calls/part.wav', 's3://calls/call.wav'].map((uri) => ObjectUri.parse(uri));
    const media = { uri: longer as ObjectUri, supersedes: [shorter as ObjectUri] };
    const before = { ...analyzed, media: { uri: shorter as ObjectUri } };
    const started = withRecording(before, hash, { callId, recordedAt, media }, 10);
    expect(started).toMatchObject({ state: 'submitted' });
    expect(textsOf(started)).toEqual(['Called back.']);
  });

  it('are erased with the call, and a call that comes back has none', async () => {
    await add.execute(record.hash, note('Called back.'), 'ana');
    await new EraseCall({ ...fixture, now: () => new Date(9) }).execute(record.hash);
    await fixture.repository.save(record);
    expect(await fixture.repository.get(record.hash)).not.toHaveProperty('notes');
  });

  it('let what is derived follow', async () => {
    const finished: unknown[] = [];
    const finishCall = {
      async whileChanging<T extends object>(hash: CallHash, work: () => Promise<T>): Promise<T> {
        const outcome = await work();
        finished.push([hash, outcome]);
        return outcome;
      },
    };
    const deps = { repository: fixture.repository, now: () => new Date(7), finishCall };
    const noted = await new AddNote(deps).execute(record.hash, note('one'), 'ana');
    const without = await new DeleteNote(deps).execute(record.hash, '2');
    expect(finished).toEqual([noted, without].map((after) => [record.hash, { record: after }]));
  });

  it(`are refused for an unknown call, and beyond ${MAX_NOTES}`, async () => {
    const nobody = CallHash.parse('0'.repeat(32));
    await expect(add.execute(nobody, note('one'), 'ana')).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    await expect(remove.execute(nobody, '2')).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    const notes = Array.from({ length: MAX_NOTES }, (_, id) => ({ id: `${id}`, text: 'x', actor: 'ana', atMs: 0 }));
    const full = aRecord({ callId: 'full', state: 'submitted', notes });
    await fixture.repository.save(full);
    await expect(add.execute(full.hash, note('one'), 'ana')).rejects.toMatchObject({
      code: 'EARSHOT_CONFLICT',
      retryable: false,
    });
  });

  it.each([{}, { text: ' ' }, { text: 'x'.repeat(4_001) }, { text: 7 }, { text: 'x', actor: 'somebody' }])(
    'are refused when they are like %j',
    async (raw) => {
      await expect(add.execute(record.hash, raw, 'ana')).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
      expect((await fixture.repository.get(record.hash))?.revision).toBe(1);
    },
  );
});
