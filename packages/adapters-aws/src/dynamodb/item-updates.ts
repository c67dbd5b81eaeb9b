import type { Item } from './item.js';
import { POINTER_OVERVIEW } from './overview-copy.js';
import { OPTIONAL_ATTRIBUTES } from './record-item.js';

/** A change of one item, in the words of DynamoDB's `UpdateItem`. */
export interface ItemUpdate {
  readonly UpdateExpression: string;
  /** Nothing changes unless this holds. */
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/**
 * Puts an item in place of its previous revision, of the same call: an erased one that came back has another time. It is an update and not a put because the keys of pointers add to those
 * of earlier revisions, whose pointers exist until the call is deleted.
 */
export function replacing({ hash: _, ...item }: Item, revision: number, pointers: ReadonlySet<string>): ItemUpdate {
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
    ConditionExpression:
      revision === 1 ? 'attribute_not_exists(#hash)' : '#revision = :previous AND #created = :created',
    ExpressionAttributeNames: {
      ...Object.fromEntries(names.map((name, index) => [`#${index}`, name])),
      ...(revision === 1 ? { '#hash': 'hash' } : { '#revision': 'revision', '#created': 'created_at' }),
      ...(pointers.size === 0 ? {} : { '#pointers': 'pointers' }),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.values(item).map((value, index) => [`:${index}`, value])),
      ...(revision === 1 ? {} : { ':previous': revision - 1, ':created': item['created_at'] }),
      ...(pointers.size === 0 ? {} : { ':pointers': pointers }),
    },
  };
}

/** Adds keys of pointers to an item that exists, whatever its revision. */
export function notingPointers(pointers: ReadonlySet<string>): ItemUpdate {
  return {
    UpdateExpression: 'ADD #pointers :pointers',
    ConditionExpression: 'attribute_exists(#hash)',
    ExpressionAttributeNames: { '#pointers': 'pointers', '#hash': 'hash' },
    ExpressionAttributeValues: { ':pointers': pointers },
  };
}

/** Gives a pointer the overview of its call, unless another save or a deletion has come since this writer put it there. */
export function showingOverview(overview: Uint8Array, writer: string): ItemUpdate {
  return {
    UpdateExpression: 'SET #overview = :overview',
    ConditionExpression: '#writer = :writer',
    ExpressionAttributeNames: { '#overview': POINTER_OVERVIEW, '#writer': 'written_by' },
    ExpressionAttributeValues: { ':overview': overview, ':writer': writer },
  };
}

/** Takes the overview from a pointer that has one, and keeps earlier writers from giving it one. */
export function hidingOverview(): ItemUpdate {
  return {
    UpdateExpression: 'REMOVE #overview, #writer',
    ConditionExpression: 'attribute_exists(#writer)',
    ExpressionAttributeNames: { '#overview': POINTER_OVERVIEW, '#writer': 'written_by' },
  };
}

/** Removes the location of the long parts from an item that is at a revision. */
export function unlinkingLongParts(revision: unknown): ItemUpdate {
  return {
    UpdateExpression: 'REMOVE #overflow',
    ConditionExpression: '#revision = :revision',
    ExpressionAttributeNames: { '#overflow': 'overflow_uri', '#revision': 'revision' },
    ExpressionAttributeValues: { ':revision': revision },
  };
}

/** Writes a shared value in place of a version of it; of none when that is 0. */
export function writingState(
  json: string,
  version: number,
  writer: string,
  expiry: { readonly name: string; readonly seconds: number | undefined },
): ItemUpdate {
  const expires = expiry.seconds !== undefined;
  return {
    UpdateExpression: `SET #value = :value, #version = :next, #writer = :writer${expires ? ', #expiry = :expiry' : ' REMOVE #expiry'}`,
    ConditionExpression: version === 0 ? 'attribute_not_exists(#version)' : '#version = :version',
    ExpressionAttributeNames: {
      '#value': 'value',
      '#version': 'version',
      '#writer': 'written_by',
      '#expiry': expiry.name,
    },
    ExpressionAttributeValues: {
      ':value': json,
      ':next': version + 1,
      ':writer': writer,
      ...(version === 0 ? {} : { ':version': version }),
      ...(expires ? { ':expiry': expiry.seconds } : {}),
    },
  };
}

/** The keys of all pointers that saves of this item's call may have written. */
export function pointersIn(item: Item): ReadonlySet<string> {
  return (item['pointers'] as ReadonlySet<string> | undefined) ?? new Set();
}
