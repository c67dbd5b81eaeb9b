import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './open-database.js';
import { guarded } from './sqlite-errors.js';

/** Removes the messages, dead-lettered ones too, in whose body one of these stands. Returns how many there were. */
export function forgetMessages(database: DatabaseSync, mentions: readonly string[]): number {
  return guarded(database.location() ?? ':memory:', () =>
    transaction(database, () => {
      let removed = 0;
      for (const table of ['message', 'dead_letter']) {
        const remove = database.prepare(`DELETE FROM ${table} WHERE instr(body, ?) > 0`);
        for (const mention of mentions) removed += Number(remove.run(mention).changes);
      }
      return removed;
    }),
  );
}
