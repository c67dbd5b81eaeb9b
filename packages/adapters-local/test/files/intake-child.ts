import { readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectUri } from '@earshot/core';
import type { Chunks } from '../../src/files/file-drafts.js';
import { FileResultStore } from '../../src/files/file-result-store.js';
import { RecordingIntake } from '../../src/files/recording-intake.js';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteEventSource } from '../../src/sqlite/sqlite-event-source.js';

/**
 * A process that ingests all of `<root>/calls` and is killed meanwhile: `<root> <stage>`. At that stage of the first file
 * it says so and stands still.
 */
const [root = '', stage = ''] = process.argv.slice(2);

const database = openDatabase(join(root, 'earshot.db'));
const source = new SqliteEventSource({ database });
const folder = join(root, 'data');

class StoppingStore extends FileResultStore {
  override async putStream<U extends ObjectUri | undefined>(chunks: Chunks, locationOf: () => U): Promise<U> {
    const uri = await super.putStream(stoppingAfterFirst(chunks), () => {
      const location = locationOf();
      standStillAt('noted');
      return location;
    });
    standStillAt('copied');
    return uri;
  }
}

const store = new StoppingStore({ folder });
const announce = (body: string) => {
  source.enqueue(body);
  standStillAt('announcing');
};
const intake = new RecordingIntake({ database, store, announce });

await intake.resume();
for (const name of readdirSync(join(root, 'calls'))) {
  const { status } = await intake.ingest(join(root, 'calls', name));
  say(`${status} ${name}`);
}

async function* stoppingAfterFirst(chunks: Chunks): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    standStillAt('copying');
  }
}

function standStillAt(here: string): void {
  if (here !== stage) return;
  say(`at ${here}`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
