/** The index that lists all calls, and the calls of a category or a topic, newest first. */
export const CALLS_BY_TIME = 'calls-by-time';

/** The index that lists the calls in a state, newest first. */
export const CALLS_BY_STATE = 'calls-by-state';

/** The index that lists the calls in an open state by when they are due. Only calls in such a state are in it, by their keys. */
export const CALLS_DUE = 'calls-due';

/**
 * What an item tells of a call besides its long parts: all that lists need, and what the indexes carry. DynamoDB can't change
 * what an index carries: new fields go into `details` or `analysis_facts`.
 */
export const OVERVIEW_ATTRIBUTES = [
  'epchdatetimestamp',
  'call_id',
  's3_input_uri',
  'call_summary',
  'call_categories',
  'topics',
  'audio_summary',
  'created_at',
  'updated_at',
  'state',
  'revision',
  'details',
  'metadata',
  'custom_fields',
  'analysis_facts',
] as const;

const newestFirst = <I extends string, L extends string>(indexName: I, listing: L) =>
  ({
    IndexName: indexName,
    KeySchema: [
      { AttributeName: listing, KeyType: 'HASH' },
      { AttributeName: 'position', KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: OVERVIEW_ATTRIBUTES },
  }) as const;

/**
 * The table that {@link DynamoRecordRepository} and {@link DynamoSharedState} work on: its key, two indexes that list calls
 * newest first, and one that lists those that are due. Plain data in the words of DynamoDB's API, for infrastructure code as
 * for tests. Calls never expire.
 */
export const CALLS_TABLE = {
  AttributeDefinitions: [
    { AttributeName: 'hash', AttributeType: 'S' },
    { AttributeName: 'listing', AttributeType: 'S' },
    { AttributeName: 'state_listing', AttributeType: 'S' },
    { AttributeName: 'position', AttributeType: 'S' },
    { AttributeName: 'due_listing', AttributeType: 'S' },
    { AttributeName: 'due_position', AttributeType: 'S' },
  ],
  KeySchema: [{ AttributeName: 'hash', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    newestFirst(CALLS_BY_TIME, 'listing'),
    newestFirst(CALLS_BY_STATE, 'state_listing'),
    {
      IndexName: CALLS_DUE,
      KeySchema: [
        { AttributeName: 'due_listing', KeyType: 'HASH' },
        { AttributeName: 'due_position', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
} as const;
