/** The index that lists all insights, newest first. */
export const INSIGHTS_BY_TIME = 'insights-by-time';

/** The index that lists the insights in a status, newest first. */
export const INSIGHTS_BY_STATUS = 'insights-by-status';

/** The index that lists what belongs to an agent, newest first: insights, and scores of calls. */
export const INSIGHTS_BY_AGENT = 'insights-by-agent';

/** The index that has the agents' names in order, one entry for each call. */
export const AGENTS_BY_NAME = 'agents-by-name';

/** What indexes carry of an insight: all that a filter asks for, and the call that it belongs to. */
const FILTERED_ATTRIBUTES = ['hash', 'agentName', 'status', 'priority', 'type', 'category', 'ruleset'] as const;

const newestFirst = <I extends string, L extends string>(
  indexName: I,
  listing: L,
  NonKeyAttributes: readonly string[] = FILTERED_ATTRIBUTES,
) =>
  ({
    IndexName: indexName,
    KeySchema: [
      { AttributeName: listing, KeyType: 'HASH' },
      { AttributeName: 'position', KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes },
  }) as const;

/**
 * The table that {@link DynamoInsightRepository} works on: its key and its indexes, plain data in the words of DynamoDB's API.
 * Items that only keep late writers from undoing what came after them expire by `expires_at`, in epoch seconds.
 */
export const INSIGHTS_TABLE = {
  AttributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'listing', AttributeType: 'S' },
    { AttributeName: 'statusListing', AttributeType: 'S' },
    { AttributeName: 'agentListing', AttributeType: 'S' },
    { AttributeName: 'position', AttributeType: 'S' },
    { AttributeName: 'agentDirectory', AttributeType: 'S' },
    { AttributeName: 'agentPosition', AttributeType: 'S' },
  ],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    newestFirst(INSIGHTS_BY_TIME, 'listing'),
    newestFirst(INSIGHTS_BY_STATUS, 'statusListing'),
    newestFirst(INSIGHTS_BY_AGENT, 'agentListing', [...FILTERED_ATTRIBUTES, 'score']),
    {
      IndexName: AGENTS_BY_NAME,
      KeySchema: [
        { AttributeName: 'agentDirectory', KeyType: 'HASH' },
        { AttributeName: 'agentPosition', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
} as const;
