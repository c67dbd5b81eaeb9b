import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { connectionTo, type InjectedFault, startTitanServer, type TitanServer } from '@earshot/aws-test-servers';
import { embedderContract, registerContract } from '@earshot/core/testing';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TitanEmbedder } from '../../src/titan/index.js';

let server: TitanServer;
let client: BedrockRuntimeClient;
let fault: ((attempt: number) => InjectedFault | undefined) | undefined;

beforeAll(async () => {
  server = await startTitanServer({ fault: (_operation, attempt) => fault?.(attempt) });
  const requestHandler = new NodeHttpHandler();
  client = new BedrockRuntimeClient({ ...connectionTo(server), maxAttempts: 1, requestHandler });
});
afterEach(() => {
  fault = undefined;
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

const requestsOf = async (work: () => Promise<unknown>) => {
  const before = server.requests().length;
  await work();
  return server.requests().slice(before);
};

describe('TitanEmbedder', () => {
  registerContract(
    embedderContract(() => new TitanEmbedder({ client })),
    it,
  );
});

describe('what it asks Bedrock for', () => {
  it('is one normalized vector a text, in the number of dimensions that it is set to', async () => {
    const embedder = new TitanEmbedder({ client, dimensions: 256 });
    const requests = await requestsOf(() => embedder.embed(['taken twice', 'good morning']));
    expect(requests.map(({ operation }) => operation)).toEqual(
      Array(2).fill('POST /model/amazon.titan-embed-text-v2:0/invoke'),
    );
    expect(requests.map(({ body }) => body)).toEqual([
      { inputText: 'taken twice', dimensions: 256, normalize: true },
      { inputText: 'good morning', dimensions: 256, normalize: true },
    ]);
  });

  it('is nothing for a text without words, and one vector for all texts that are the same', async () => {
    const embedder = new TitanEmbedder({ client });
    const requests = await requestsOf(async () => {
      const vectors = await embedder.embed(['okay', '…', 'okay', '']);
      expect(vectors[0]).toEqual(vectors[2]);
      expect(vectors[0]).not.toBe(vectors[2]);
      expect(vectors[1]?.every((number) => number === 0)).toBe(true);
      expect(vectors.map(({ length }) => length)).toEqual([512, 512, 512, 512]);
    });
    expect(requests).toHaveLength(1);
  });

  it('is a text that UTF-8 can carry, and no longer than the model takes', async () => {
    const [request] = await requestsOf(() => new TitanEmbedder({ client }).embed([`\ud800${'a'.repeat(60_000)}`]));
    expect(request?.body['inputText']).toBe(`\ufffd${'a'.repeat(7_999)}`);
  });

  it('comes 8 at a time, and vectors in the order of the texts however they come back', async () => {
    let underWay = 0;
    let most = 0;
    const send = async (command: { input: { body: string } }) => {
      most = Math.max(most, ++underWay);
      const number = Number(/\d+/.exec(JSON.parse(command.input.body).inputText)?.[0]);
      await new Promise((resolve) => setTimeout(resolve, number % 3));
      underWay--;
      const embedding = Array.from({ length: 256 }, (_, at) => (at === number ? 1 : 0));
      return { body: new TextEncoder().encode(JSON.stringify({ embedding })) };
    };
    const embedder = new TitanEmbedder({ client: { send } as never, dimensions: 256 });
    const vectors = await embedder.embed(Array.from({ length: 40 }, (_, at) => `text ${at}`));
    expect(vectors.map((vector) => vector.indexOf(1))).toEqual([...vectors.keys()]);
    expect(most).toBe(8);
  });
});

it('names the space of its vectors by model and dimensions', () => {
  const names = [256, 512, 1_024].map(
    (dimensions) => new TitanEmbedder({ client, dimensions: dimensions as 256 }).model,
  );
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toContain('amazon.titan-embed-text-v2:0');
});

describe('what errors of Bedrock become', () => {
  it.each<readonly [string, number, string, boolean]>([
    ['ThrottlingException', 429, 'EARSHOT_THROTTLED', true],
    ['ModelNotReadyException', 429, 'EARSHOT_UNAVAILABLE', true],
    ['ModelTimeoutException', 408, 'EARSHOT_UNAVAILABLE', true],
    ['ModelErrorException', 424, 'EARSHOT_UNAVAILABLE', true],
    ['ServiceUnavailableException', 503, 'EARSHOT_UNAVAILABLE', true],
    ['AccessDeniedException', 403, 'EARSHOT_DENIED', false],
    ['ValidationException', 400, 'EARSHOT_INVALID_INPUT', false],
  ])('%s', async (type, status, code, retryable) => {
    fault = () => ({ status, type, message: 'injected' });
    const embedded = new TitanEmbedder({ client }).embed(['words']);
    await expect(embedded).rejects.toMatchObject({
      code,
      retryable,
      details: { service: 'BedrockRuntime', operation: 'InvokeModel' },
    });
  });

  it('is an answer that can not be read, whose words are not quoted', async () => {
    const send = async () => ({ body: new TextEncoder().encode('{"embedding": [1, "secret"]}') });
    const embedder = new TitanEmbedder({ client: { send } as never });
    const error = await embedder.embed(['words']).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'EARSHOT_UNREADABLE' });
    expect(String(error)).not.toContain('secret');
  });
});
