import type { DatabaseSync } from 'node:sqlite';
import { EarshotError } from '@earshot/core';
import { snapshot, transaction } from './database-transaction.js';
import { INSIGHTS_SCHEMA } from './insights-schema.js';
import { JOBS_SCHEMA } from './jobs-schema.js';
import { MESSAGES_SCHEMA } from './messages-schema.js';
import { MOMENTS_SCHEMA } from './moments-schema.js';
import { provideFacts } from './record-facts.js';
import { provideCounted } from './record-totals.js';
import { RECORDING_FORMS_SCHEMA, RECORDING_LANGUAGES_SCHEMA, RECORDINGS_SCHEMA } from './recordings-schema.js';
import {
  ALIASES_SCHEMA,
  COUNTED_SCHEMA,
  DUE_SCHEMA,
  FACTS_SCHEMA,
  RECORDS_SCHEMA,
  UNDERSTOOD_SCHEMA,
} from './records-schema.js';
import { SETTINGS_SCHEMA } from './settings-schema.js';
import { SHARED_STATE_SCHEMA } from './shared-state-schema.js';

/** "Ears": marks a database as Earshot's. */
export const APPLICATION_ID = 0x45617273;

/**
 * What brings a database from one version to the next, oldest first: version n has run the first n. A step that was
 * released is never changed again.
 */
export const STEPS: readonly string[] = [
  MESSAGES_SCHEMA,
  RECORDS_SCHEMA,
  JOBS_SCHEMA,
  RECORDINGS_SCHEMA,
  SETTINGS_SCHEMA,
  RECORDING_FORMS_SCHEMA,
  ALIASES_SCHEMA,
  DUE_SCHEMA + SHARED_STATE_SCHEMA,
  UNDERSTOOD_SCHEMA,
  RECORDING_LANGUAGES_SCHEMA,
  INSIGHTS_SCHEMA,
  MOMENTS_SCHEMA,
  FACTS_SCHEMA,
  COUNTED_SCHEMA,
];

/**
 * Brings a database to the newest version, however many processes try at once. Changes nothing in one that it refuses.
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when a newer Earshot made it, `EARSHOT_UNREADABLE` when another program did
 */
export function migrate(database: DatabaseSync, file: string, steps: readonly string[] = STEPS): void {
  if (snapshot(database, () => versionOf(database, file, steps)) === steps.length) return;
  provideFacts(database);
  provideCounted(database);
  for (const [index, step] of steps.entries()) {
    transaction(database, () => {
      if (versionOf(database, file, steps) > index) return;
      database.exec(`${step}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${index + 1}`);
    });
  }
}

/**
 * Looks whether a database that can't be changed has the newest version.
 * @throws EarshotError as {@link migrate} does, and `EARSHOT_NOT_SUPPORTED` when it has an older one
 */
export function requireNewest(database: DatabaseSync, file: string, steps: readonly string[] = STEPS): void {
  const version = snapshot(database, () => versionOf(database, file, steps));
  if (version === steps.length) return;
  const remedy = 'copy its folder to where it can be written, and open it there';
  const message = `database ${file} has version ${version}, this Earshot reads ${steps.length}: ${remedy}`;
  throw new EarshotError('EARSHOT_NOT_SUPPORTED', message, {
    details: { file, expected: steps.length, found: version },
  });
}

function versionOf(database: DatabaseSync, file: string, steps: readonly string[]): number {
  const number = (query: string) => Object.values(database.prepare(query).get() ?? {})[0] as number;
  const application = number('PRAGMA application_id');
  const version = number('PRAGMA user_version');
  const isNew = application === 0 && version === 0 && number('SELECT count(*) FROM sqlite_schema') === 0;
  if (application !== APPLICATION_ID && !isNew) {
    throw new EarshotError('EARSHOT_UNREADABLE', `database ${file} is another program's: name another file`, {
      details: { file, expected: APPLICATION_ID, found: application },
    });
  }
  if (version <= steps.length) return version;
  const message = `database ${file} has version ${version}, this Earshot knows ${steps.length}: use a newer Earshot`;
  throw new EarshotError('EARSHOT_NOT_SUPPORTED', message, {
    details: { file, expected: steps.length, found: version },
  });
}
