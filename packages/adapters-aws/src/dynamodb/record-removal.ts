import { type CallHash, EarshotError, type ObjectUri } from '@earshot/core';
import type { CallsTableClient } from './calls-table-client.js';
import { type Overflow, removeLongParts, requireOverflow } from './overflow.js';
import { pointersIn } from './record-saving.js';

const MOST_TRIES = 8;

/** What a removal needs. */
export interface RecordRemovalOptions {
  readonly table: CallsTableClient;
  readonly overflow: Overflow | undefined;
}

/** Removes records, with all that was written for them. */
export class RecordRemoval {
  readonly #table: CallsTableClient;
  readonly #overflow: Overflow | undefined;

  constructor({ table, overflow }: RecordRemovalOptions) {
    this.#table = table;
    this.#overflow = overflow;
  }

  /**
   * Removes a record, as {@link RecordRepository.delete} says: the item last, since it names the rest.
   * @throws EarshotError `EARSHOT_CONFLICT` when other writers were faster every time
   */
  async remove(hash: CallHash): Promise<boolean> {
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const removed = await this.#tryToRemove(hash);
      if (removed !== 'changed') return removed;
    }
    throw new EarshotError('EARSHOT_CONFLICT', `call ${hash} was changed each time it was about to be deleted`);
  }

  async #tryToRemove(hash: CallHash): Promise<boolean | 'changed'> {
    // Nothing else is read, so a damaged item can be removed.
    const kept = await this.#table.get('delete', hash, ['revision', 'pointers', 'overflow_uri']);
    if (kept === undefined) return false;
    const uri = kept['overflow_uri'] as ObjectUri | undefined;
    const overflow = uri === undefined ? this.#overflow : requireOverflow(this.#overflow, uri);
    const pointers = pointersIn(kept);
    await this.#table.deleteAll('delete', pointers);
    if (uri !== undefined && !(await this.#unlink(hash, kept['revision']))) return 'changed';
    if (overflow !== undefined) {
      if (uri !== undefined) await overflow.store.delete(uri);
      await removeLongParts(overflow, hash);
    }
    const removed = await this.#table.delete('delete', hash, kept['revision']);
    if (removed === undefined) return 'changed';
    // A save that lost meanwhile may have written some of it again.
    await this.#table.deleteAll('delete', pointersIn(removed));
    if (overflow !== undefined) await removeLongParts(overflow, hash, Date.parse(String(removed['created_at'])));
    return true;
  }

  /** So that the record can be read, without its long parts, if the deletion gets no further. */
  #unlink(hash: CallHash, revision: unknown): Promise<boolean> {
    return this.#table.update('delete', hash, {
      UpdateExpression: 'REMOVE #overflow',
      ConditionExpression: '#revision = :revision',
      ExpressionAttributeNames: { '#overflow': 'overflow_uri', '#revision': 'revision' },
      ExpressionAttributeValues: { ':revision': revision },
    });
  }
}
