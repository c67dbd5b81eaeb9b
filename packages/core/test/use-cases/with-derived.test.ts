import { describe, expect, it } from 'vitest';
import {
  type CallRecord,
  type JobId,
  ObjectUri,
  overviewOf,
  PARTICIPANTS_VERSION,
  type Participants,
  ReadCall,
} from '../../src/index.js';
import { withRecording, withResult } from '../../src/model/transitions.js';
import { updateRecord } from '../../src/use-cases/update-record.js';
import { withDerived } from '../../src/use-cases/with-derived.js';
import { anAnalysis, aRecord } from '../model/records.js';
import { Fixture } from './fixture.js';

const SEGMENTS = [
  { index: 0, startMs: 0, endMs: 900, text: 'Thanks for calling, how can I help?', speaker: 'spk_0' },
  { index: 1, startMs: 1_000, endMs: 1_900, text: 'Do I need to bring my old bike?', speaker: 'spk_1' },
];
const ANALYSIS = anAnalysis({ transcript: { text: '', segments: SEGMENTS } });
const OLDER: Participants = {
  version: PARTICIPANTS_VERSION - 1,
  people: [{ label: 'spk_0', role: 'other', roleSource: 'unknown', evidence: [] }],
};
const call = aRecord({ callId: 'call', state: 'completed', analysis: ANALYSIS });
const { hash, callId, recordedAt } = call;
const rolesOf = (record: CallRecord | undefined) => record?.participants?.people.map(({ role }) => role);

describe('the participants of a record', () => {
  it('are those of the present rules when the call is read whole; lists show what is kept', async () => {
    const { repository, store } = new Fixture();
    for (const [name, participants] of [
      ['none', undefined],
      ['older', OLDER],
    ] as const) {
      const kept = aRecord({ callId: name, analysis: ANALYSIS, ...(participants && { participants }) });
      await repository.save(kept);
      expect(rolesOf(await new ReadCall({ repository, store }).execute(kept.hash))).toEqual(['agent', 'customer']);
      expect(await repository.get(kept.hash)).toEqual(kept);
    }
    const { calls } = await repository.list({ filter: {}, limit: 10 });
    expect(calls.map(({ participants }) => participants)).toEqual(expect.arrayContaining([undefined, OLDER]));
    expect(overviewOf({ ...call, participants: OLDER }).participants).toBe(OLDER);
  });

  it('are as they were while the rules are, and go with the analysis', async () => {
    const identified = await withDerived(call);
    expect(rolesOf(identified)).toEqual(['agent', 'customer']);
    expect(await withDerived(identified)).toBe(identified);
    const { analysis: _, ...without } = identified;
    expect(await withDerived(without)).not.toHaveProperty('participants');
  });

  it('are the same in whatever order a start message and a result arrive', async () => {
    const request = {
      callId,
      recordedAt,
      media: { uri: ObjectUri.parse('s3://calls/x_CUST_987_.wav') },
      metadata: { agent: 'spk_1', agent_name: 'Zoe' },
    };
    const job = { jobId: 'job' as JobId, state: 'succeeded' as const };
    const start = (known: CallRecord | undefined) => withRecording(known, hash, request, 1);
    const end = (known: CallRecord | undefined) =>
      withResult(known, { hash, callId, recordedAt }, job, 'completed', ANALYSIS, 2);
    const people = [];
    for (const changes of [
      [start, end],
      [end, start],
    ]) {
      const { repository } = new Fixture();
      for (const change of changes) await updateRecord(repository, hash, change);
      people.push((await repository.get(hash))?.participants?.people);
    }
    expect(people[0]).toMatchObject([
      { role: 'customer', roleSource: 'start_message', name: '987' },
      { role: 'agent', roleSource: 'start_message', name: 'Zoe' },
    ]);
    expect(people[1]).toEqual(people[0]);
  });
});

describe('the sentiment of a record', () => {
  const sentiment = { label: 'negative' as const, score: -0.5, words: [] };
  const rated = SEGMENTS.map((segment) => ({ ...segment, sentiment }));
  const angry = anAnalysis({ transcript: { text: '', segments: rated } });

  it('is that of its analysis, changes with it, and goes with it', async () => {
    const derived = await withDerived(aRecord({ callId: 'call', analysis: angry }));
    expect(derived.sentiment).toEqual({ label: 'negative', score: -0.5 });
    expect(await withDerived(derived)).toBe(derived);
    expect(await withDerived({ ...derived, analysis: ANALYSIS })).not.toHaveProperty('sentiment');
    const { analysis: _, ...without } = derived;
    expect(await withDerived(without)).not.toHaveProperty('sentiment');
  });

  it('is kept when a result is stored', async () => {
    const { repository } = new Fixture();
    const job = { jobId: 'job' as JobId, state: 'succeeded' as const };
    await updateRecord(repository, hash, (known) =>
      withResult(known, { hash, callId, recordedAt }, job, 'completed', angry, 2),
    );
    const { calls } = await repository.list({ filter: { sentiment: 'negative' }, limit: 10 });
    expect(calls.map((found) => found.hash)).toEqual([hash]);
  });
});
