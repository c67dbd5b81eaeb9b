export { CALLS_BY_STATE, CALLS_BY_TIME, CALLS_DUE, CALLS_TABLE } from './calls-table.js';
export { DynamoInsightRepository, type DynamoInsightRepositoryOptions } from './dynamo-insight-repository.js';
export { DynamoRecordRepository, type DynamoRecordRepositoryOptions } from './dynamo-record-repository.js';
export { DynamoSharedState, type DynamoSharedStateOptions } from './dynamo-shared-state.js';
export {
  AGENTS_BY_NAME,
  INSIGHTS_BY_AGENT,
  INSIGHTS_BY_STATUS,
  INSIGHTS_BY_TIME,
  INSIGHTS_TABLE,
} from './insights-table.js';
export type { Overflow } from './overflow.js';
export type { CapacityUse, DocumentClient } from './table-client.js';
export { createTableInput, type TableDefinition } from './table-definition.js';
