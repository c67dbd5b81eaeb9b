import {
  type AwsVariables,
  type DocumentClient,
  DynamoInsightRepository,
  filesFolderOf,
  type INSIGHT_VARIABLES,
  insightOptions,
  type LAYOUT_VARIABLES,
  layoutOf,
  type SEARCH_VARIABLES,
  type STATE_VARIABLES,
  searchPlaceOf,
} from '@earshot/adapters-aws';
import { createCallCommandsApi, type ReadingApiSettings } from '@earshot/adapters-http';
import {
  AddNote,
  CoachDerivation,
  CorrectParticipants,
  DeleteNote,
  type Derivation,
  EraseCall,
  FilesDerivation,
  ImportDocument,
  type RecordRepository,
  RestartCall,
  type ResultStore,
  type SharedState,
  StartAnalysis,
} from '@earshot/core';
import { digests, telephonyStores } from './adapters.js';
import { finishingLater } from './finishing-later.js';
import { indexingOf } from './search.js';
import { submitting } from './submitting.js';

type Variables = AwsVariables<
  | (typeof LAYOUT_VARIABLES | typeof STATE_VARIABLES | typeof INSIGHT_VARIABLES | typeof SEARCH_VARIABLES)[number]
  | 'EARSHOT_COPIES'
  | 'EARSHOT_RESULTS_BUCKET'
>;

export interface CallCommandsApiInput {
  readonly variables: Variables;
  readonly tables: DocumentClient;
  readonly repository: RecordRepository;
  readonly store: ResultStore;
}

/**
 * The part of the HTTP API that changes calls. It submits them, and leaves jobs to the dispatcher, and what follows from a
 * change to the next sweep. Only an erasure is complete when it is answered.
 */
export function callCommandsApiOf(input: CallCommandsApiInput, settings: ReadingApiSettings) {
  const { variables, store } = input;
  const layout = layoutOf(variables);
  const ports = submitting(input);
  const finishCall = finishingLater({ ...ports, derivations: derivedOf(input, ports.state) });
  const deps = { ...ports, store, layout, copies: variables.EARSHOT_COPIES, finishCall };
  const app = {
    digests,
    startAnalysis: new StartAnalysis({ ...deps, telephony: telephonyStores() }),
    importDocument: new ImportDocument(deps),
    restartCall: new RestartCall(deps),
    correctParticipants: new CorrectParticipants(deps),
    addNote: new AddNote(deps),
    deleteNote: new DeleteNote(deps),
    eraseCall: new EraseCall({ ...deps, uploads: { recordings: store, layout } }),
  };
  return createCallCommandsApi(app, settings);
}

/** All that may be derived from calls, in order to forget it. Files may be left of a time when they were written. */
function derivedOf({ variables, tables, store }: CallCommandsApiInput, state: SharedState): Derivation[] {
  const insights = insightOptions(variables, tables);
  const place = searchPlaceOf(variables);
  return [
    ...(insights
      ? [new CoachDerivation({ insights: new DynamoInsightRepository(insights), rulesets: [], digests })]
      : []),
    ...(place ? [indexingOf(place, state)] : []),
    new FilesDerivation({ store, folder: filesFolderOf(variables) }),
  ];
}
