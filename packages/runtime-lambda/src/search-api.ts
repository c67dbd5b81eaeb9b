import {
  type AwsVariables,
  type DocumentClient,
  DynamoSharedState,
  type SearchPlace,
  type STATE_VARIABLES,
  sharedStateOptions,
} from '@earshot/adapters-aws';
import { createSearchApi, type ReadingApiSettings } from '@earshot/adapters-http';
import { createReaders, type RecordRepository, type ResultStore, SearchMoments } from '@earshot/core';
import { digests } from './adapters.js';
import { searchPortsOf } from './search-clients.js';

export interface SearchApiInput {
  readonly place: SearchPlace;
  readonly variables: AwsVariables<(typeof STATE_VARIABLES)[number]>;
  readonly tables: DocumentClient;
  readonly repository: RecordRepository;
  readonly store: ResultStore;
  readonly sign: (text: string) => string;
}

/** The part of the HTTP API that searches. */
export function searchApiOf(input: SearchApiInput, settings: ReadingApiSettings) {
  const { place, variables, tables, sign, ...records } = input;
  const ports = searchPortsOf(place, new DynamoSharedState(sharedStateOptions(variables, tables)));
  const app = { ...createReaders({ ...records, sign }), digests };
  return createSearchApi(app, new SearchMoments({ ...ports, sign }), settings);
}
