import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoSharedState, readAwsVariables, STATE_VARIABLES, sharedStateOptions } from '@earshot/adapters-aws';
import { DISPATCH, DispatchState } from '@earshot/core';

/**
 * How many jobs Bedrock runs at a time, as the dispatchers of a deployment have learned; `undefined` when nothing names its
 * table, or no dispatcher has run.
 * @throws EarshotError when the table can't be read
 */
export async function learnedJobs(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number | undefined> {
  if (!environment['EARSHOT_TABLE']) return undefined;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  try {
    const state = new DynamoSharedState(sharedStateOptions(readAwsVariables(environment, STATE_VARIABLES), client));
    return DispatchState.safeParse((await state.read(DISPATCH))?.value).data?.limit;
  } finally {
    client.destroy();
  }
}
