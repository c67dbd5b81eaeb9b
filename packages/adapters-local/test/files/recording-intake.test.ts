import { createHash } from 'node:crypto';
import {
  appendFile,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { CallId, EarshotError, type ObjectUri, recordingNames } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callIdFor } from '../../src/files/call-id-for.js';
import type { Chunks } from '../../src/files/file-drafts.js';
import { FileResultStore } from '../../src/files/file-result-store.js';
import { stampOf } from '../../src/files/recording-file.js';
import { RecordingIntake } from '../../src/files/recording-intake.js';
import { Recordings } from '../../src/sqlite/recordings.js';
import { intakeWorld } from './intake-world.js';

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');
const uriOf = (content: string, suffix: string) => `local://recordings/${sha256(content)}${suffix}`;
const rejection = (code: string) => expect.objectContaining({ code });

const dies = () => {
  throw new Error('power cut');
};

describe('taking a recording in', () => {
  it('keeps a copy that is named after its content, and announces it', async () => {
    const { intake, file, store, messages, sentAtMs } = await intakeWorld();
    const path = await file('2026/Call 17.WAV', 'one');
    await utimes(path, 1_789_000_000, 1_789_000_000);
    const outcome = await intake.ingest(path);
    expect(outcome).toEqual({ status: 'taken', callId: 'Call 17', digest: sha256('one'), uri: uriOf('one', '.wav') });
    expect(await store.get(uriOf('one', '.wav') as ObjectUri)).toEqual(new TextEncoder().encode('one'));
    const timestamp = new Date(1_789_000_000_000).toISOString();
    expect(messages()).toEqual([
      { callId: 'Call 17', audioUri: uriOf('one', '.wav'), timestamp, timestampSource: 'file_time' },
    ]);
    expect(sentAtMs()).toEqual([1_789_000_000_000]);
  });

  it('keeps what is spoken, as the process was told that took it in, also when the file grows', async () => {
    const world = await intakeWorld();
    const spanish = new RecordingIntake({ ...world, language: 'es' });
    await spanish.ingest(await world.file('one.wav', 'one'));
    await world.intake.ingest(await world.file('one.wav', 'one, longer'));
    await world.intake.ingest(await world.file('two.wav', 'two'));
    const languageOf = (content: string) => world.intake.languageOf(uriOf(content, '.wav') as ObjectUri);
    expect([languageOf('one'), languageOf('one, longer'), languageOf('two')]).toEqual(['es', 'es', undefined]);
    await world.intake.erase({ callId: 'one' as CallId });
    expect(languageOf('one, longer')).toBeUndefined();
  });

  it('gives the call the names of other files with its recording, each once', async () => {
    const { intake, file, messages } = await intakeWorld();
    const [one, two] = ['one', 'two'].map((callId) => callId as CallId) as [CallId, CallId];
    await intake.ingest(await file('one.wav', 'one'));
    await intake.ingest(await file('two.wav', 'two'));
    const sent = messages().length;
    expect(intake.addName(one, '/calls/one.mp3')).toBeUndefined();
    expect(intake.addName(one, '/calls/one (2).wav')).toBe('one (2)');
    expect(intake.addName(one, '/other/one (2).mp3')).toBe('one (2)');
    const audioUri = uriOf('one', '.wav');
    expect(messages().slice(sent)).toEqual([{ callId: one, audioUri, aliases: ['one (2)'] }]);
    const numbered = `two-${sha256('one').slice(0, 8)}`;
    for (let time = 0; time < 2; time++) expect(intake.addName(one, '/calls/two.wav')).toBe(numbered);
    expect(intake.addName(two, '/calls/one (2).wav')).toBe(`one (2)-${sha256('two').slice(0, 8)}`);
    expect((await intake.ingest(await file('one (2).wav', 'three'))).status).toBe('taken');
    expect(intake.ofCall('one (2)' as CallId)).toBeUndefined();
  });

  it('forgets the names of a call that was erased', async () => {
    const { intake, file, database } = await intakeWorld();
    const path = await file('one.wav', 'one');
    await intake.ingest(path);
    intake.addName('one' as CallId, '/calls/secret.wav');
    await intake.erase({ callId: 'one' as CallId });
    expect(intake.addName('one' as CallId, '/calls/secret.wav')).toBeUndefined();
    expect(database.prepare('SELECT * FROM recording_alias').all()).toEqual([]);
  });

  it('notes what it was', async () => {
    const { intake, file, folder } = await intakeWorld({ now: () => new Date(5) });
    const path = await file('2026/call.mp3', 'one');
    await utimes(path, 2, 3);
    await intake.ingest(path, { folder });
    expect(intake.ofCall('call' as CallId)).toEqual({
      digest: sha256('one'),
      state: 'announced',
      callId: 'call',
      uri: uriOf('one', '.mp3'),
      fileName: 'call.mp3',
      relativePath: '2026/call.mp3',
      sizeBytes: 3,
      recordedAtMs: 3_000,
      addedAtMs: 5,
    });
  });

  it('tells the time that the name carries rather than that of the file', async () => {
    const { intake, file, messages } = await intakeWorld();
    await intake.ingest(await file('agent7_20260914T09:32_UTC.wav', 'one'));
    expect(messages()).toMatchObject([{ timestamp: '2026-09-14T09:32:00.000Z', timestampSource: 'media_name' }]);
  });

  it('reads a name by the pattern and in the zone that are set', async () => {
    const names = recordingNames({ pattern: '^(?<agent>[^.]+)\\.(?<time>\\d{12})', timeZone: 'America/New_York' });
    const { intake, file, messages } = await intakeWorld({ names });
    await intake.ingest(await file('Zoe.202611181730.wav', 'one'));
    expect(messages()).toMatchObject([
      { timestamp: '2026-11-18T22:30:00.000Z', timestampSource: 'media_name_estimated', metadata: { agent: 'Zoe' } },
    ]);
  });

  it('takes the same content once, whatever its file is called and wherever it lies', async () => {
    const { intake, file, folder, messages, copies } = await intakeWorld();
    const path = await file('call.wav', 'one');
    await intake.ingest(path);
    const known = { status: 'known', callId: 'call', digest: sha256('one'), uri: uriOf('one', '.wav') };
    await utimes(path, 1, 1);
    expect(await intake.ingest(path)).toEqual(known);
    await mkdir(join(folder, 'other'));
    await copyFile(path, join(folder, 'other/Copy of call.mp3'));
    expect(await intake.ingest(join(folder, 'other/Copy of call.mp3'))).toEqual(known);
    await rename(path, join(folder, 'renamed.wav'));
    expect(await intake.ingest(join(folder, 'renamed.wav'))).toEqual(known);
    expect(messages()).toHaveLength(1);
    expect(await copies()).toEqual([uriOf('one', '.wav')]);
  });

  it('takes it once when it comes many times at once', async () => {
    const { intake, file, messages, copies } = await intakeWorld();
    const paths = await Promise.all(Array.from({ length: 8 }, (_, index) => file(`${index}/call.wav`, 'one')));
    const outcomes = await Promise.all(paths.map((path) => intake.ingest(path)));
    expect(outcomes.filter(({ status }) => status === 'taken')).toHaveLength(1);
    expect(messages()).toHaveLength(1);
    expect(await copies()).toHaveLength(1);
  });

  it('gives each content a call of its own, whatever the names', async () => {
    const { intake, file } = await intakeWorld();
    const first = await intake.ingest(await file('a/call.wav', 'one'));
    const second = await intake.ingest(await file('b/call.wav', 'two'));
    const changed = await intake.ingest(await file('a/call.wav', 'three'));
    expect(first).toMatchObject({ status: 'taken', callId: 'call' });
    expect(second).toMatchObject({ status: 'taken', callId: `call-${sha256('two').slice(0, 8)}` });
    expect(changed).toMatchObject({ status: 'taken', callId: `call-${sha256('three').slice(0, 8)}` });
  });

  it('gives no call an id that one from elsewhere has', async () => {
    const { intake, file } = await intakeWorld({ isCallIdTaken: (callId) => callId === 'call' });
    expect(await intake.ingest(await file('call.wav', 'one'))).toMatchObject({
      callId: `call-${sha256('one').slice(0, 8)}`,
    });
  });

  it('copies large files whole', async () => {
    const { intake, file, store } = await intakeWorld();
    const content = 'x'.repeat(1_000_003);
    await intake.ingest(await file('call.wav', content));
    const path = await store.pathOf(uriOf(content, '.wav') as ObjectUri);
    expect(await readFile(path ?? '', 'utf8')).toBe(content);
  });

  it('puts a copy back that somebody removed', async () => {
    const { intake, file, store, messages, copies } = await intakeWorld();
    const path = await file('call.wav', 'one');
    await intake.ingest(path);
    await store.delete(uriOf('one', '.wav') as ObjectUri);
    expect(await intake.ingest(path)).toMatchObject({ status: 'known' });
    expect(await copies()).toHaveLength(1);
    expect(messages()).toHaveLength(1);
  });

  it('follows a link that a person names', async () => {
    const { intake, file, folder } = await intakeWorld();
    await symlink(await file('call.wav', 'one'), join(folder, 'link.wav'));
    expect(await intake.ingest(join(folder, 'link.wav'))).toMatchObject({ status: 'taken', callId: 'link' });
  });
});

describe('a file that is no recording', () => {
  it.each([
    ['with an unknown suffix', 'EARSHOT_NOT_SUPPORTED', 'notes.txt', 'text'],
    ['without a suffix', 'EARSHOT_NOT_SUPPORTED', 'call', 'text'],
    ['that is empty', 'EARSHOT_INVALID_INPUT', 'call.wav', ''],
  ])('%s is refused with %s', async (_, code, name, content) => {
    const { intake, file, messages, copies } = await intakeWorld();
    await expect(intake.ingest(await file(name, content))).rejects.toThrow(rejection(code));
    expect([messages(), await copies()]).toEqual([[], []]);
  });

  it('names the suffixes that are taken', async () => {
    const { intake, file } = await intakeWorld({ suffixes: ['.wav', '.mp3'] });
    await expect(intake.ingest(await file('call.ogg', 'one'))).rejects.toMatchObject({
      details: { field: 'suffix', found: '.ogg', expected: ['.wav', '.mp3'] },
    });
  });

  it('that is missing, or a folder, is refused', async () => {
    const { intake, folder } = await intakeWorld();
    await expect(intake.ingest(join(folder, 'call.wav'))).rejects.toThrow(rejection('EARSHOT_NOT_FOUND'));
    await mkdir(join(folder, 'folder.wav'));
    await expect(intake.ingest(join(folder, 'folder.wav'))).rejects.toThrow(rejection('EARSHOT_NOT_SUPPORTED'));
  });

  it('that changes while it is read is refused for now, and leaves nothing', async () => {
    const world = await intakeWorld();
    const path = await world.file('call.wav', 'x'.repeat(600_000));
    // The store reads the second piece only after this has been written.
    const putStream = async (chunks: AsyncIterable<Uint8Array>, locationOf: () => ObjectUri | undefined) => {
      const slowly = async function* () {
        for await (const chunk of chunks) {
          await appendFile(path, 'more');
          yield chunk;
        }
      };
      return world.store.putStream(slowly(), locationOf);
    };
    const { database, announce } = world;
    const store = { putStream } as unknown as typeof world.store;
    const intake = new RecordingIntake({ database, store, announce });
    await expect(intake.ingest(path)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
    expect([world.messages(), await world.copies()]).toEqual([[], []]);
    expect(await readdir(join(world.root, 'data/.incoming'))).toEqual([]);
    expect(await world.intake.ingest(path)).toMatchObject({ status: 'taken' });
  });
});

describe('a file that was taken in', () => {
  it('need not be read again until it changes', async () => {
    const { intake, file } = await intakeWorld();
    const path = await file('call.wav', 'one');
    await utimes(path, 5, 5);
    const before = await stampOf(path);
    expect(intake.isSeen(path, before ?? '')).toBe(false);
    await intake.ingest(path);
    expect(intake.isSeen(path, before ?? '')).toBe(true);
    await writeFile(path, 'two');
    await utimes(path, 5, 5);
    expect(intake.isSeen(path, (await stampOf(path)) ?? '')).toBe(false);
  });
});

describe('what a crash left', () => {
  it('is announced by resume, once, when its copy was complete', async () => {
    const world = await intakeWorld();
    const path = await world.file('call.wav', 'one');
    const dying = new RecordingIntake({ ...world, announce: dies });
    await expect(dying.ingest(path)).rejects.toThrow('power cut');
    expect(world.messages()).toEqual([]);
    await rm(path);
    expect(await world.intake.resume()).toEqual(['call']);
    expect(await world.intake.resume()).toEqual([]);
    expect(world.messages()).toMatchObject([{ callId: 'call', audioUri: uriOf('one', '.wav') }]);
  });

  it('is announced once when two processes look after it', async () => {
    const world = await intakeWorld();
    const dying = new RecordingIntake({ ...world, announce: dies });
    await expect(dying.ingest(await world.file('call.wav', 'one'))).rejects.toThrow('power cut');
    const other = new RecordingIntake(world);
    expect((await Promise.all([world.intake.resume(), other.resume()])).flat()).toEqual(['call']);
    expect(world.messages()).toHaveLength(1);
  });

  it('is announced when the file comes again, too', async () => {
    const world = await intakeWorld();
    const path = await world.file('call.wav', 'one');
    const dying = new RecordingIntake({ ...world, announce: dies });
    await expect(dying.ingest(path)).rejects.toThrow('power cut');
    expect(await world.intake.ingest(path)).toMatchObject({ status: 'taken', callId: 'call' });
    expect(await world.intake.resume()).toEqual([]);
    expect(world.messages()).toHaveLength(1);
  });

  it('counts as never taken when there is no copy', async () => {
    const world = await intakeWorld();
    const path = await world.file('call.wav', 'one');
    const dying = new RecordingIntake({ ...world, announce: dies });
    await expect(dying.ingest(path)).rejects.toThrow('power cut');
    await world.store.delete(uriOf('one', '.wav') as ObjectUri);
    expect(await world.intake.resume()).toEqual([]);
    expect(world.intake.ofCall('call' as CallId)).toBeUndefined();
    expect(await world.intake.ingest(path)).toMatchObject({ status: 'taken', callId: 'call' });
  });
});

describe('erasing a recording', () => {
  it('removes its copy, forgets all but its digest, and tells what it removed', async () => {
    const { intake, file, store, root, database, copies } = await intakeWorld();
    const path = await file('Miller.wav', 'one');
    await intake.ingest(path);
    const copy = await store.pathOf(uriOf('one', '.wav') as ObjectUri);
    expect(await intake.erase({ callId: 'Miller' as CallId })).toEqual({
      digest: sha256('one'),
      removed: [copy],
      originals: [path],
    });
    expect(await copies()).toEqual([]);
    expect(intake.ofCall('Miller' as CallId)).toBeUndefined();
    expect(database.prepare('SELECT * FROM seen_file').all()).toEqual([]);
    const [row] = database.prepare('SELECT * FROM recording').all();
    expect(Object.values(row ?? {}).filter((value) => value !== null)).toEqual([sha256('one'), 'erased']);
    database.exec('DELETE FROM message; PRAGMA wal_checkpoint(TRUNCATE)');
    expect(await readFile(join(root, 'earshot.db'), 'latin1')).not.toContain('Miller');
  });

  it('by digest works as well, and may be repeated', async () => {
    const { intake, file, copies } = await intakeWorld();
    await intake.ingest(await file('call.wav', 'one'));
    expect(await intake.erase({ digest: sha256('one') })).toMatchObject({ removed: [expect.any(String)] });
    expect(await intake.erase({ digest: sha256('one') })).toEqual({
      digest: sha256('one'),
      removed: [],
      originals: [],
    });
    expect(await copies()).toEqual([]);
  });

  it('of what never came answers undefined', async () => {
    const { intake } = await intakeWorld();
    expect(await intake.erase({ callId: 'call' as CallId })).toBeUndefined();
    expect(await intake.erase({ digest: sha256('one') })).toBeUndefined();
  });

  it('keeps the recording from coming in again, unless a person wants it to', async () => {
    const { intake, file, messages, copies } = await intakeWorld();
    const path = await file('call.wav', 'one');
    await intake.ingest(path);
    await intake.erase({ digest: sha256('one') });
    expect(await intake.ingest(path)).toEqual({ status: 'erased', digest: sha256('one') });
    expect(await intake.resume()).toEqual([]);
    expect([messages().length, await copies()]).toEqual([1, []]);
    expect(await intake.ingest(path, { again: true })).toMatchObject({ status: 'taken', callId: 'call' });
    expect([messages().length, await copies()]).toEqual([2, [uriOf('one', '.wav')]]);
    expect(await intake.ingest(path, { again: true })).toMatchObject({ status: 'known' });
  });

  it('that was interrupted can be repeated', async () => {
    const world = await intakeWorld();
    await world.intake.ingest(await world.file('call.wav', 'one'));
    class Store extends FileResultStore {
      override async delete(): Promise<boolean> {
        throw new EarshotError('EARSHOT_UNAVAILABLE', 'power cut');
      }
    }
    const dying = new RecordingIntake({ ...world, store: new Store({ folder: join(world.root, 'data') }) });
    await expect(dying.erase({ callId: 'call' as CallId })).rejects.toThrow(rejection('EARSHOT_UNAVAILABLE'));
    expect(await world.intake.erase({ callId: 'call' as CallId })).toMatchObject({ removed: [expect.any(String)] });
    expect(await world.copies()).toEqual([]);
  });

  it('removes a copy that comes at the same time', async () => {
    const world = await intakeWorld();
    await world.intake.ingest(await world.file('call.wav', 'one'));
    class Store extends FileResultStore {
      #isFirst = true;
      override async delete(uri: ObjectUri): Promise<boolean> {
        const removed = await super.delete(uri);
        if (this.#isFirst) await this.put(uri, new TextEncoder().encode('one'));
        this.#isFirst = false;
        return removed;
      }
    }
    const racing = new RecordingIntake({ ...world, store: new Store({ folder: join(world.root, 'data') }) });
    await racing.erase({ callId: 'call' as CallId });
    expect(await world.copies()).toEqual([]);
  });

  it.each(['before', 'after'])('holds while the same content comes in, %s its copy is there', async (when) => {
    const world = await intakeWorld();
    const path = await world.file('call.wav', 'one');
    await world.intake.ingest(path);
    class Store extends FileResultStore {
      override async putStream<U extends ObjectUri | undefined>(chunks: Chunks, locationOf: () => U): Promise<U> {
        const uri = await super.putStream(chunks, () => {
          const location = locationOf();
          // What another process that erases it does at last.
          if (when === 'before') new Recordings(world.database).erase(sha256('one'));
          return location;
        });
        if (when === 'after') await world.intake.erase({ digest: sha256('one') });
        return uri;
      }
    }
    const store = new Store({ folder: join(world.root, 'data') });
    const outcome = await new RecordingIntake({ ...world, store }).ingest(path);
    expect(outcome).toEqual({ status: 'erased', digest: sha256('one') });
    expect(await world.copies()).toEqual([]);
    expect(world.messages()).toHaveLength(1);
  });
});

describe('the id of a call', () => {
  it('is one for any name and any content, and no two share it', () => {
    const stem = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('', 'a', 'a\n', 'e\u0301', '😀'.repeat(127)),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), stem), { maxLength: 8 }), (files) => {
        const taken = new Set<CallId>();
        for (const [content, name] of new Map(files)) {
          const callId = callIdFor(name, sha256(content), (id) => taken.has(id));
          expect(CallId.parse(callId)).toBe(callId);
          expect(taken.has(callId)).toBe(false);
          taken.add(callId);
        }
      }),
    );
  });

  it('says what it is where the name says nothing', () => {
    expect(callIdFor('\n\t', sha256('one'), () => false)).toBe(`recording-${sha256('one').slice(0, 8)}`);
  });

  it('is the name without what no id may hold, and in composed form', () => {
    expect(callIdFor('a\nb', sha256('one'), () => false)).toBe(`ab-${sha256('one').slice(0, 8)}`);
    expect(callIdFor('e\u0301', sha256('one'), () => false)).toBe('\u00e9');
  });

  it('is refused when there is none', () => {
    expect(() => callIdFor('call', sha256('one'), () => true)).toThrow(rejection('EARSHOT_CONFLICT'));
  });
});
