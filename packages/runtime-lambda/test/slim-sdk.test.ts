import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  type BedrockServer,
  connectionTo,
  type FaultProxy,
  type InjectedFault,
  memoryObjectStore,
  startBedrockServer,
  startDynamoDbServer,
  startFaultProxy,
  startQueueServer,
  startS3Server,
  startS3VectorsServer,
  startTitanServer,
  type TestServer,
} from '@earshot/aws-test-servers';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { bundle } from '../build/bundle.ts';
import { slimSdk } from '../build/slim-sdk.ts';

type Probe = 'dynamodb' | 's3' | 's3vectors' | 'sqs' | 'bedrock' | 'titan' | 'transactions';
type Found = Record<string, { name?: string; httpStatusCode?: number }>;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-slim-sdk-'));
  const entry = join(import.meta.dirname, 'slim-sdk-probe.ts');
  await bundle(entry, join(folder, 'slim.cjs'));
  await build({
    entryPoints: [entry],
    outfile: join(folder, 'whole.cjs'),
    bundle: true,
    minify: true,
    platform: 'node',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a probe finds at a server that is started for it, with the slim SDK and with the whole one. */
async function found(probe: Probe, start: () => Promise<TestServer>): Promise<{ slim: Found; whole: Found }> {
  const ask = async (which: 'slim' | 'whole') => {
    const server = await start();
    onTestFinished(() => server.close());
    const env = {
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, `${which}.cjs`), probe], { env });
    return JSON.parse(stdout);
  };
  return { slim: await ask('slim'), whole: await ask('whole') };
}

/** A server with a bucket: to make one takes XML, which the slim SDK doesn't write. */
async function startS3(): Promise<TestServer> {
  const server = await startS3Server({ deny: ({ key }) => key === 'denied' });
  const client = new S3Client({ ...connectionTo(server), forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'results' }));
  client.destroy();
  return server;
}

const namesOf = (answers: Found) =>
  Object.fromEntries(Object.entries(answers).flatMap(([what, { name }]) => (name === undefined ? [] : [[what, name]])));

it('takes away more than half of the SDK', () => {
  const sizeOf = (which: string) => statSync(join(folder, `${which}.cjs`)).size;
  expect(sizeOf('slim')).toBeLessThan(sizeOf('whole') / 2);
});

it('leaves each Region in its partition', async () => {
  const contents = `export { awsEndpointFunctions } from '@aws-sdk/core/client';`;
  const partitions = async (plugins: BuildOptions['plugins'] = []) => {
    const outfile = join(folder, `partitions-${plugins.length}.cjs`);
    const stdin = { contents, resolveDir: import.meta.dirname };
    await build({ stdin, outfile, bundle: true, platform: 'node', mainFields: ['module', 'main'], plugins });
    const { awsEndpointFunctions } = createRequire(import.meta.url)(outfile);
    const regions = readFileSync(outfile, 'utf8').match(/(?<=")[a-z]{2,5}(-[a-z]+)+-\d(?=")/g) ?? [];
    return { regions, of: (region: string) => ({ ...awsEndpointFunctions.partition(region), description: '' }) };
  };
  const [whole, slim] = [await partitions(), await partitions([slimSdk()])];
  expect(whole.regions.length).toBeGreaterThan(40);
  expect(slim.regions.length).toBeLessThan(10);
  for (const region of whole.regions) expect(slim.of(region)).toEqual(whole.of(region));
});

it('leaves errors of DynamoDB their names, and items what they are', async () => {
  const { slim, whole } = await found('dynamodb', startDynamoDbServer);
  expect(slim).toEqual(whole);
  expect(namesOf(slim)).toEqual({
    noTable: 'ResourceNotFoundException',
    noSuchTable: 'ResourceNotFoundException',
    condition: 'ConditionalCheckFailedException',
    invalid: 'ValidationException',
  });
  expect(slim['kept']).toEqual({ hash: 'h', revision: 1, words: ['a'], bytes: [1, 2] });
});

it('leaves a cancelled transaction the reasons of its items', async () => {
  const { slim, whole } = await found('transactions', () =>
    answering(400, {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: 'Transaction cancelled',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' }],
    }),
  );
  expect(slim).toEqual(whole);
  expect(slim['cancelled']).toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
  });
});

it('leaves errors of S3 their names, and writes objects with their checksums', async () => {
  const { slim, whole } = await found('s3', startS3);
  expect(slim).toEqual(whole);
  expect(namesOf(slim)).toEqual({
    noKey: 'NoSuchKey',
    noBucket: 'NoSuchBucket',
    noObject: 'NotFound',
    denied: 'AccessDenied',
    exists: 'PreconditionFailed',
  });
  expect(slim['kept']).toBe('{"said": "hello"}');
  expect(slim['checksums']).toEqual([expect.any(String), expect.any(String)]);
});

it('leaves errors of SQS their names', async () => {
  const { slim, whole } = await found('sqs', startQueueServer);
  expect(slim).toEqual(whole);
  expect(namesOf(slim)).toEqual({ noQueue: 'QueueDoesNotExist', noMessage: 'MessageNotInflight' });
});

it('leaves errors of S3 Vectors their names, and vectors what they are', async () => {
  const { slim, whole } = await found('s3vectors', startS3VectorsServer);
  expect(slim).toEqual(whole);
  expect(namesOf(slim)).toEqual({ noIndex: 'NotFoundException', zeros: 'ValidationException' });
  expect(slim['found']).toMatchObject([{ key: 'a', metadata: { terms: ['refund', 'größe'], at: 1.5 } }]);
});

it("leaves errors of Bedrock's models their names, and answers what they are", async () => {
  const { slim, whole } = await found('titan', startTitanServer);
  expect(slim).toEqual(whole);
  expect(namesOf(slim)).toEqual({ noText: 'ValidationException' });
  expect(slim['embedding']).toHaveLength(256);
});

it('leaves errors of Bedrock their names, and tries again what it is to try again', async () => {
  const servers: BedrockServer[] = [];
  const { slim, whole } = await found('bedrock', async () => {
    const store = memoryObjectStore();
    store.objects.set('calls/uploads/1.wav', 'sound');
    const server = await startBedrockServer({ store, fault: bedrockFault });
    servers.push(server);
    return server;
  });
  expect(slim).toEqual(whole);
  expect(namesOf(slim)).toEqual({
    throttled: 'ThrottlingException',
    quota: 'ServiceQuotaExceededException',
    noJob: 'ResourceNotFoundException',
  });
  expect(slim['started']).toBe(true);
  const [slimRequests, wholeRequests] = servers.map((server) => server.requests().map(({ fault = 'none' }) => fault));
  expect(slimRequests).toEqual(wholeRequests);
  expect(slimRequests?.slice(-2)).toEqual(['InternalServerException', 'none']);
});

/** Throttles three times, as often as the clients try; then a quota is used up. The first start of a job breaks. */
function bedrockFault(operation: string, attempt: number): InjectedFault | undefined {
  if (operation === 'InvokeDataAutomationAsync') {
    return attempt === 1 ? { status: 500, type: 'InternalServerException', message: 'broken' } : undefined;
  }
  if (attempt <= 3) return { status: 429, type: 'ThrottlingException', message: 'slower' };
  return attempt === 4 ? { status: 402, type: 'ServiceQuotaExceededException', message: 'too many' } : undefined;
}

it.each([
  ['s3', startS3],
  ['dynamodb', startDynamoDbServer],
  ['sqs', startQueueServer],
] as const)('tries again what %s answers with 500, or with nothing', async (probe, start) => {
  const proxies: FaultProxy[] = [];
  const { slim, whole } = await found(probe, async () => {
    const target = await start();
    let requests = 0;
    const only = () => requests++ % 3 === 0;
    const proxy = await startFaultProxy(target, { seed: 1, share: 1, kinds: ['error', 'refuse'], only });
    proxies.push(proxy);
    const close = async () => {
      await proxy.close();
      await target.close();
    };
    return { url: proxy.url, close };
  });
  expect(slim).toEqual(whole);
  const injected = proxies.map((proxy) => proxy.injected);
  expect(injected[0]).toEqual(injected[1]);
  expect(injected[0]).toMatchObject({ error: expect.toSatisfy((count) => count > 0) });
});

it.each([
  ['has no errors', `export var A$ = [3, n0, "A",\n    0\n];\n`],
  ['has no schemas that it knows the form of', 'n0_registry.registerError(A$, A);\nexport const A$ = schema(3);\n'],
  ['has neither', 'export const nothing = 1;\n'],
])("fails the build when a client's list of schemas %s", async (_name, schemas) => {
  await expect(buildWith('schemas/schemas_0.js', schemas)).rejects.toThrow(/nothing to leave out of .*schemas_0\.js/);
});

it('fails the build when a module for the web exports nothing that it knows the form of', async () => {
  const path = 'util-stream/sdk-stream-mixin.browser.js';
  await expect(buildWith(path, 'export default 1;\n')).rejects.toThrow(/nothing to leave out of .*browser\.js/);
});

it('builds a client whose schemas have the form that it knows', async () => {
  const schemas = `const n0_registry = { registerError() {} };
export var A$ = [3, "n", "A",
    { [Symbol.iterator]: 1 }
];
n0_registry.registerError(A$, class A {});
`;
  expect(await buildWith('schemas/schemas_0.js', schemas)).not.toContain('registerError');
});

/** Builds an import of a made-up client that has this one file. */
async function buildWith(path: string, contents: string): Promise<string> {
  const home = mkdtempSync(join(folder, 'client-'));
  const client = join(home, 'node_modules', '@aws-sdk', 'client-made-up');
  const file = join(client, 'dist-es', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, contents);
  writeFileSync(join(client, 'package.json'), JSON.stringify({ name: '@aws-sdk/client-made-up', type: 'module' }));
  const entry = join(home, 'entry.js');
  writeFileSync(entry, `export * from '@aws-sdk/client-made-up/dist-es/${path}';\n`);
  const options: BuildOptions = { entryPoints: [entry], bundle: true, write: false, logLevel: 'silent', format: 'esm' };
  const { outputFiles = [] } = await build({ ...options, plugins: [slimSdk()] });
  return outputFiles.map(({ text }) => text).join('');
}

/** A server that answers everything in the same way. */
async function answering(status: number, body: object): Promise<TestServer> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
