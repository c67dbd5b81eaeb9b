import type { DatabaseSync } from 'node:sqlite';
import { type Copies, EarshotError } from '@earshot/core';

/**
 * Which copies of results a data folder keeps. The first process that opens it decides, permanently: no process can add
 * original documents to a folder of redacted ones.
 * @param asked absent: whatever the folder keeps; a new folder keeps originals
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the folder keeps the other ones
 */
export function folderCopies(database: DatabaseSync, folder: string, asked: Copies | undefined): Copies {
  const kept = keptCopies(database) ?? decided(database, asked ?? 'original');
  if (asked === undefined || asked === kept) return kept;
  throw new EarshotError(
    'EARSHOT_CONFLICT',
    `${folder} keeps ${kept} transcripts, decided when it was made: it can't be opened to keep ${asked} ones. ` +
      `Name another folder for those, or leave the choice out`,
    { retryable: false, details: { field: 'copies', expected: kept, found: asked } },
  );
}

function keptCopies(database: DatabaseSync): Copies | undefined {
  const row = database.prepare(`SELECT value FROM setting WHERE name = 'copies'`).get();
  return row?.['value'] as Copies | undefined;
}

/** Of several processes at once, the first one's word counts. */
function decided(database: DatabaseSync, copies: Copies): Copies {
  database.prepare(`INSERT INTO setting (name, value) VALUES ('copies', ?) ON CONFLICT DO NOTHING`).run(copies);
  return keptCopies(database) as Copies;
}
