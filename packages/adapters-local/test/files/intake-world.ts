import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { FileResultStore } from '../../src/files/file-result-store.js';
import { RecordingIntake, type RecordingIntakeOptions } from '../../src/files/recording-intake.js';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteEventSource } from '../../src/sqlite/sqlite-event-source.js';
import { makeFolder } from './folders.js';

/** An intake over real files, a real database and a real queue, with a folder to take from. */
export async function intakeWorld(options: Partial<RecordingIntakeOptions> = {}) {
  const root = await makeFolder();
  const folder = join(root, 'calls');
  await mkdir(folder);
  const database = openDatabase(join(root, 'earshot.db'));
  const source = new SqliteEventSource({ database });
  onTestFinished(async () => {
    await source.close();
    database.close();
    await rm(root, { recursive: true });
  });
  const store = new FileResultStore({ folder: join(root, 'data') });
  const announce: RecordingIntakeOptions['announce'] = (body, sent) => void source.enqueue(body, sent);
  const intake = new RecordingIntake({ database, store, announce, ...options });
  return {
    root,
    folder,
    database,
    store,
    announce,
    intake,
    /** Writes a file below the folder. */
    async file(name: string, content: string): Promise<string> {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      return path;
    },
    /** The messages that were sent, oldest first. */
    messages(): Record<string, string>[] {
      const rows = database.prepare('SELECT body FROM message ORDER BY sequence').all();
      return rows.map(({ body }) => JSON.parse(String(body)));
    },
    /** When the messages say that they were sent, oldest first. */
    sentAtMs(): number[] {
      const rows = database.prepare('SELECT sent_at_ms FROM message ORDER BY sequence').all();
      return rows.map(({ sent_at_ms }) => Number(sent_at_ms));
    },
    /** The URIs of the copies. */
    async copies(): Promise<readonly string[]> {
      return (await store.list('local://recordings/')).uris;
    },
  };
}
