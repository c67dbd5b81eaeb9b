export { CALLS_BY_STATE, CALLS_BY_TIME, CALLS_DUE, CALLS_TABLE, createTableInput } from './calls-table.js';
export { DynamoRecordRepository, type DynamoRecordRepositoryOptions } from './dynamo-record-repository.js';
export { DynamoSharedState, type DynamoSharedStateOptions } from './dynamo-shared-state.js';
export type { Overflow } from './overflow.js';
export type { CapacityUse, DocumentClient } from './table-client.js';
