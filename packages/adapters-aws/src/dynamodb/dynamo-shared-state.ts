import { randomUUID } from 'node:crypto';
import type { JsonObject, SharedState, StoredState, WriteOptions } from '@earshot/core';
import * as z from 'zod/mini';
import { jsonText, readStored } from './item.js';
import { writingState } from './item-updates.js';
import { stateKey } from './keys.js';
import { type CapacityUse, type DocumentClient, TableClient } from './table-client.js';

export interface DynamoSharedStateOptions {
  readonly client: DocumentClient;
  /** A table made as {@link CALLS_TABLE} says. */
  readonly tableName: string;
  /** The attribute by which the table's items expire, where it has one: epoch seconds. @defaultValue expires_at */
  readonly expiryAttribute?: string | undefined;
  /** Receives what each request took from the table's capacity. */
  readonly onCapacity?: ((use: CapacityUse) => void) | undefined;
}

const StateItem = z.object({
  value: jsonText(z.record(z.string(), z.unknown())),
  version: z.int().check(z.positive()),
  written_by: z.optional(z.string()),
});

/**
 * Keeps shared values in a table of Amazon DynamoDB, an item each, next to the calls. A read sees every write.
 *
 * Every method rejects with what `toEarshotError` makes of the SDK's errors, and with `EARSHOT_UNREADABLE` when an item holds
 * something else.
 */
export class DynamoSharedState implements SharedState {
  readonly #table: TableClient;
  readonly #expiryAttribute: string;

  constructor({ client, tableName, expiryAttribute = 'expires_at', onCapacity }: DynamoSharedStateOptions) {
    this.#table = new TableClient({ client, tableName, onCapacity, wait: async () => {} });
    this.#expiryAttribute = expiryAttribute;
  }

  async read(name: string): Promise<StoredState | undefined> {
    const kept = await this.#read('read', name);
    return kept && { value: kept.value, version: kept.version };
  }

  async write(name: string, value: JsonObject, version: number, { expiresAtMs }: WriteOptions = {}): Promise<boolean> {
    const writer = randomUUID();
    const expiry = {
      name: this.#expiryAttribute,
      seconds: expiresAtMs === undefined ? undefined : Math.ceil(expiresAtMs / 1_000),
    };
    const update = writingState(JSON.stringify(value), version, writer, expiry);
    if (await this.#table.update('write', stateKey(name), update)) return true;
    // The SDK repeats a request whose answer got lost, and is refused then because of its own first try.
    const kept = await this.#read('write', name);
    return kept?.written_by === writer;
  }

  async #read(operation: 'read' | 'write', name: string) {
    const item = await this.#table.get(operation, stateKey(name));
    return item && readStored(StateItem, item, 'a shared value of the table', { name });
  }
}
