import { isEarshotError } from '../errors.js';
import type { TranscriptSegment } from '../model/analysis.js';
import type { CallId } from '../model/call.js';
import type { JobId } from '../model/job.js';
import { MAX_NOTES } from '../model/note.js';
import type { Participant, RoleCorrection } from '../model/participant.js';
import type { CallRecord } from '../model/record.js';
import { overviewOf } from '../model/record.js';
import { callRecordArbitrary } from './arbitraries.js';
import { assertEqual, assertOk, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { ODD_NAMES } from './odd-names.js';
import type { RepositoryInCase } from './record-repository.context.js';
import {
  nextRevision,
  sampleAnalysis,
  sampleHash,
  sampleJob,
  sampleRecord,
  sampleWith,
  withoutAnalysis,
} from './sample-record.js';
import { listed, saveAll, traverse } from './traverse.js';

const WRITERS = 8;

/** What holds of `get`, `save`, `findByJob` and `findByAlias`. */
export function recordRepositorySaveCases(maker: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [...keepingCases(maker), ...conflictCases(maker), ...jobCases(maker), ...aliasCases(maker)];
}

function keepingCases({ example, pair, property }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    pair('two repositories know nothing of each other', async (one, other) => {
      await one.repository.save(sampleRecord(1));
      assertEqual(await other.repository.get(sampleHash(1)), undefined, 'the other has no such call');
      assertEqual(await listed(other.repository), [], 'the other lists nothing');
    }),
    example('get answers undefined when there is no such call', async ({ repository }) => {
      assertEqual(await repository.get(sampleHash(1)), undefined, 'an empty repository has no call');
      await repository.save(sampleRecord(1));
      assertEqual(await repository.get(sampleHash(2)), undefined, 'another call is not this one');
    }),
    property('any record is given back equal', callRecordArbitrary(), async ({ repository }, record) => {
      await repository.save(record);
      assertEqual(await repository.get(record.hash), record, 'get gives what was saved');
      for (const { jobId } of record.jobs) {
        if (jobId === undefined) continue;
        assertEqual(await repository.findByJob(jobId), record, 'findByJob gives what was saved');
      }
      assertEqual(await traverse(repository), [overviewOf(record)], 'list gives the overview of what was saved');
    }),
    example('a save takes the place of the previous revision, whole', async ({ repository }) => {
      const { metadata: _, media: __, ...first } = sampleRecord(1);
      const failed = withoutAnalysis(nextRevision(first, { state: 'failed', failure: { code: 'X', reason: 'Y' } }));
      const { failure: ___, ...again } = nextRevision(failed, { state: 'submitted' });
      for (const revision of [sampleRecord(1), failed, again]) {
        await repository.save(revision);
        assertEqual(await repository.get(revision.hash), revision, 'nothing is left of the revision before');
        assertEqual(await traverse(repository), [overviewOf(revision)], 'the list shows the new revision alone');
      }
    }),
    example('get sees every save as soon as it was answered', async ({ repository }) => {
      let record = sampleRecord(1);
      for (let saves = 0; saves < 20; saves++) {
        await repository.save(record);
        assertEqual((await repository.get(record.hash))?.revision, record.revision, 'the revision that was saved');
        record = nextRevision(record);
      }
    }),
    example('the record of a long call is kept whole', async ({ repository }) => {
      const segments = Array.from({ length: 4_000 }, (_, index) => {
        const words = `Segment ${index} of a call that took four hours. `.repeat(5);
        return { index, startMs: index * 3_600, endMs: index * 3_600 + 3_000, text: words, speaker: 'spk_0' };
      });
      const transcript = { text: segments.map(({ text }) => text).join(''), segments };
      const record = sampleRecord(1, { analysis: sampleAnalysis({ transcript }) });
      await repository.save(record);
      assertEqual(await repository.get(record.hash), record, 'get gives over 1 MB back');
      assertEqual(await traverse(repository), [overviewOf(record)], 'list gives its overview');
    }),
    example('who takes part in a call is kept, in its overview too', async ({ repository }) => {
      const evidence = [{ segmentIndex: 0, quote: 'How can I help?' }];
      const people: Participant[] = [
        { label: 'spk_0', role: 'agent', roleSource: 'phrases', confidence: 0.875, evidence },
        {
          label: 'ch_1',
          role: 'customer',
          name: 'Ada',
          roleSource: 'correction',
          nameSource: 'correction',
          evidence: [],
        },
      ];
      const correction: RoleCorrection = {
        roles: [{ label: 'ch_1', role: 'customer', name: 'Ada' }],
        actor: 'Zoë',
        atMs: 5,
      };
      const record = sampleRecord(1, { participants: { version: 3, people }, correction });
      await repository.save(record);
      assertEqual(await repository.get(record.hash), record, 'get gives roles and names');
      assertEqual(await traverse(repository), [overviewOf(record)], 'lists give roles and names');
      const again = nextRevision(sampleRecord(1));
      await repository.save(again);
      assertEqual(await repository.get(record.hash), again, 'nothing is left of the revision before');
    }),
    example('the notes of a call are kept, and its overview is without', async ({ repository }) => {
      const note = { text: 'Called back.', actor: 'Zoë', atMs: 5 };
      const many = Array.from({ length: MAX_NOTES }, (_, index) => {
        return { id: `${index}`, text: `${index} ${'Ring back on Monday. '.repeat(180)}`, actor: 'Ada', atMs: index };
      });
      const records = [
        withoutAnalysis(sampleRecord(3, { state: 'failed', notes: many })),
        sampleRecord(2, {
          notes: [
            { id: '2', ...note },
            { id: '3', ...note, text: 'Zeile 1\nZeile 2' },
          ],
        }),
        withoutAnalysis(
          sampleRecord(1, { state: 'submitted', history: [{ state: 'submitted', atMs: 0 }], notes: many.slice(0, 1) }),
        ),
      ];
      await saveAll(repository, records);
      for (const record of records) {
        assertEqual(await repository.get(record.hash), record, 'get gives the notes, of a call without a result, too');
      }
      assertEqual(await traverse(repository), records.map(overviewOf), 'lists give none');
      for (const record of records) {
        const { notes: _, ...without } = nextRevision(record);
        await repository.save(without);
        assertEqual(await repository.get(without.hash), without, 'nothing is left of notes that were deleted');
      }
    }),
    example('that a call was not understood is kept, in its overview too', async ({ repository }) => {
      const transcript = {
        text: 'la la',
        segments: [
          { index: 0, startMs: 0, endMs: 900, text: 'la', confidence: 0.1, understood: false },
          { index: 1, startMs: 900, endMs: 990, text: 'la', words: [{ text: 'la', confidence: 0.25 }] },
        ],
      };
      const heard = { understood: false, notUnderstoodReason: 'another language', confidence: 0.125, transcript };
      const records = [sampleWith(2, heard), sampleWith(1, { understood: true, confidence: 1, transcript })];
      await saveAll(repository, records);
      for (const record of records) {
        assertEqual(await repository.get(record.hash), record, 'get gives the marks of the call, segments and words');
      }
      assertEqual(await traverse(repository), records.map(overviewOf), 'lists give the marks of the call');
    }),
    example('what was measured and named in a call is kept, and its overview is without', async ({ repository }) => {
      const [first, ...rest] = sampleAnalysis().transcript?.segments ?? [];
      const segments = [{ ...first, loudness: [78.25, null, 0] }, ...rest] as TranscriptSegment[];
      const place = { segmentIndex: 0, startMs: 0, endMs: 400, startCharacter: 5, endCharacter: 12 };
      const found = sampleWith(2, {
        transcript: { text: 'Good morning.', segments },
        nonTalk: [{ startMs: 400, endMs: 5_400 }],
        interruptions: [
          { startMs: 100, endMs: 350, speaker: 'spk_0' },
          { startMs: 400, endMs: 410 },
        ],
        entities: [
          { type: 'TIME', text: 'morning', ...place, confidence: 0.875 },
          { type: 'PERSON', text: '' },
        ],
        shots: [{ startMs: 0, endMs: 1_500 }],
        screenTexts: [
          { startMs: 0, endMs: 0, text: 'Ihr Konto ✓', confidence: 0.875 },
          { startMs: 40, endMs: 900, text: '' },
        ],
      });
      const none = sampleWith(1, { nonTalk: [], interruptions: [], entities: [], shots: [], screenTexts: [] });
      await saveAll(repository, [found, none]);
      for (const record of [found, none]) assertEqual(await repository.get(record.hash), record, 'get gives all of it');
      assertEqual(await traverse(repository), [found, none].map(overviewOf), 'lists are without');
    }),
    example('odd names are kept as they are', async ({ repository }) => {
      const longest = ['x'.repeat(255), '返'.repeat(255)];
      const records = [...ODD_NAMES, ...longest].map((name, index) => {
        const analysis = sampleAnalysis({ categories: [name], topics: [name], callSummary: name });
        const jobs = [sampleJob(name)];
        const aliases = [`also ${name}`.slice(0, 255) as CallId];
        return sampleRecord(index, {
          callId: name as CallId,
          aliases,
          jobs,
          analysis,
          failure: { code: name, reason: name },
        });
      });
      await saveAll(repository, records);
      for (const record of records) {
        assertEqual(await repository.get(record.hash), record, 'get gives what was saved');
        assertEqual(await repository.findByJob(record.callId as string as JobId), record, 'findByJob finds it');
        const [alias = record.callId] = record.aliases ?? [];
        if (!longest.includes(record.callId)) {
          assertEqual(await repository.findByAlias(alias), record, 'findByAlias finds it');
        }
      }
    }),
  ];
}

function conflictCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    example('a first save has revision 1: any other is a conflict', async ({ repository }) => {
      for (const revision of [2, 3, 100]) {
        await assertRejects(repository.save(sampleRecord(1, { revision })), 'EARSHOT_CONFLICT', 'none is kept');
      }
      assertEqual(await repository.get(sampleHash(1)), undefined, 'a refused save keeps nothing');
    }),
    example('a save is a conflict unless the kept revision is one less', async ({ repository }) => {
      const second = nextRevision(sampleRecord(1));
      await saveAll(repository, [sampleRecord(1), second]);
      for (const revision of [1, 2, 4, 100]) {
        const save = repository.save(sampleRecord(1, { revision, state: 'failed' }));
        await assertRejects(save, 'EARSHOT_CONFLICT', `revision 2 is kept, and ${revision} is not the next`);
      }
      await repository.save(nextRevision(second));
    }),
    example('a refused save changes nothing', async ({ repository }) => {
      const kept = nextRevision(sampleRecord(1));
      await saveAll(repository, [sampleRecord(1), kept]);
      const analysis = sampleAnalysis({ categories: ['other'] });
      const stale = sampleRecord(1, { revision: 2, state: 'failed', jobs: [sampleJob('other')], analysis });
      await assertRejects(repository.save(stale), 'EARSHOT_CONFLICT', 'another writer was faster');
      assertEqual(await repository.get(kept.hash), kept, 'the record is the one that was kept');
      assertEqual(await repository.findByJob('other' as JobId), undefined, 'the refused job is not known');
      assertEqual(await repository.findByJob('job-1' as JobId), kept, 'the kept job is');
      assertEqual(await listed(repository), [1], 'the call is listed once');
      assertEqual(await listed(repository, { category: 'other' }), [], 'the refused category lists nothing');
      assertEqual(await listed(repository, { state: 'completed' }), [1], 'the kept state lists it');
    }),
    example('of many parallel first saves, one wins and the others are conflicts', async (context) => {
      await race(context, (writer) => sampleRecord(1, { metadata: { writer } }));
    }),
    example('of many parallel saves of one revision, one wins and the others are conflicts', async (context) => {
      await context.repository.save(sampleRecord(1));
      await race(context, (writer) => sampleRecord(1, { revision: 2, metadata: { writer } }));
    }),
    example('parallel saves of different calls all succeed', async ({ repository }) => {
      const records = Array.from({ length: 2 * WRITERS }, (_, number) => sampleRecord(number));
      await Promise.all(records.map((record) => repository.save(record)));
      for (const record of records) assertEqual(await repository.get(record.hash), record, 'the record is kept');
      assertEqual((await listed(repository)).length, records.length, 'every call is listed');
    }),
  ];
}

async function race({ repository }: RepositoryInCase, versionOf: (writer: number) => CallRecord): Promise<void> {
  const versions = Array.from({ length: WRITERS }, (_, writer) => versionOf(writer));
  const outcomes = await Promise.allSettled(versions.map((version) => repository.save(version)));
  const won = versions.filter((_, writer) => outcomes[writer]?.status === 'fulfilled');
  assertEqual(won.length, 1, 'one save wins');
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    assertOk(
      isEarshotError(outcome.reason, 'EARSHOT_CONFLICT'),
      `a save that lost is a conflict, not ${outcome.reason}`,
    );
  }
  assertEqual(await repository.get(sampleHash(1)), won[0], 'the record is the one that won');
  assertEqual(
    (await traverse(repository)).map(({ metadata }) => metadata),
    [won[0]?.metadata],
    'the list shows the one that won',
  );
}

function jobCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  return [
    example('findByJob answers undefined when no call has the job', async ({ repository }) => {
      assertEqual(await repository.findByJob('job-1' as JobId), undefined, 'an empty repository knows no job');
      await saveAll(repository, [sampleRecord(1), sampleRecord(2, { jobs: [] })]);
      for (const jobId of ['job', 'job-', 'job-2', 'JOB-1', 'job-11', 'call-1']) {
        assertEqual(await repository.findByJob(jobId as JobId), undefined, `no call has ${jobId}`);
      }
    }),
    example('findByJob finds a call by each of its jobs, as after a restart', async ({ repository }) => {
      const first = sampleRecord(1, { jobs: [sampleJob('job-a')] });
      const last = nextRevision(first, { jobs: [sampleJob('job-a'), { state: 'refused' }, sampleJob('job-b')] });
      await saveAll(repository, [first, last, sampleRecord(2)]);
      for (const jobId of ['job-a', 'job-b'] as JobId[]) {
        assertEqual(await repository.findByJob(jobId), last, `the latest revision has ${jobId}`);
      }
    }),
    example('findByJob finds a call no longer by a job that a later revision lacks', async ({ repository }) => {
      const first = sampleRecord(1, { jobs: [sampleJob('job-a')] });
      await saveAll(repository, [first, nextRevision(first, { jobs: [sampleJob('job-b')] })]);
      assertEqual(await repository.findByJob('job-a' as JobId), undefined, 'no call has the job any more');
    }),
  ];
}

function aliasCases({ example }: CaseMaker<RepositoryInCase>): ContractCase[] {
  const [one, other] = ['copy of call 1', 'call-1 (2)'] as CallId[] as [CallId, CallId];
  return [
    example('findByAlias answers undefined when no call has the alias', async ({ repository }) => {
      assertEqual(await repository.findByAlias(one), undefined, 'an empty repository knows no alias');
      await saveAll(repository, [sampleRecord(1, { aliases: [one] }), sampleRecord(2)]);
      for (const name of ['copy of call', 'Copy of call 1', 'call-1', 'job-1', sampleHash(1)]) {
        assertEqual(await repository.findByAlias(name as CallId), undefined, `no call has the alias ${name}`);
      }
    }),
    example('findByAlias finds a call by each of its aliases, as it was saved last', async ({ repository }) => {
      const first = sampleRecord(1, { aliases: [one] });
      const last = nextRevision(first, { aliases: [other, one], state: 'failed' });
      await saveAll(repository, [first, last, sampleRecord(2)]);
      for (const alias of [one, other]) assertEqual(await repository.findByAlias(alias), last, `it has ${alias}`);
      assertEqual(
        await traverse(repository),
        [overviewOf(sampleRecord(2)), overviewOf(last)],
        'lists name its aliases',
      );
    }),
    example('findByAlias finds a call no longer by an alias that went, or after a delete', async ({ repository }) => {
      const first = sampleRecord(1, { aliases: [one, other] });
      await saveAll(repository, [first, nextRevision(first, { aliases: [other] })]);
      assertEqual(await repository.findByAlias(one), undefined, 'no call has the alias any more');
      await repository.delete(first.hash);
      assertEqual(await repository.findByAlias(other), undefined, 'the call was deleted');
      await repository.save(sampleRecord(1));
      assertEqual(await repository.findByAlias(other), undefined, 'the new call has no alias');
    }),
  ];
}
