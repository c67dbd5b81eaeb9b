import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { cp, mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type CallId, EarshotError, isEarshotError } from '@earshot/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FolderWatcher, type FolderWatcherOptions } from '../../src/files/folder-watcher.js';
import type { IngestOutcome, RecordingIntake } from '../../src/files/recording-intake.js';
import type { IngestedSidecar } from '../../src/files/sidecar-intake.js';
import { intakeWorld } from './intake-world.js';

type World = Awaited<ReturnType<typeof intakeWorld>>;

const SETTLE_MS = 60;
const hex8 = (content: string) => createHash('sha256').update(content).digest('hex').slice(0, 8);

/** A watcher over a world's folder that has started, and what it has told so far. */
async function watching(world: World, options: Partial<FolderWatcherOptions> = {}) {
  const taken: { path: string; outcome: IngestOutcome | IngestedSidecar }[] = [];
  const problems: { path: string; error: unknown }[] = [];
  const watcher = new FolderWatcher({
    folders: [world.folder],
    intake: world.intake,
    settleMs: SETTLE_MS,
    retryMs: 50,
    onIngested: (path, outcome) => taken.push({ path, outcome }),
    onProblem: (path, error) => problems.push({ path, error }),
    ...options,
  });
  onTestFinished(() => watcher.close());
  await watcher.start();
  const until = (holds: () => void) => vi.waitFor(holds, { timeout: 10_000, interval: 10 });
  return {
    watcher,
    taken,
    /** Paths below the folder and codes of what was refused, in any order. */
    problems: () =>
      problems
        .map(({ path, error }) => [path.slice(world.folder.length + 1), isEarshotError(error) ? error.code : error])
        .sort(),
    until,
    /** Waits until these calls were asked for, and no others. */
    announced: (...callIds: string[]) =>
      until(() =>
        expect(
          world
            .messages()
            .map(({ callId }) => callId)
            .sort(),
        ).toEqual([...callIds].sort()),
      ),
    /** Puts a recording there that comes after all that was heard of before, and waits for it. */
    async last(name = 'last.wav', content = `last: ${name}`) {
      await world.file(name, content);
      await until(() => expect(taken.map(({ path }) => path)).toContain(join(world.folder, name)));
    },
  };
}

/** The intake, with another way to take. */
function ingesting(intake: RecordingIntake, ingest: RecordingIntake['ingest']): FolderWatcherOptions['intake'] {
  return {
    ingest,
    isSeen: intake.isSeen.bind(intake),
    isFirstReport: intake.isFirstReport.bind(intake),
  };
}

/** An intake that counts what it reads. */
function counting(intake: RecordingIntake) {
  const reads: string[] = [];
  const ingest: RecordingIntake['ingest'] = async (path, options) => {
    reads.push(path);
    return intake.ingest(path, options);
  };
  return { reads, intake: ingesting(intake, ingest) };
}

describe('a folder that is watched', () => {
  it('gives what is there and what comes, at any depth', async () => {
    const world = await intakeWorld();
    await world.file('before.wav', 'one');
    await world.file('deep/er/before too.wav', 'two');
    const { announced } = await watching(world);
    await world.file('after.wav', 'three');
    await world.file('new/folder/after too.wav', 'four');
    await announced('before', 'before too', 'after', 'after too');
    expect(world.intake.ofCall('after too' as CallId)).toMatchObject({ relativePath: 'new/folder/after too.wav' });
  });

  it('gives whole folders that are moved in', async () => {
    const world = await intakeWorld();
    await mkdir(join(world.root, 'elsewhere/a/b'), { recursive: true });
    await writeFile(join(world.root, 'elsewhere/one.wav'), 'one');
    await writeFile(join(world.root, 'elsewhere/a/b/two.wav'), 'two');
    const { announced } = await watching(world);
    await rename(join(world.root, 'elsewhere'), join(world.folder, 'moved'));
    await announced('one', 'two');
  });

  it('gives a file that is copied slowly once, when it is complete', async () => {
    const world = await intakeWorld();
    const isWhole = async (path: string) => readFileSync(path, 'utf8').endsWith('!');
    const { taken, announced, last } = await watching(world, { settleMs: 10, patienceMs: 3_600_000, isWhole });
    const path = await world.file('slow.wav', 'a');
    for (const part of ['b', 'c', '!']) {
      await setTimeout(50);
      appendFileSync(path, part);
    }
    await announced('slow');
    await last('last.wav', 'last!');
    expect(taken.filter((each) => each.path === path)).toHaveLength(1);
    expect(world.intake.ofCall('slow' as CallId)).toMatchObject({ sizeBytes: 4 });
  });

  it('gives a file that stays shorter than it promises as it is, in the end', async () => {
    const world = await intakeWorld();
    await world.file('cut.wav', 'one');
    const isWhole = async () => false;
    const { announced } = await watching(world, { settleMs: 10, patienceMs: 30, isWhole });
    await announced('cut');
  });

  it('gives a file that grows after it was given as the same call, in place of what there was', async () => {
    const world = await intakeWorld();
    const path = await world.file('slow.wav', 'one');
    const first = await watching(world);
    await first.announced('slow');
    appendFileSync(path, ' and two');
    await first.announced('slow', 'slow');
    await first.watcher.close();
    appendFileSync(path, ' and three');
    await (await watching(world)).announced('slow', 'slow', 'slow');
    const uris = world.messages().map(({ audioUri }) => audioUri);
    expect(world.messages()[2]).toMatchObject({ supersedes: uris.slice(0, 2).sort() });
  });

  it('gives a file that is written under another name when it gets its own', async () => {
    const world = await intakeWorld();
    const { announced, problems, last, taken } = await watching(world);
    const unfinished = [
      'a.wav.part',
      'b.wav.crdownload',
      'c.wav.tmp',
      '.d.wav',
      'e.partial',
      'in.part/f.wav',
      '.in/g.wav',
    ];
    for (const name of unfinished) await world.file(name, name);
    await last();
    expect(taken).toHaveLength(1);
    await rename(join(world.folder, 'a.wav.part'), join(world.folder, 'a.wav'));
    await rename(join(world.folder, '.d.wav'), join(world.folder, 'd.wav'));
    await rename(join(world.folder, 'in.part'), join(world.folder, 'in'));
    await announced('last', 'a', 'd', 'f');
    expect(problems()).toEqual([]);
  });

  it('starts nothing for the same content under other names, touched, or moved', async () => {
    const world = await intakeWorld();
    const path = await world.file('call.wav', 'one');
    const { taken, announced, until, last } = await watching(world);
    await announced('call');
    await utimes(path, 1, 1);
    await cp(path, join(world.folder, 'copy.wav'));
    await until(() => expect(taken).toHaveLength(3));
    await mkdir(join(world.folder, 'archive'));
    await rename(path, join(world.folder, 'archive/call.wav'));
    await until(() => expect(taken).toHaveLength(4));
    await last();
    await announced('call', 'last');
    expect(taken.map(({ outcome }) => outcome.status)).toEqual(['taken', 'known', 'known', 'known', 'taken']);
  });

  it('gives another recording that takes the place of one', async () => {
    const world = await intakeWorld();
    const path = await world.file('call.wav', 'one');
    const { announced } = await watching(world);
    await announced('call');
    await writeFile(path, 'two');
    await announced('call', `call-${hex8('two')}`);
    await world.file('.new', 'three');
    await rename(join(world.folder, '.new'), path);
    await announced('call', `call-${hex8('two')}`, `call-${hex8('three')}`);
  });

  it('passes over a file that is gone before it has settled', async () => {
    const world = await intakeWorld();
    const { problems, last, taken } = await watching(world);
    await rm(await world.file('gone.wav', 'one'));
    await last();
    expect(taken).toHaveLength(1);
    expect(problems()).toEqual([]);
  });

  it('leaves the data folder alone, and tells of links that it does not follow', async () => {
    const world = await intakeWorld();
    const dataFolder = join(world.folder, 'data');
    await world.file('data/recordings/before.wav', 'zero');
    const { problems, last, taken } = await watching(world, { dataFolder });
    await world.file('data/recordings/call.wav', 'one');
    await mkdir(join(world.root, 'outside'));
    await writeFile(join(world.root, 'outside/two.wav'), 'two');
    await symlink(join(world.root, 'outside'), join(world.folder, 'link'));
    await last();
    expect(taken).toHaveLength(1);
    expect(problems()).toEqual([['link', 'EARSHOT_NOT_SUPPORTED']]);
  });

  it('may keep the data folder that is still to be made', async () => {
    const world = await intakeWorld();
    const { last, taken } = await watching(world, { dataFolder: join(world.folder, 'data') });
    await world.file('data/recordings/call.wav', 'one');
    await last('new/folder/last.wav');
    expect(taken).toHaveLength(1);
  });

  it('may have a name that would be passed over in one', async () => {
    const world = await intakeWorld();
    const folder = join(world.root, '.calls.part');
    await mkdir(folder);
    await writeFile(join(folder, 'call.wav'), 'one');
    const { announced } = await watching(world, { folders: [folder] });
    await announced('call');
  });

  it('is found again when it is looked at regularly', async () => {
    const world = await intakeWorld();
    await world.file('before.wav', 'one');
    const { announced } = await watching(world, { pollMs: 20 });
    await world.file('deep/after.wav', 'two');
    await announced('before', 'after');
  });

  it('may be one of several, and in another', async () => {
    const world = await intakeWorld();
    const [second, inner] = [join(world.root, 'second'), join(world.folder, 'inner')];
    await mkdir(second);
    await mkdir(inner);
    const { announced } = await watching(world, { folders: [world.folder, second, inner] });
    await world.file('one.wav', 'one');
    await writeFile(join(second, 'two.wav'), 'two');
    await writeFile(join(inner, 'three.wav'), 'three');
    await announced('one', 'two', 'three');
    expect(world.intake.ofCall('two' as CallId)).toMatchObject({ relativePath: 'two.wav' });
    expect(world.intake.ofCall('three' as CallId)).toMatchObject({ relativePath: 'three.wav' });
  });

  it.each([
    ['is missing', 'missing', 'EARSHOT_NOT_FOUND'],
    ['is a file', 'earshot.db', 'EARSHOT_INVALID_INPUT'],
    ['lies in the data folder', 'data/calls', 'EARSHOT_INVALID_INPUT'],
  ])('is refused when it %s', async (_, name, code) => {
    const world = await intakeWorld();
    await mkdir(join(world.root, 'data/calls'), { recursive: true });
    const options = { folders: [join(world.root, name)], dataFolder: join(world.root, 'data') };
    await expect(watching(world, options)).rejects.toThrow(expect.objectContaining({ code }));
  });
});

describe('a file that can’t be taken in', () => {
  it('is told once, and stops no other', async () => {
    const world = await intakeWorld();
    await world.file('notes.txt', 'text');
    await world.file('empty.wav', '');
    const { problems, announced, until, last } = await watching(world);
    await world.file('more.txt', 'text');
    await world.file('call.wav', 'one');
    await announced('call');
    const told = [
      ['empty.wav', 'EARSHOT_INVALID_INPUT'],
      ['more.txt', 'EARSHOT_NOT_SUPPORTED'],
      ['notes.txt', 'EARSHOT_NOT_SUPPORTED'],
    ];
    await until(() => expect(problems()).toEqual(told));
    await last();
    expect(problems()).toEqual(told);
    await writeFile(join(world.folder, 'empty.wav'), 'no longer');
    await announced('call', 'last', 'empty');
  });

  it('for now is told once, and taken in when it can be', async () => {
    const world = await intakeWorld();
    let failures = 0;
    const ingest: RecordingIntake['ingest'] = async (path, options) => {
      if (failures++ < 3) throw new EarshotError('EARSHOT_UNAVAILABLE', 'no room');
      return world.intake.ingest(path, options);
    };
    const intake = ingesting(world.intake, ingest);
    const { problems, announced } = await watching(world, { intake, retryMs: 5 });
    await world.file('call.wav', 'one');
    await announced('call');
    expect(problems()).toEqual([['call.wav', 'EARSHOT_UNAVAILABLE']]);
  });

  it('is not told again when it only went away and came back', async () => {
    const world = await intakeWorld();
    await world.file('folder/notes.txt', 'text');
    await world.file('folder/call.wav', 'one');
    const { problems, until, last, announced } = await watching(world);
    const told = [['folder/notes.txt', 'EARSHOT_NOT_SUPPORTED']];
    await until(() => expect(problems()).toEqual(told));
    await announced('call');
    await rename(join(world.folder, 'folder'), join(world.root, 'away'));
    await last('first.wav');
    await rename(join(world.root, 'away'), join(world.folder, 'folder'));
    await world.file('folder/second.wav', 'two');
    await announced('call', 'first', 'second');
    await last();
    expect(problems()).toEqual(told);
  });

  it('since it changes while it is read is no problem, but taken in later', async () => {
    const world = await intakeWorld();
    let reads = 0;
    const ingest: RecordingIntake['ingest'] = async (path, options) => {
      if (reads++ > 0) return world.intake.ingest(path, options);
      appendFileSync(path, ' and more');
      throw new EarshotError('EARSHOT_UNAVAILABLE', 'it changes');
    };
    const intake = ingesting(world.intake, ingest);
    await world.file('call.wav', 'one');
    const { problems, announced } = await watching(world, { intake, retryMs: 3_600_000 });
    await announced('call');
    expect(problems()).toEqual([]);
  });

  it('since it was erased stays where it is', async () => {
    const world = await intakeWorld();
    const { reads, intake } = counting(world.intake);
    const path = await world.file('call.wav', 'one');
    const { announced, last, taken, watcher, until } = await watching(world, { intake });
    await announced('call');
    await world.intake.erase({ callId: 'call' as CallId });
    await utimes(path, 1, 1);
    await until(() => expect(taken).toHaveLength(2));
    await last();
    await watcher.close();
    expect(taken.map(({ outcome }) => outcome.status)).toEqual(['taken', 'erased', 'taken']);
    expect(reads).toHaveLength(3);
  });
});

describe('a file that is no recording', () => {
  const isRecordingName = (path: string) => path.endsWith('.wav');
  const neighbors = ['photo.jpg', 'invoice.pdf', 'notes.txt', 'Thumbs.db', '.DS_Store', '@eaDir/call.wav/cover.jpg'];

  it('by its name is passed over, and counted', async () => {
    const world = await intakeWorld();
    for (const name of neighbors) await world.file(name, name);
    await world.file('@eaDir/thumbnail.wav', 'no call');
    await world.file('#recycle/deleted.wav', 'no call');
    const { watcher, problems, announced, last, taken } = await watching(world, { isRecordingName });
    await world.file('photo.jpg', 'changed');
    await world.file('late.pdf', 'late');
    await last();
    await announced('last');
    expect([problems(), taken.length]).toEqual([[], 1]);
    // The folders count as one each.
    expect(watcher.ignoredCount).toBe(8);
  });

  it('but has the name of one is reported once, by whatever process, and again when it has changed', async () => {
    const world = await intakeWorld();
    const path = await world.file('empty.wav', '');
    await symlink(world.root, join(world.folder, 'link'));
    const told = [
      ['empty.wav', 'EARSHOT_INVALID_INPUT'],
      ['link', 'EARSHOT_NOT_SUPPORTED'],
    ];
    const first = await watching(world, { isRecordingName });
    await first.until(() => expect(first.problems()).toEqual(told));
    await first.watcher.close();
    const second = await watching(world, { isRecordingName });
    await second.last();
    await utimes(path, 1, 1);
    await second.until(() => expect(second.problems()).toEqual(told.slice(0, 1)));
  });

  it('for now is looked at again at the next start, silently', async () => {
    const world = await intakeWorld();
    await world.file('call.wav', 'one');
    const refusing = ingesting(world.intake, async () => {
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'ffmpeg is missing');
    });
    const first = await watching(world, { intake: refusing });
    await first.until(() => expect(first.problems()).toEqual([['call.wav', 'EARSHOT_NOT_SUPPORTED']]));
    await first.watcher.close();
    const second = await watching(world);
    await second.announced('call');
    expect(second.problems()).toEqual([]);
  });
});

describe('a watcher', () => {
  it('looks at a file again that it has given, whether or not anybody tells', async () => {
    const world = await intakeWorld();
    const path = await world.file('call.wav', 'one');
    let takes = 0;
    const ingest: RecordingIntake['ingest'] = async (...given) => {
      const outcome = await world.intake.ingest(...given);
      if (takes++ === 0) await writeFile(path, 'two');
      return outcome;
    };
    const intake = ingesting(world.intake, ingest);
    const { announced } = await watching(world, { intake, pollMs: 3_600_000 });
    await announced('call', `call-${hex8('two')}`);
  });

  it('that starts again reads only what changed', async () => {
    const world = await intakeWorld();
    for (const name of ['one', 'two', 'three']) await world.file(`${name}.wav`, name);
    const first = await watching(world);
    await first.announced('one', 'two', 'three');
    await first.watcher.close();
    await world.file('two.wav', 'changed');
    await world.file('four.wav', 'four');
    const { reads, intake } = counting(world.intake);
    const second = await watching(world, { intake });
    await second.announced('one', 'two', 'three', 'four', `two-${hex8('changed')}`);
    await second.last();
    expect(reads.map((path) => path.slice(world.folder.length + 1)).sort()).toEqual([
      'four.wav',
      'last.wav',
      'two.wav',
    ]);
  });

  it('reads no more files at a time than it may', async () => {
    const world = await intakeWorld();
    for (let index = 0; index < 12; index++) await world.file(`${index}.wav`, String(index));
    let [now, most] = [0, 0];
    const ingest: RecordingIntake['ingest'] = async (path, options) => {
      most = Math.max(most, ++now);
      const outcome = await world.intake.ingest(path, options);
      now--;
      return outcome;
    };
    const intake = ingesting(world.intake, ingest);
    const { taken, until } = await watching(world, { intake, parallel: 2 });
    await until(() => expect(taken).toHaveLength(12));
    expect(most).toBe(2);
  });

  it('that is closed finishes what it reads, and leaves the rest for the next', async () => {
    const world = await intakeWorld();
    for (let index = 0; index < 6; index++) await world.file(`${index}.wav`, String(index));
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    let reading = 0;
    const ingest: RecordingIntake['ingest'] = async (path, options) => {
      reading++;
      await gate;
      return world.intake.ingest(path, options);
    };
    const intake = ingesting(world.intake, ingest);
    const { watcher, until } = await watching(world, { intake, parallel: 2 });
    await until(() => expect(reading).toBe(2));
    const closed = watcher.close();
    go();
    await closed;
    expect(world.messages()).toHaveLength(2);
    const next = await watching(world);
    await next.announced('0', '1', '2', '3', '4', '5');
  });

  it('may be closed before it has started, and twice', async () => {
    const world = await intakeWorld();
    const watcher = new FolderWatcher({ folders: [world.folder], intake: world.intake });
    const started = watcher.start();
    await watcher.close();
    await started;
    await watcher.close();
  });
});
