import { createTableInput, readAwsVariables } from '@earshot/adapters-aws';
import { createApi } from '@earshot/adapters-http';
import { type AwsStack, startAwsStack } from '@earshot/aws-test-servers';
import { onTestFinished, vi } from 'vitest';
import { APP_VARIABLES, composeAwsApp } from '../../src/aws/aws-app.js';
import { serveHttp } from '../../src/serve-http.js';
import { uploadClient } from '../upload-client.js';

/** Serves an app over AWS that takes uploads into the bucket of recordings. */
export async function served() {
  const stack: AwsStack = await startAwsStack({
    table: { ...createTableInput('calls'), TableName: 'calls' },
    bedrock: { workMs: 10 },
  });
  const environment = { ...stack.environment, EARSHOT_UPLOADS_BUCKET: 'media' };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const app = composeAwsApp(readAwsVariables(environment, APP_VARIABLES));
  const server = await serveHttp(createApi(app));
  onTestFinished(async () => {
    await server.close();
    await stack.close();
    vi.unstubAllEnvs();
  });
  return { app, stack, url: server.url, client: uploadClient(server.url) };
}
