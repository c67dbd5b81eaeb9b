import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { HANDLERS } from '../build/bundle.ts';
import { NOTICES_FILE, packageFoldersOf, thirdPartyNotices } from '../build/third-party-notices.ts';

const ROOT = join(import.meta.dirname, '..');
type Handler = (typeof HANDLERS)[number];

const LARGEST_KB = 375;
/** A module that was replaced by as much as its imports want. */
const HOLLOW_BYTES = 100;
const SECRET = 'a secret that nobody may read';

const FOREIGN: Readonly<Record<Handler, readonly string[]>> = {
  transcription: ['client-s3vectors', 'client-bedrock-runtime', 'client-sqs', 'client-eventbridge', 'client-sns'],
  persistence: [
    'client-s3vectors',
    'client-bedrock-runtime',
    'client-bedrock-data-automation-runtime',
    'client-sqs',
    'client-eventbridge',
    'client-sns',
  ],
  retrieval: [
    'client-s3vectors',
    'client-bedrock-runtime',
    'client-bedrock-data-automation-runtime',
    'client-sqs',
    'client-eventbridge',
    'client-sns',
  ],
  sweep: ['client-s3vectors', 'client-bedrock-runtime', 'client-sqs', 'client-eventbridge', 'client-sns'],
};

const NEEDED: Readonly<Record<Handler, readonly string[]>> = {
  transcription: ['EARSHOT_BDA_PROFILE_ARN', 'EARSHOT_START_QUEUE_URL', 'EARSHOT_START_DLQ_URL'],
  persistence: ['EARSHOT_BDA_PROFILE_ARN', 'EARSHOT_RESULTS_QUEUE_URL', 'EARSHOT_RESULTS_DLQ_URL'],
  retrieval: ['EARSHOT_TOKEN_SECRET'],
  sweep: ['EARSHOT_BDA_PROFILE_ARN'],
};

const bundleOf = (name: Handler) => join(ROOT, 'bundles', name, 'index.cjs');
const placeOf = (name: Handler, source: string) => join(ROOT, 'bundles', name, source);

const metafileOf = (name: Handler) => JSON.parse(readFileSync(placeOf(name, 'metafile.json'), 'utf8')) as Metafile;

/**
 * What each handler loads on demand: SQS's client when a message fails, what starts jobs while calls wait, Earshot's own format
 * with the first such result, the readers of other systems' documents and what imports those with the first of them, what an error of Bedrock means with the first start that is refused, what coaches and indexes calls and sends
 * notices with the first call that has changed, who takes part with the first call that has a transcript.
 */
const ON_DEMAND: Readonly<Record<Handler, readonly string[]>> = {
  transcription: [
    'bda-start-errors.cjs',
    'client-sqs.cjs',
    'coaching.cjs',
    'files.cjs',
    'finish-call.cjs',
    'foreign-formats.cjs',
    'notices.cjs',
    'participants.cjs',
    'search.cjs',
    'sidecar.cjs',
  ],
  persistence: [
    'client-sqs.cjs',
    'coaching.cjs',
    'dispatcher.cjs',
    'earshot-format.cjs',
    'files.cjs',
    'finish-call.cjs',
    'foreign-formats.cjs',
    'imported-call.cjs',
    'notices.cjs',
    'participants.cjs',
    'search.cjs',
    'video.cjs',
  ],
  retrieval: [
    'call-commands-api.cjs',
    'call-routes.cjs',
    'coaching-routes.cjs',
    'coaching-use-cases.cjs',
    'earshot-format.cjs',
    'foreign-formats.cjs',
    'imported-call.cjs',
    'job-routes.cjs',
    'participants.cjs',
    'recordings-api.cjs',
    'search-api.cjs',
    'summary-routes.cjs',
    'video.cjs',
  ],
  sweep: [
    'bda-start-errors.cjs',
    'coaching.cjs',
    'files.cjs',
    'finish-call.cjs',
    'notices.cjs',
    'participants.cjs',
    'result-keepers.cjs',
    'search.cjs',
  ],
};

/** The modules of which something is in the bundle, and how many bytes each. */
function modulesOf(name: Handler): ReadonlyMap<string, number> {
  const { outputs } = metafileOf(name);
  const bundle = Object.values(outputs).find(({ entryPoint }) => entryPoint !== undefined);
  const bytes = Object.entries(bundle?.inputs ?? {}).map(([path, input]) => [path, input.bytesInOutput] as const);
  return new Map(bytes.filter(([, count]) => count > 0));
}

/** Loads a bundle in a process of its own, as Lambda does, and says what is exported. */
function load(name: Handler, environment: Readonly<Record<string, string>>) {
  const script = `console.log(JSON.stringify(Object.keys(require(${JSON.stringify(bundleOf(name))}))))`;
  return spawnSync(process.execPath, ['--enable-source-maps', '-e', script], { env: environment, encoding: 'utf8' });
}

const BEDROCK = 'arn:aws:bedrock:eu-central-1:111122223333';
const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/111122223333/queue';
const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  EARSHOT_TABLE: 'calls',
  EARSHOT_RESULTS_BUCKET: 'results',
  EARSHOT_BDA_PROFILE_ARN: `${BEDROCK}:data-automation-profile/eu.data-automation-v1`,
  EARSHOT_BDA_PROJECT_ARN: `${BEDROCK}:data-automation-project/0123456789ab`,
  EARSHOT_START_QUEUE_URL: QUEUE,
  EARSHOT_START_DLQ_URL: QUEUE,
  EARSHOT_RESULTS_QUEUE_URL: QUEUE,
  EARSHOT_RESULTS_DLQ_URL: QUEUE,
  EARSHOT_TOKEN_SECRET: SECRET,
};

describe.each(HANDLERS)('the bundle of %s', (name) => {
  it('exports a handler and nothing else, and says nothing while it is loaded', () => {
    expect(load(name, ENVIRONMENT)).toMatchObject({ status: 0, stdout: '["handler"]\n', stderr: '' });
  });

  it('is small', () => {
    expect(statSync(bundleOf(name)).size).toBeLessThanOrEqual(LARGEST_KB * 1024);
  });

  it('has in it the variables that it reads, and no others', () => {
    const text = readFileSync(bundleOf(name), 'utf8');
    for (const variable of NEEDED[name]) expect(text).toContain(`${variable}:`);
    expect(text).not.toContain('EARSHOT_ANALYSIS_USD_PER_MINUTE');
  });

  it('comes with the version and the license text of every package that it contains', () => {
    const notices = readFileSync(placeOf(name, NOTICES_FILE), 'utf8');
    const packages = [...modulesOf(name).keys()].flatMap(
      (path) => /node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
    );
    expect(new Set(packages).size).toBeGreaterThan(10);
    for (const folder of new Set(packages)) {
      const installed = join(ROOT, '../../node_modules', folder);
      const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
      expect(notices).toContain(`\n${folder} ${version} (`);
      expect(notices).toContain(readFileSync(join(installed, 'LICENSE'), 'utf8').trim());
    }
    expect(packageFoldersOf(metafileOf(name))).toHaveLength(notices.match(/^\S+ \d[\w.-]+ \(/gm)?.length ?? 0);
  });

  it('has a source map that leads to our own sources', () => {
    const bundle = readFileSync(bundleOf(name), 'utf8');
    expect(bundle).toMatch(/\n\/\/# sourceMappingURL=index\.cjs\.map\s*$/);
    const map = new SourceMap(JSON.parse(readFileSync(`${bundleOf(name)}.map`, 'utf8')));
    const own = map.payload.sources.filter((source) => !/node_modules|^slim-sdk:/.test(source));
    expect(own.length).toBeGreaterThan(20);
    expect(own.filter((source) => !/\/src\/[\w/-]+\.ts$/.test(source) || !existsSync(placeOf(name, source)))).toEqual(
      [],
    );
    expect(own).toEqual(expect.arrayContaining([expect.stringContaining(`src/handlers/${name}.ts`)]));
  });

  it('tells in the trace of an error where in our sources it arose', () => {
    expect(load(name, { AWS_REGION: 'eu-central-1' }).stderr).toMatch(
      /at readAwsVariables \(\S*packages\/adapters-aws\/src\/variables\.ts:\d+:\d+\)/,
    );
  });

  it('has in it neither what only a container needs, nor what never runs in Lambda', () => {
    const unwanted = [
      /node_modules\/(@?inversify|reflect-metadata)/,
      /node_modules\/zod\/v4\/(classic|locales\/(?!en\.))/,
      /node_modules\/@aws-sdk\/(credential-provider-(?!env\/)|nested-clients|token-providers)/,
      /signature-v4-multi-region\/(?!dist-es\/SignatureV4SignWithCredentials\.js)/,
      /submodules\/event-streams\//,
      /node_modules\/@aws-sdk\/middleware-endpoint-discovery\//,
      /\/adapters-(memory\/|http\/(dist|src)\/describing\/)/,
    ];
    const found = [...modulesOf(name).keys()].filter((path) => unwanted.some((pattern) => pattern.test(path)));
    expect(found).toEqual([]);
  });

  it.each([
    'Md5Js',
    'Sha1Js',
    'Sha256Js',
    'AdaptiveRetryStrategy',
    'createBufferedReadable',
    'getInstanceMetadataRegion',
    'S3ExpressIdentityProviderImpl',
    'sdk-stream-mixin.browser',
  ])('has of the module %s the name alone', (module) => {
    const found = [...modulesOf(name)].filter(([path]) => path.endsWith(`/${module}.js`));
    expect(found.map(([, bytes]) => bytes).filter((bytes) => bytes > HOLLOW_BYTES)).toEqual([]);
    expect(found).toHaveLength(1);
  });

  it('has beside it what it loads on demand, and nothing else', () => {
    const files = readdirSync(join(ROOT, 'bundles', name)).filter((file) => file.endsWith('.cjs'));
    expect(files).toEqual([...ON_DEMAND[name], 'index.cjs'].sort());
  });

  it("has in it no other handler's client of AWS, and none that it loads on demand", () => {
    const modules = [...modulesOf(name).keys()];
    expect(modules.some((path) => path.includes('@aws-sdk/client-dynamodb/'))).toBe(true);
    for (const client of FOREIGN[name]) {
      expect(modules.filter((path) => path.includes(`@aws-sdk/${client}/`))).toEqual([]);
    }
  });

  it('fails before the first message when its environment lacks something, and names all that is lacking', () => {
    const { status, stdout, stderr } = load(name, { AWS_REGION: 'eu-central-1', EARSHOT_TOKEN_SECRET: '' });
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    const message = stderr.split('\n').find((line) => line.includes('is missing')) ?? '';
    for (const variable of ['EARSHOT_TABLE', 'EARSHOT_RESULTS_BUCKET', ...NEEDED[name]]) {
      expect(message).toContain(`${variable}: is missing`);
    }
  });

  it('tells no value when something in its environment is wrong', () => {
    const wrong = {
      EARSHOT_TABLE: '',
      EARSHOT_RESULTS_BUCKET: `Not ${SECRET}`,
      EARSHOT_TOKEN_SECRET: 'too short a one',
    };
    const { status, stderr } = load(name, { ...ENVIRONMENT, ...wrong });
    expect(status).not.toBe(0);
    expect(stderr).toContain('EARSHOT_RESULTS_BUCKET: expected');
    for (const value of [SECRET, 'too short a one']) expect(stderr).not.toContain(value);
  });
});

it('loads who takes part in a call without the schemas of records', () => {
  const { outputs } = metafileOf('persistence');
  const [, file] = Object.entries(outputs).find(([path]) => path.endsWith('/participants.cjs')) ?? [];
  const modules = Object.entries(file?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  expect(modules.length).toBeGreaterThan(5);
  expect(modules.filter(([path]) => path.includes('node_modules'))).toEqual([]);
});

it('of retrieval knows an allowed origin by the form that browsers send, however it is written', () => {
  const headers = { origin: 'https://x.example' };
  const call = `require(${JSON.stringify(bundleOf('retrieval'))}).handler(${JSON.stringify({ httpMethod: 'OPTIONS', path: '/analytics', headers })})`;
  const script = `${call}.then((answer) => console.error(JSON.stringify(answer)))`;
  const env = { ...ENVIRONMENT, EARSHOT_CORS_ORIGINS: 'https://y.example, https://X.example/' };
  const { stderr } = spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  expect(JSON.parse(stderr).headers).toMatchObject({ 'access-control-allow-origin': 'https://x.example' });
});

it('is not built while a package in it has no license that could be passed on', async () => {
  const root = await mkdtemp(join(tmpdir(), 'earshot-notices-'));
  try {
    const folder = join(root, 'node_modules/@who/knows');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "name": "@who/knows", "version": "1.0.0" }');
    await writeFile(join(folder, 'NOTICE'), 'Copyright somebody');
    const metafile = { inputs: { 'node_modules/@who/knows/lib/index.js': { bytes: 1, imports: [] } } };
    expect(() => thirdPartyNotices(metafile, root)).toThrow('@who/knows 1.0.0');
    await writeFile(join(folder, 'LICENCE.md'), 'Do as you like.');
    expect(thirdPartyNotices(metafile, root)).toMatch(
      /@who\/knows 1\.0\.0[\s\S]+Do as you like\.[\s\S]+Copyright somebody/,
    );
  } finally {
    await rm(root, { recursive: true });
  }
});

it('of retrieval logs what it answers with a status of 500 under the id in the answer, and no word of the request', () => {
  const event = { httpMethod: 'GET', path: `/${SECRET}`, requestContext: { domainName: `no host ${SECRET}` } };
  const call = `require(${JSON.stringify(bundleOf('retrieval'))}).handler(${JSON.stringify(event)})`;
  const script = `${call}.then((answer) => console.error(JSON.stringify(answer)))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { env: ENVIRONMENT, encoding: 'utf8' });
  const { statusCode, headers } = JSON.parse(stderr);
  expect(statusCode).toBe(500);
  expect(JSON.parse(stdout)).toMatchObject({
    level: 'ERROR',
    message: 'answered',
    status: 500,
    requestId: headers['x-request-id'],
    error: 'TypeError ERR_INVALID_URL',
  });
  expect(stdout).not.toContain(SECRET);
});
