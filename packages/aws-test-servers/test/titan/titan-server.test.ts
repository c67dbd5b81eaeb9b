import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectionTo, startTitanServer, type TitanServer } from '../../src/index.js';

let server: TitanServer;
let client: BedrockRuntimeClient;

beforeAll(async () => {
  server = await startTitanServer();
  // By itself, this client speaks HTTP/2.
  client = new BedrockRuntimeClient({ ...connectionTo(server), maxAttempts: 1, requestHandler: new NodeHttpHandler() });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

async function embed(body: object, modelId = 'amazon.titan-embed-text-v2:0') {
  const command = new InvokeModelCommand({ modelId, contentType: 'application/json', body: JSON.stringify(body) });
  const { body: answer } = await client.send(command);
  return JSON.parse(answer.transformToString()) as { embedding: number[]; inputTextTokenCount: number };
}

const product = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, number, at) => sum + number * (other[at] ?? 0), 0);

it('gives a vector of length 1 with as many numbers as asked for, 1,024 if nothing is said', async () => {
  const { embedding, inputTextTokenCount } = await embed({ inputText: 'taken twice', dimensions: 256 });
  expect(embedding).toHaveLength(256);
  expect(product(embedding, embedding)).toBeCloseTo(1);
  expect(inputTextTokenCount).toBe(2);
  expect((await embed({ inputText: 'taken twice' })).embedding).toHaveLength(1_024);
});

it('gives texts vectors that are the nearer, the more words they share', async () => {
  const texts = ['the money was taken twice', 'money was taken', 'good morning'];
  const [wanted = [], near = [], far = []] = await Promise.all(
    texts.map(async (inputText) => (await embed({ inputText, dimensions: 512, normalize: true })).embedding),
  );
  expect(product(wanted, near)).toBeGreaterThan(product(wanted, far) + 0.3);
});

it.each([
  ['no text', { inputText: '' }],
  ['a text of more than 50,000 characters', { inputText: 'x'.repeat(50_001) }],
  ['a number of dimensions that it has not', { inputText: 'x', dimensions: 300 }],
  ['a member that it does not know', { inputText: 'x', truncate: true }],
])('refuses %s', async (_name, body) => {
  await expect(embed(body)).rejects.toMatchObject({ name: 'ValidationException' });
});

it('refuses another model', async () => {
  await expect(embed({ inputText: 'x' }, 'amazon.titan-embed-text-v1')).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
});
