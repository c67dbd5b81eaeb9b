import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { temporaryFolder, writeFiles } from '../results-on-disk.js';
import { BIN, earshot } from './earshot.js';

const FILES = 300;
/** So many calls more are stored before each kill. */
const STEPS = [1, 40, 90];

/** Transcripts of Post Call Analytics. Every third has no id of its own. */
function transcripts(): Record<string, unknown> {
  const files = Array.from({ length: FILES }, (_, index): [string, unknown] => {
    const turns = Array.from({ length: 50 }, (_, turn) => ({
      SegmentStartTime: turn,
      SegmentEndTime: turn + 1,
      SegmentSpeaker: 'spk_0',
      DisplayText: `This is turn ${turn} of call ${index}.`,
    }));
    return [
      `${index}.json`,
      { ConversationAnalytics: index % 3 === 0 ? {} : { GUID: `guid-${index}` }, SpeechSegments: turns },
    ];
  });
  return Object.fromEntries(files);
}

/** The hashes of the calls in a data folder. */
function callsIn(data: string): string[] {
  try {
    const database = new DatabaseSync(join(data, 'earshot.db'), { readOnly: true });
    try {
      return database
        .prepare('SELECT hash FROM call ORDER BY hash')
        .all()
        .map(({ hash }) => String(hash));
    } finally {
      database.close();
    }
  } catch {
    return [];
  }
}

async function documentsIn(data: string): Promise<string[]> {
  const entries = await readdir(join(data, 'files'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

it('an ingest of transcripts that is killed ends with the same calls and files as one that is not', async () => {
  const [folder, data, whole] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
  await writeFiles(folder, transcripts());
  const ingest = ['ingest', '--json', folder, '--data'];
  for (const more of STEPS) {
    const enough = callsIn(data).length + more;
    const child = spawn(process.execPath, [BIN, ...ingest, data], { env: {}, stdio: 'ignore' });
    while (child.exitCode === null && callsIn(data).length < enough) await delay(10);
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  expect(callsIn(data).length).toBeLessThan(FILES);
  expect(await earshot([...ingest, data])).toMatchObject({ code: 0 });
  expect(await earshot([...ingest, whole])).toMatchObject({ code: 0 });
  expect(callsIn(data)).toHaveLength(FILES);
  expect(callsIn(data)).toEqual(callsIn(whole));
  const names = async (root: string) => (await documentsIn(root)).map((path) => path.slice(root.length)).sort();
  expect(await names(data)).toEqual(await names(whole));
  const again = await earshot([...ingest, data]);
  expect(JSON.parse(again.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ stored: 0, duplicate: FILES });
});
