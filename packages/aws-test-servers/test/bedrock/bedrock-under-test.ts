import {
  BedrockDataAutomationRuntimeClient,
  InvokeDataAutomationAsyncCommand,
  type InvokeDataAutomationAsyncCommandInput,
} from '@aws-sdk/client-bedrock-data-automation-runtime';
import { onTestFinished } from 'vitest';
import {
  type BedrockServer,
  type BedrockServerOptions,
  connectionTo,
  type MemoryObjectStore,
  memoryObjectStore,
  startBedrockServer,
} from '../../src/index.js';

export const PROFILE_ARN = 'arn:aws:bedrock:eu-central-1:000000000000:data-automation-profile/eu.data-automation-v1';
export const PROJECT_ARN = 'arn:aws:bedrock:eu-central-1:000000000000:data-automation-project/calls';

/** A server, the SDK's client to it, and what it finds and writes. */
export interface BedrockUnderTest {
  readonly server: BedrockServer;
  readonly client: BedrockDataAutomationRuntimeClient;
  readonly store: MemoryObjectStore;
  /** Starts a job and gives its ARN. */
  readonly invoke: (changes?: Partial<InvokeDataAutomationAsyncCommandInput>) => Promise<string>;
}

/** Starts a server for one test. One recording is there: `s3://calls/uploads/1.wav`. */
export async function bedrockUnderTest(options: BedrockServerOptions = {}): Promise<BedrockUnderTest> {
  const store = memoryObjectStore();
  store.objects.set('calls/uploads/1.wav', 'sound');
  const server = await startBedrockServer({ store, ...options });
  const client = new BedrockDataAutomationRuntimeClient({ ...connectionTo(server), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const invoke = async (changes: Partial<InvokeDataAutomationAsyncCommandInput> = {}) => {
    const { invocationArn } = await client.send(new InvokeDataAutomationAsyncCommand(invocation(changes)));
    return invocationArn as string;
  };
  return { server, client, store, invoke };
}

/** A request that the server takes. */
export function invocation(
  changes: Partial<InvokeDataAutomationAsyncCommandInput> = {},
): InvokeDataAutomationAsyncCommandInput {
  return {
    inputConfiguration: { s3Uri: 's3://calls/uploads/1.wav' },
    outputConfiguration: { s3Uri: 's3://calls/outputs/1' },
    dataAutomationProfileArn: PROFILE_ARN,
    ...changes,
  };
}

/** The last part of an invocation's ARN. */
export function jobIdOf(invocationArn: string): string {
  return invocationArn.slice(invocationArn.lastIndexOf('/') + 1);
}
