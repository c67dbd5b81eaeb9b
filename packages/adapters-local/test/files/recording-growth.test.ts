import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnalysisRequest, type CallId, JobId, ObjectUri, readStartMessage, StartAnalysis } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordingIntake } from '../../src/files/recording-intake.js';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';
import { SqliteSharedState } from '../../src/sqlite/sqlite-shared-state.js';
import { intakeWorld } from './intake-world.js';

const sha256 = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex');
const uriOf = (content: Uint8Array | string) => ObjectUri.parse(`local://recordings/${sha256(content)}.wav`);
const digests = { md5Hex: (text: string) => createHash('md5').update(text).digest('hex'), sha256Hex: sha256 };

type World = Awaited<ReturnType<typeof intakeWorld>>;

/** What the messages make of the world's records, in the order in which they come: calls and recordings. */
async function recordsOf({ database }: World, bodies: readonly unknown[]) {
  const repository = new SqliteRecordRepository({ database });
  const analyzer = {
    start: async ({ idempotencyKey }: AnalysisRequest) => ({ jobId: JobId.parse(idempotencyKey) }),
    status: async () => ({ state: 'running' as const }),
  };
  const outputs = ObjectUri.parse('local://results/calls/');
  const [now, state] = [() => new Date(0), new SqliteSharedState({ database })];
  const start = new StartAnalysis({ analyzer, repository, state, digests, now, outputs });
  for (const body of bodies) await start.execute(readStartMessage(body, 0));
  const { calls } = await repository.list({ filter: {}, limit: 100 });
  return calls.map(({ callId, media }) => [callId, media?.uri]);
}

/** Intakes that share a world as processes do; the last one dies before it has announced what it takes. */
function processesOf(world: World) {
  const announce = () => {
    throw new Error('power cut');
  };
  return [world.intake, new RecordingIntake(world), new RecordingIntake({ ...world, announce })] as const;
}

describe('a file that grows', () => {
  it('is one call on the whole content, whatever of it is taken meanwhile, by whom, and how often', async () => {
    const world = await intakeWorld();
    const processes = processesOf(world);
    const random = createHash('shake256', { outputLength: 30_000 }).update('a recording').digest();
    let runs = 0;
    const step = fc.record({
      bytes: fc.oneof(fc.nat({ max: 30_000 }), fc.constantFrom(8, 4_095, 4_096, 4_097, 8_192)),
      by: fc.nat({ max: 2 }),
      /** Some programs write a length into the header each time, and the right one at the end. */
      header: fc.boolean(),
      resumed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 5 }), fc.boolean(), fc.gen(), async (steps, patched, any) => {
        const name = `call ${runs++}`;
        const whole = Buffer.concat([Buffer.from(name.padEnd(8)), random]);
        const ingest = async (content: Uint8Array, by: number) => {
          const path = join(world.folder, `${name}.wav`);
          await writeFile(path, content);
          await processes[by]?.ingest(path).catch((error) => {
            if (error.message !== 'power cut') throw error;
          });
        };
        for (const { bytes, by, header, resumed } of steps.sort((a, b) => a.bytes - b.bytes)) {
          // What follows a header that differs must be long enough to be compared.
          const part = Buffer.from(whole.subarray(0, Math.max(bytes, patched ? 8_192 : 8)));
          if (patched && header) part.writeUInt32LE(bytes, 8);
          await ingest(part, by);
          if (resumed) await processes[1].resume();
        }
        await ingest(whole, 2);
        await processes[1].resume();
        await ingest(whole, 0);
        const sent = world.messages().filter(({ callId }) => callId?.startsWith(name));
        const shuffled = any(fc.shuffledSubarray, sent, { minLength: sent.length });
        expect(await recordsOf(world, shuffled)).toEqual([[name, uriOf(whole)]]);
        expect(sent.filter(({ audioUri }) => audioUri === uriOf(whole))).toHaveLength(1);
        world.database.exec('DELETE FROM message; DELETE FROM call');
        expect(await world.copies()).toContain(uriOf(whole));
        expect(await world.copies()).toHaveLength(runs);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps its call when only its header is written again', async () => {
    const { intake, file } = await intakeWorld();
    const content = 'x'.repeat(10_000);
    await intake.ingest(await file('call.wav', content));
    const patched = `RIFF${content.slice(4)}`;
    expect(await intake.ingest(await file('call.wav', patched))).toEqual({
      status: 'taken',
      callId: 'call',
      digest: sha256(patched),
      uri: uriOf(patched),
    });
  });

  it('starts nothing while it is copied over once more', async () => {
    const { intake, file, messages, copies } = await intakeWorld();
    await intake.ingest(await file('call.wav', 'one and two'));
    const known = { status: 'known', callId: 'call', digest: sha256('one and two'), uri: uriOf('one and two') };
    for (const part of ['o', 'one', 'one and', 'one and two']) {
      expect(await intake.ingest(await file('call.wav', part))).toEqual(known);
    }
    expect([messages().length, await copies()]).toEqual([1, [uriOf('one and two')]]);
  });

  it('is another call when another recording takes its place, even one that is longer', async () => {
    const { intake, file, messages } = await intakeWorld();
    const silence = 'x'.repeat(5_000);
    await intake.ingest(await file('call.wav', `${silence} one`));
    await intake.ingest(await file('call.wav', `${silence} two, which is longer`));
    expect(messages().map(({ supersedes }) => supersedes)).toEqual([undefined, undefined]);
  });

  it('is known by what it was before, under any name', async () => {
    const { intake, file } = await intakeWorld();
    await intake.ingest(await file('call.wav', 'one'));
    await intake.ingest(await file('call.wav', 'one and two'));
    expect(await intake.ingest(await file('half.wav', 'one'))).toMatchObject({ status: 'known', callId: 'call' });
    expect(intake.ofCall('call' as CallId)).toMatchObject({ digest: sha256('one and two'), sizeBytes: 11 });
  });

  it('is what it was before when its process died before the copy of the rest was there', async () => {
    const world = await intakeWorld();
    await world.intake.ingest(await world.file('call.wav', 'one'));
    const announce = () => {
      throw new Error('power cut');
    };
    const dying = new RecordingIntake({ ...world, announce });
    const path = await world.file('call.wav', 'one and two');
    await expect(dying.ingest(path)).rejects.toThrow('power cut');
    await world.store.delete(uriOf('one and two'));
    expect(await world.intake.resume()).toEqual([]);
    expect(world.intake.ofCall('call' as CallId)).toMatchObject({ digest: sha256('one') });
    expect(await world.intake.ingest(path)).toMatchObject({ status: 'taken', callId: 'call' });
    expect(world.messages()).toMatchObject([{}, { callId: 'call', supersedes: [uriOf('one')] }]);
  });

  it('is erased in all its forms', async () => {
    const { intake, file, copies } = await intakeWorld();
    await intake.ingest(await file('call.wav', 'one'));
    const path = await file('call.wav', 'one and two');
    await intake.ingest(path);
    expect(await intake.erase({ callId: 'call' as CallId })).toMatchObject({ originals: [path] });
    expect(await copies()).toEqual([]);
    for (const form of ['one', 'one and two']) {
      expect(await intake.ingest(await file('again.wav', form))).toMatchObject({ status: 'erased' });
    }
  });
});
