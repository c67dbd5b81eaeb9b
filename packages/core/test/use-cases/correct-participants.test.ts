import { beforeEach, describe, expect, it } from 'vitest';
import { CallHash, type CallRecord, CorrectParticipants, type JobId } from '../../src/index.js';
import { withResult } from '../../src/model/transitions.js';
import { updateRecord } from '../../src/use-cases/update-record.js';
import { anAnalysis, aRecord } from '../model/records.js';
import { Fixture } from './fixture.js';

const SEGMENTS = [
  { index: 0, startMs: 0, endMs: 900, text: 'Thanks for calling, how can I help?', speaker: 'spk_0' },
  { index: 1, startMs: 1_000, endMs: 1_900, text: 'Do I need to bring my old bike?', speaker: 'spk_1' },
];
const ANALYSIS = anAnalysis({ transcript: { text: '', segments: SEGMENTS } });
const AGENT = { participants: [{ label: 'spk_1', role: 'agent', name: 'Zoe' }] };
const rolesOf = (record: CallRecord | undefined) =>
  record?.participants?.people.map(({ label, role, roleSource }) => `${label} ${role} ${roleSource}`);

describe('CorrectParticipants', () => {
  let fixture: Fixture;
  let correct: CorrectParticipants;
  const record = aRecord({ callId: 'call', state: 'completed', analysis: ANALYSIS });

  beforeEach(async () => {
    fixture = new Fixture();
    correct = new CorrectParticipants({ repository: fixture.repository, now: () => new Date(7) });
    await fixture.repository.save(record);
  });

  it('keeps the correction and what follows for everybody', async () => {
    const corrected = await correct.execute(record.hash, AGENT, 'ana');
    expect(corrected).toMatchObject({
      revision: 2,
      correction: { roles: AGENT.participants, actor: 'ana', atMs: 7 },
    });
    expect(rolesOf(corrected)).toEqual(['spk_0 customer correction', 'spk_1 agent correction']);
    expect(await fixture.repository.get(record.hash)).toEqual(corrected);
  });

  it('changes nothing when it is repeated, and gives the roles back when it is withdrawn', async () => {
    await correct.execute(record.hash, AGENT, 'ana');
    expect((await correct.execute(record.hash, AGENT, 'ana')).revision).toBe(2);
    expect((await correct.execute(record.hash, AGENT, 'max')).correction?.actor).toBe('max');
    const withdrawn = await correct.execute(record.hash, { participants: [] }, 'ana');
    expect(withdrawn.correction).toBeUndefined();
    expect(rolesOf(withdrawn)).toEqual(['spk_0 agent phrases', 'spk_1 customer phrases']);
    expect((await correct.execute(record.hash, { participants: [] }, 'ana')).revision).toBe(withdrawn.revision);
  });

  it.each([' ', 'Zoe ', 'Zo\u001b[31me', 'Zoe\nAda'])('takes no name like %j', async (name) => {
    const correction = { participants: [{ label: 'spk_1', name }] };
    await expect(correct.execute(record.hash, correction, 'ana')).rejects.toMatchObject({
      code: 'EARSHOT_INVALID_INPUT',
    });
    expect((await fixture.repository.get(record.hash))?.revision).toBe(1);
  });

  it('outlives every analysis', async () => {
    await correct.execute(record.hash, AGENT, 'ana');
    const { hash, callId, recordedAt } = record;
    const job = { jobId: 'again' as JobId, state: 'succeeded' as const };
    const again = await updateRecord(fixture.repository, hash, (known) =>
      withResult(
        { ...(known ?? record), state: 'submitted' },
        { hash, callId, recordedAt },
        job,
        'completed',
        ANALYSIS,
        9,
      ),
    );
    expect(again.correction?.actor).toBe('ana');
    expect(rolesOf(again)).toEqual(['spk_0 customer correction', 'spk_1 agent correction']);
  });

  it('lets what is derived follow', async () => {
    const finished: unknown[] = [];
    const finishCall = {
      async whileChanging<T extends object>(hash: CallHash, work: () => Promise<T>): Promise<T> {
        const outcome = await work();
        finished.push([hash, outcome]);
        return outcome;
      },
    };
    const corrected = await new CorrectParticipants({ ...fixture, now: () => new Date(7), finishCall }).execute(
      record.hash,
      AGENT,
      'ana',
    );
    expect(finished).toEqual([[record.hash, { record: corrected }]]);
  });

  it('refuses a call that is unknown, or that nobody speaks in', async () => {
    const nobody = CallHash.parse('0'.repeat(32));
    await expect(correct.execute(nobody, AGENT, 'ana')).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    const silent = aRecord({ callId: 'silent', state: 'analyzing' });
    await fixture.repository.save(silent);
    const refused = correct.execute(silent.hash, AGENT, 'ana');
    await expect(refused).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: false });
  });
});
