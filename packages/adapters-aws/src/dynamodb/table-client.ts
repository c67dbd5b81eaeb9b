import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { EarshotError, type InsightRepository, type RecordRepository, type SharedState } from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { CALLS_TABLE } from './calls-table.js';
import type { Item } from './item.js';
import type { ItemUpdate } from './item-updates.js';
import type { TableDefinition } from './table-definition.js';

/** The most items that DynamoDB writes, and reads, in one request. */
const WRITE_BATCH = 25;
const READ_BATCH = 100;

/** How often a batch is sent until DynamoDB has processed all of it. The wait doubles each time. */
const MAX_TRIES = 8;
const FIRST_WAIT_MS = 25;

export interface CapacityUse {
  /** The method of the repository or of the shared state that sent it. */
  readonly operation: keyof RecordRepository | keyof SharedState | keyof InsightRepository;
  /** The request, as DynamoDB's API names it, such as `UpdateItem`. */
  readonly request: string;
  /** Of table and indexes together. */
  readonly readUnits: number;
  /** Of table and indexes together. */
  readonly writeUnits: number;
  /** The indexes' share of the units, by name, where DynamoDB tells it. */
  readonly indexes: Readonly<Record<string, number>>;
}

/** A `DynamoDBDocumentClient`, with its marshalling as it comes, or anything that answers as it does. */
export type DocumentClient = Pick<DynamoDBDocumentClient, 'send'>;

/** Between which keys of an index to read, both ends included. */
interface KeyRange {
  readonly low: string;
  /** Without it, to the end. */
  readonly high?: string;
}

export interface QueryLimits {
  /** At most this many items. @defaultValue what fits into 1 MB */
  readonly limit?: number;
  /** Only these attributes. @defaultValue all that the index carries */
  readonly attributes?: readonly string[];
}

export interface TableClientOptions {
  readonly client: DocumentClient;
  readonly tableName: string;
  /** @defaultValue {@link CALLS_TABLE} */
  readonly definition?: TableDefinition;
  readonly onCapacity: ((use: CapacityUse) => void) | undefined;
  readonly wait: (ms: number) => Promise<void>;
}

type Operation = CapacityUse['operation'];
type Answer = { readonly ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] | undefined };

/**
 * The requests to one table. Says what each took, and throws nothing but Earshot's errors; a condition that doesn't
 * hold is an answer.
 */
export class TableClient {
  readonly #options: TableClientOptions;
  readonly #definition: TableDefinition;
  readonly #key: string;
  readonly #capacity: { readonly ReturnConsumedCapacity?: 'INDEXES' };
  readonly #common: { readonly TableName: string; readonly ReturnConsumedCapacity?: 'INDEXES' };

  constructor(options: TableClientOptions) {
    this.#options = options;
    this.#definition = options.definition ?? CALLS_TABLE;
    this.#key = this.#definition.KeySchema[0].AttributeName;
    this.#capacity = options.onCapacity === undefined ? {} : { ReturnConsumedCapacity: 'INDEXES' };
    this.#common = { TableName: options.tableName, ...this.#capacity };
  }

  /** An item, whole or only some attributes of it. Sees every write that was answered. */
  async get(operation: Operation, key: string, attributes: readonly string[] = []): Promise<Item | undefined> {
    const input = { ...this.#common, Key: { [this.#key]: key }, ConsistentRead: true, ...projection(attributes) };
    const { Item } = await this.#send(operation, 'GetItem', () => this.#client.send(new GetCommand(input)));
    return Item;
  }

  /** Changes an item. Returns whether the condition held. */
  async update(operation: Operation, key: string, update: ItemUpdate): Promise<boolean> {
    const input = { ...this.#common, Key: { [this.#key]: key }, ...update };
    const answer = await this.#conditional(operation, 'UpdateItem', () => this.#client.send(new UpdateCommand(input)));
    return answer !== undefined;
  }

  /** Puts an item in place of the one of its key. Returns whether the condition held. */
  async put(operation: Operation, item: Item, condition: PutCondition): Promise<boolean> {
    const input = { ...this.#common, Item: item, ...condition };
    const answer = await this.#conditional(operation, 'PutItem', () => this.#client.send(new PutCommand(input)));
    return answer !== undefined;
  }

  /** Removes an item that is at a revision, and gives it; `undefined` when there was none at that revision. */
  async delete(operation: Operation, key: string, revision: unknown): Promise<Item | undefined> {
    const input = {
      ...this.#common,
      Key: { [this.#key]: key },
      ConditionExpression: '#revision = :revision',
      ExpressionAttributeNames: { '#revision': 'revision' },
      ExpressionAttributeValues: { ':revision': revision },
      ReturnValues: 'ALL_OLD' as const,
    };
    const answer = await this.#conditional(operation, 'DeleteItem', () => this.#client.send(new DeleteCommand(input)));
    return answer?.Attributes;
  }

  /** One query of an index's partition: the first items in a range, and whether it was cut short. */
  async query(
    operation: Operation,
    index: string,
    partition: string,
    range: KeyRange,
    { limit, attributes = [] }: QueryLimits = {},
  ): Promise<{ readonly items: readonly Item[]; readonly more: boolean }> {
    const { ExpressionAttributeNames, ...wanted } = this.#within(index, partition, range);
    const { ExpressionAttributeNames: names, ...projected } = projection(attributes);
    const input = {
      ...this.#common,
      ...wanted,
      ...projected,
      ExpressionAttributeNames: { ...ExpressionAttributeNames, ...names },
      ...(limit === undefined ? {} : { Limit: limit }),
    };
    const answer = await this.#send(operation, 'Query', () => this.#client.send(new QueryCommand(input)));
    return { items: answer.Items ?? [], more: answer.LastEvaluatedKey !== undefined };
  }

  /** How many items an index's partition has in a range. */
  async count(operation: Operation, index: string, partition: string, range: KeyRange): Promise<number> {
    const input = { ...this.#common, ...this.#within(index, partition, range), Select: 'COUNT' as const };
    let count = 0;
    let start: Item | undefined;
    do {
      const page = new QueryCommand({ ...input, ExclusiveStartKey: start });
      const answer = await this.#send(operation, 'Query', () => this.#client.send(page));
      count += answer.Count ?? 0;
      start = answer.LastEvaluatedKey;
    } while (start !== undefined);
    return count;
  }

  /**
   * Items by their keys, some attributes of them, in no order.
   * @param sees every write that was answered; or what may lag behind, for half the price
   */
  async getAll(
    operation: Operation,
    keys: readonly string[],
    attributes: readonly string[],
    sees: 'latest' | 'lagging' = 'latest',
  ): Promise<Item[]> {
    const found: Item[] = [];
    const read = { ConsistentRead: sees === 'latest', ...projection(attributes) };
    await this.#batches('BatchGetItem', keys, READ_BATCH, async (batch) => {
      const Keys = batch.map((key) => ({ [this.#key]: key }));
      const RequestItems = { [this.#common.TableName]: { Keys, ...read } };
      const input = { RequestItems, ...this.#capacity };
      const answer = await this.#send(operation, 'BatchGetItem', () => this.#client.send(new BatchGetCommand(input)));
      found.push(...(answer.Responses?.[this.#common.TableName] ?? []));
      return (answer.UnprocessedKeys?.[this.#common.TableName]?.Keys ?? []).map((key) => key[this.#key] as string);
    });
    return found;
  }

  /** Puts items in place of those of their keys. */
  putAll(operation: Operation, items: readonly Item[]): Promise<void> {
    return this.#writeAll(
      operation,
      items.map((Item) => ({ PutRequest: { Item } })),
    );
  }

  /** Removes items by their keys, as far as they are there. */
  deleteAll(operation: Operation, keys: Iterable<string>): Promise<void> {
    return this.#writeAll(
      operation,
      [...keys].map((key) => ({ DeleteRequest: { Key: { [this.#key]: key } } })),
    );
  }

  async #writeAll(operation: Operation, requests: readonly WriteRequest[]): Promise<void> {
    await this.#batches('BatchWriteItem', requests, WRITE_BATCH, async (batch) => {
      const input = { RequestItems: { [this.#common.TableName]: [...batch] }, ...this.#capacity };
      const send = () => this.#client.send(new BatchWriteCommand(input));
      const answer = await this.#send(operation, 'BatchWriteItem', send);
      return (answer.UnprocessedItems?.[this.#common.TableName] ?? []) as WriteRequest[];
    });
  }

  #within(index: string, partition: string, { low, high }: KeyRange) {
    const found = this.#definition.GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === index);
    if (found === undefined) throw new TypeError(`the table has no index ${index}`);
    const [{ AttributeName: partitionKey }, { AttributeName: rangeKey }] = found.KeySchema;
    return {
      IndexName: index,
      KeyConditionExpression: `#partition = :partition AND #position ${high === undefined ? '>= :low' : 'BETWEEN :low AND :high'}`,
      ExpressionAttributeNames: { '#partition': partitionKey, '#position': rangeKey },
      ExpressionAttributeValues: {
        ':partition': partition,
        ':low': low,
        ...(high === undefined ? {} : { ':high': high }),
      },
    };
  }

  get #client(): DocumentClient {
    return this.#options.client;
  }

  /**
   * Sends all in batches. What DynamoDB leaves unprocessed, which `send` returns, is sent again after a wait.
   * @throws EarshotError `EARSHOT_THROTTLED` when some are still unprocessed after the last try
   */
  async #batches<T>(
    request: string,
    all: readonly T[],
    size: number,
    send: (batch: readonly T[]) => Promise<readonly T[]>,
  ): Promise<void> {
    for (let start = 0; start < all.length; start += size) {
      let left = await send(all.slice(start, start + size));
      for (let tries = 1; left.length > 0; tries++) {
        if (tries === MAX_TRIES) {
          const message = `DynamoDB.${request}: ${left.length} items unprocessed after ${MAX_TRIES} tries`;
          throw new EarshotError('EARSHOT_THROTTLED', message, { details: { left: left.length } });
        }
        await this.#options.wait(FIRST_WAIT_MS * 2 ** (tries - 1));
        left = await send(left);
      }
    }
  }

  async #conditional<T extends Answer>(operation: Operation, request: string, send: () => Promise<T>) {
    try {
      return await this.#send(operation, request, send);
    } catch (error) {
      if (nameOf((error as EarshotError).cause) === 'ConditionalCheckFailedException') return undefined;
      throw error;
    }
  }

  async #send<T extends Answer>(operation: Operation, request: string, send: () => Promise<T>): Promise<T> {
    let answer: T;
    try {
      answer = await send();
    } catch (error) {
      throw isTooLarge(error) ? tooLarge(error) : toEarshotError(error, `DynamoDB.${request}`);
    }
    for (const capacity of [answer.ConsumedCapacity ?? []].flat()) {
      this.#options.onCapacity?.(useOf(operation, request, capacity));
    }
    return answer;
  }
}

/** Nothing is put unless this holds. */
export interface PutCondition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

type WriteRequest = { PutRequest: { Item: Item } } | { DeleteRequest: { Key: Record<string, string> } };

function projection(attributes: readonly string[]): {
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
} {
  if (attributes.length === 0) return {};
  return {
    ProjectionExpression: attributes.map((_, index) => `#${index}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#${index}`, name])),
  };
}

function useOf(operation: Operation, request: string, capacity: ConsumedCapacity): CapacityUse {
  const units = capacity.CapacityUnits ?? 0;
  const reads = ['GetItem', 'BatchGetItem', 'Query'].includes(request);
  const shares = Object.entries(capacity.GlobalSecondaryIndexes ?? {});
  return {
    operation,
    request,
    readUnits: reads ? units : 0,
    writeUnits: reads ? 0 : units,
    indexes: Object.fromEntries(shares.map(([name, share]) => [name, share.CapacityUnits ?? 0])),
  };
}

/** DynamoDB has no name of its own for this. */
function isTooLarge(error: unknown): boolean {
  return nameOf(error) === 'ValidationException' && /item size/i.test((error as Error).message);
}

function tooLarge(cause: unknown): EarshotError {
  return new EarshotError(
    'EARSHOT_NOT_SUPPORTED',
    `an item is larger than DynamoDB allows: ${(cause as Error).message}`,
    {
      cause,
      details: { awsCode: 'ValidationException' },
    },
  );
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}
