import { type CallRecord, EarshotError, type ObjectUri } from '@earshot/core';
import type { CallsTableClient } from './calls-table-client.js';
import { itemSize, LARGEST_ITEM_BYTES } from './item-size.js';
import { LongParts, longPartsOf } from './long-parts.js';
import { type Overflow, overflowUri, putLongParts } from './overflow.js';
import { pointersOf } from './pointers.js';
import { LONG_ATTRIBUTES, OPTIONAL_ATTRIBUTES, toItem } from './record-item.js';
import type { Item } from './storable.js';

/** What a save needs. */
export interface RecordSavingOptions {
  readonly table: CallsTableClient;
  readonly shards: number;
  readonly overflow: Overflow | undefined;
  readonly inlineLimitBytes: number;
}

/** A record as it is about to be kept. */
interface Draft {
  readonly item: Item;
  /** The long parts, where they don't stay in the item. */
  readonly spilled?: { readonly uri: ObjectUri; readonly text: string; readonly overflow: Overflow };
}

/**
 * Saves records. What an item points to, and what points to it, is written before it: a save that is interrupted leaves
 * things that nobody sees, and never an item that lacks something.
 */
export class RecordSaving {
  readonly #options: RecordSavingOptions;

  constructor(options: RecordSavingOptions) {
    this.#options = options;
  }

  /** Keeps a record, as {@link RecordRepository.save} says. */
  async save(record: CallRecord): Promise<void> {
    const { table, shards } = this.#options;
    const pointers = pointersOf(record, shards);
    const keys = new Set(pointers.keys());
    const { item, spilled } = this.#draft(record, keys);
    await Promise.all([
      spilled && putLongParts(spilled.overflow, spilled.uri, spilled.text),
      table.putAll('save', [...pointers.values()]),
    ]);
    if (await table.update('save', record.hash, replacing(item, record.revision, keys))) return;
    const keptRevision = await this.#keptInstead(record, keys, spilled);
    throw new EarshotError('EARSHOT_CONFLICT', `call ${record.hash} is at revision ${keptRevision}`, {
      details: { field: 'revision', expected: keptRevision + 1, found: record.revision },
    });
  }

  #draft(record: CallRecord, keys: ReadonlySet<string>): Draft {
    const { shards, overflow, inlineLimitBytes } = this.#options;
    const inline = toItem(record, shards);
    const bytes = itemSize({ ...inline, pointers: keys });
    const longBytes = itemSize(
      Object.fromEntries(LONG_ATTRIBUTES.flatMap((name) => (name in inline ? [[name, inline[name]]] : []))),
    );
    if (overflow === undefined || record.analysis === undefined || longBytes === 0) return fitting(inline, bytes);
    if (longBytes <= inlineLimitBytes && bytes <= LARGEST_ITEM_BYTES) return { item: inline };
    // In the order of the schema, whoever made the record: what is the same lies at one place.
    const text = JSON.stringify(LongParts.parse(longPartsOf(record.analysis)));
    const uri = overflowUri(overflow.prefix, record, text);
    const item = toItem(record, shards, uri);
    return { ...fitting(item, itemSize({ ...item, pointers: keys })), spilled: { uri, text, overflow } };
  }

  /**
   * The save lost. If the call is still there, its item learns of the pointers, so that its deletion finds them; if it was
   * erased meanwhile, nothing of this save may stay.
   *
   * @returns the revision that is kept; 0 for none
   */
  async #keptInstead({ hash }: CallRecord, keys: ReadonlySet<string>, spilled: Draft['spilled']): Promise<number> {
    const { table } = this.#options;
    const kept = await table.get('save', hash, ['revision', 'pointers']);
    if (kept !== undefined) {
      const known = pointersIn(kept);
      const unknown = new Set([...keys].filter((key) => !known.has(key)));
      if (unknown.size === 0 || (await table.update('save', hash, noting(unknown)))) return Number(kept['revision']);
    }
    await table.deleteAll('save', keys);
    await spilled?.overflow.store.delete(spilled.uri);
    return 0;
  }
}

/** The keys of all pointers that a save of the call may have written. */
export function pointersIn(item: Item): ReadonlySet<string> {
  return (item['pointers'] as ReadonlySet<string> | undefined) ?? new Set();
}

function fitting(item: Item, bytes: number): Draft {
  if (bytes <= LARGEST_ITEM_BYTES) return { item };
  throw new EarshotError(
    'EARSHOT_NOT_SUPPORTED',
    `the record takes ${bytes} bytes, and an item has no more than ${LARGEST_ITEM_BYTES}`,
    {
      details: { field: 'record', expected: LARGEST_ITEM_BYTES, found: bytes },
    },
  );
}

/** Puts an item in place of its previous revision; the pointers add to those of earlier ones. */
function replacing({ hash: _, ...item }: Item, revision: number, pointers: ReadonlySet<string>) {
  const names = [...Object.keys(item), ...OPTIONAL_ATTRIBUTES.filter((name) => !(name in item))];
  const places = names.map((_name, index) => `#${index}`);
  const kept = Object.keys(item).length;
  const set = places.slice(0, kept).map((place, index) => `${place} = :${index}`);
  const clauses = [
    `SET ${set.join(', ')}`,
    ...(kept === names.length ? [] : [`REMOVE ${places.slice(kept).join(', ')}`]),
    ...(pointers.size === 0 ? [] : ['ADD #pointers :pointers']),
  ];
  return {
    UpdateExpression: clauses.join(' '),
    ConditionExpression: revision === 1 ? 'attribute_not_exists(#hash)' : '#revision = :previous',
    ExpressionAttributeNames: {
      ...Object.fromEntries(names.map((name, index) => [`#${index}`, name])),
      ...(revision === 1 ? { '#hash': 'hash' } : { '#revision': 'revision' }),
      ...(pointers.size === 0 ? {} : { '#pointers': 'pointers' }),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.values(item).map((value, index) => [`:${index}`, value])),
      ...(revision === 1 ? {} : { ':previous': revision - 1 }),
      ...(pointers.size === 0 ? {} : { ':pointers': pointers }),
    },
  };
}

function noting(pointers: ReadonlySet<string>) {
  return {
    UpdateExpression: 'ADD #pointers :pointers',
    ConditionExpression: 'attribute_exists(#hash)',
    ExpressionAttributeNames: { '#pointers': 'pointers', '#hash': 'hash' },
    ExpressionAttributeValues: { ':pointers': pointers },
  };
}
