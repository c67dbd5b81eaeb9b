/*
 * Leaves out of a bundle what the AWS SDK carries for cases that don't occur in Lambda. Each step fails the build when
 * it finds nothing to do any more: then the SDK has changed, and the step must be looked at again.
 */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/** What a module is replaced by, and why that is safe. */
const REPLACED: Readonly<Record<string, string>> = {
  // Lambda hands credentials over in the environment; the rest of the chain (SSO, profiles, metadata service) never runs.
  '@aws-sdk/credential-provider-node':
    "import { fromEnv } from '@aws-sdk/credential-provider-env';\nexport const defaultProvider = (init) => fromEnv(init);",
  // Only S3's SelectObjectContent streams events.
  '@smithy/core/event-streams':
    'export const eventStreamSerdeProvider = () => undefined;\n' +
    'export const resolveEventStreamSerdeConfig = (config) => config;\n' +
    'export class EventStreamSerde {}',
  // Only multi-region access points are signed for every region; the class for one region is the one it wraps.
  '@aws-sdk/signature-v4-multi-region':
    'export { SignatureV4SignWithCredentials, SignatureV4SignWithCredentials as SignatureV4MultiRegion }\n' +
    "  from './SignatureV4SignWithCredentials';",
  // DynamoDB offers discovery of endpoints and does not ask for it; it is off by default.
  '@aws-sdk/middleware-endpoint-discovery':
    'export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {\n' +
    '  environmentVariableSelector: () => undefined, configFileSelector: () => undefined, default: undefined };\n' +
    'export const resolveEndpointDiscoveryConfig = (config) => config;\n' +
    'export const getEndpointDiscoveryPlugin = () => ({ applyToStack() {} });',
  // Of Bedrock's models, only the conversations stream events.
  '@aws-sdk/eventstream-handler-node': 'export const eventStreamPayloadHandlerProvider = () => undefined;',
  '@aws-sdk/middleware-eventstream':
    'export const resolveEventStreamConfig = (config) => config;\n' +
    'export const getEventStreamPlugin = () => ({ applyToStack() {} });',
  '@aws-sdk/middleware-websocket':
    'export const resolveWebSocketConfig = (config) => config;\n' +
    'export const getWebSocketPlugin = () => ({ applyToStack() {} });',
  // Requests to Bedrock are signed: Lambda has no bearer token for it.
  '@aws-sdk/token-providers':
    "const none = () => async () => { throw new Error('this bundle has no bearer tokens'); };\n" +
    'export const fromEnvSigningName = none;\n' +
    'export const nodeProvider = none;',
};

const SCHEMAS = /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/;
/** Digests in JavaScript, for a Node that was built without its own; each file exports one class of its name. */
const DIGESTS = /[\\/]dist-es[\\/].*[\\/](Md5|Sha1|Sha256)Js\.js$/;

/** Sessions of directory buckets: see {@link EDITED}. */
const SESSIONS = /[\\/]middleware-s3-express[\\/]classes[\\/]S3ExpressIdentityProviderImpl\.js$/;

/** Adaptive retries: the clients are set to standard ones. */
const ADAPTIVE = /[\\/]util-retry[\\/]AdaptiveRetryStrategy\.js$/;

/**
 * Functions that nothing calls: what handles the web's streams, since those of `node:http` are Node's own; what buffers streams to
 * be sent, since bodies are text or bytes; and what asks the metadata service for the Region, which Lambda states.
 */
const NOT_CALLED =
  /[\\/](util-stream[\\/](checksum[\\/])?((sdk-stream-mixin|getAwsChunkedEncodingStream|createChecksumStream)\.browser|createBufferedReadable)|regionConfig[\\/]getInstanceMetadataRegion)\.js$/;
const EXPORTED = /^export (?:const|(?:async )?function) (\w+)/gm;

/** A change of a module. */
interface Edit {
  readonly file: RegExp;
  readonly from: string | RegExp;
  readonly to: string;
}

/** Most requests have no body, or one of text or bytes: XML is for the parts of uploads, and for settings of buckets. */
const WITHOUT_XML: Edit = {
  file: /[\\/]protocols[\\/]xml[\\/]XmlShapeSerializer\.js$/,
  from: /^ {4}writeStruct\([\s\S]*\n {4}\}\n(?=\})/m,
  to: "    writeStruct() {\n        throw new Error('this bundle writes no XML');\n    }\n",
};

/** What is changed in a module, and why that is safe. */
const EDITED: readonly Edit[] = [
  // SQS then says errors in the words of its old protocol, by which only the classes of errors find their names.
  {
    file: /[\\/]client-sqs[\\/]dist-es[\\/]runtimeConfig\.shared\.js$/,
    from: 'awsQueryCompatible: true',
    to: 'awsQueryCompatible: false',
  },
  // Lambda configures by the environment. Each cold start would look for ~/.aws/config before its first request.
  {
    file: /[\\/]shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/,
    from: /await Promise\.all\(\[[\s\S]*?\n {4}\]\)/,
    to: '[{}, {}]',
  },
  // A Region's partition shows in its name, and the list of Regions adds what they are called in sentences.
  {
    file: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/,
    from: /"regions": \{\n[\s\S]*?\n {12}\}/g,
    to: '"regions": {}',
  },
  // No request brings an encryption key of its own: objects are encrypted by S3 or by KMS.
  {
    file: /[\\/]middleware-ssec[\\/]middleware-ssec\.js$/,
    from: 'clientStack.add(ssecMiddleware(config), ssecMiddlewareOptions);',
    to: '',
  },
  // Directory buckets, which ask for sessions, are refused by the endpoint.
  {
    file: /[\\/]middleware-s3-express[\\/]functions[\\/]s3ExpressMiddleware\.js$/,
    from: 'clientStack.add(s3ExpressMiddleware(options), s3ExpressMiddlewareOptions);',
    to: '',
  },
  {
    file: /[\\/]client-s3[\\/]dist-es[\\/]S3Client\.js$/,
    from: 'session: [() => this, CreateSessionCommand]',
    to: 'session: []',
  },
  // Redirects to a bucket in another Region are followed only on request.
  {
    file: /[\\/]middleware-region-redirect[\\/]region-redirect-middleware\.js$/,
    from: /clientStack\.add(?:RelativeTo)?\(.*\);/g,
    to: '',
  },
  // The clients have no logger, and would still copy every request and response for it.
  {
    file: /[\\/]middleware-logger[\\/]loggerMiddleware\.js$/,
    from: 'clientStack.add(loggerMiddleware(), loggerMiddlewareOptions);',
    to: '',
  },
];

const SCHEMA = /^(export var [\w$]+ = )(\[[\s\S]*?\]);$/gm;
const ERROR_CLASS = /^n0_registry\.registerError\(.*\);$/gm;

const S3_ENDPOINT = /[\\/]client-s3[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/;
/** Each exports a resolver for the service of that name. */
const REGIONAL_ENDPOINT =
  /[\\/]client-(dynamodb|bedrock-data-automation-runtime)[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/;

/**
 * Replaces {@link REPLACED} and changes {@link EDITED}; keeps of the schemas only those of the commands in use (as literals with computed keys
 * esbuild takes them for work that must be done, as functions it may leave them out); leaves error classes out, without
 * which the SDK gives its base class with the same `name`; and of each client's package.json takes the version alone.
 * @param options `writesXml`: whether requests have bodies of XML. By default, none has
 */
export function slimSdk({ writesXml = false }: { readonly writesXml?: boolean | undefined } = {}): Plugin {
  return {
    name: 'slim-sdk',
    setup(build) {
      const names = Object.keys(REPLACED).map((name) => name.replaceAll('/', '\\/'));
      build.onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, async (asked) => {
        const { path, kind, importer, resolveDir, pluginData } = asked;
        if (pluginData === 'original') return undefined;
        const { path: original } = await build.resolve(path, { kind, importer, resolveDir, pluginData: 'original' });
        return { path, namespace: 'slim-sdk', pluginData: original };
      });
      build.onLoad({ filter: /.*/, namespace: 'slim-sdk' }, ({ path, pluginData }) => ({
        contents: REPLACED[path] ?? '',
        resolveDir: String(pluginData).replace(/[\\/][^\\/]+$/, ''),
      }));
      build.onLoad({ filter: SCHEMAS }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const withoutErrors = source.replace(ERROR_CLASS, '');
        const slim = withoutErrors.replace(SCHEMA, '$1/* @__PURE__ */ (() => $2)();');
        if (withoutErrors === source || slim === withoutErrors) throw new Error(`nothing to leave out of ${path}`);
        return { contents: slim };
      });
      for (const { file, from, to } of writesXml ? EDITED : [...EDITED, WITHOUT_XML]) {
        build.onLoad({ filter: file }, async ({ path }) => {
          const source = await readFile(path, 'utf8');
          const contents = source.replace(from, to);
          if (contents === source) throw new Error(`nothing to leave out of ${path}`);
          return { contents };
        });
      }
      build.onLoad({ filter: S3_ENDPOINT }, async ({ path }) => ({
        contents: await readFile(join(import.meta.dirname, 's3-endpoint.ts')),
        loader: 'ts',
        resolveDir: dirname(path),
      }));
      build.onLoad({ filter: REGIONAL_ENDPOINT }, async ({ path }) => {
        const source = await readFile(join(import.meta.dirname, 'regional-endpoint.ts'), 'utf8');
        const service = REGIONAL_ENDPOINT.exec(path)?.[1];
        const contents = `${source}\nexport const defaultEndpointResolver = endpointResolverOf('${service}');`;
        return { contents, loader: 'ts', resolveDir: dirname(path) };
      });
      build.onLoad({ filter: DIGESTS }, ({ path }) => ({ contents: `export class ${basename(path, '.js')} {}` }));
      build.onLoad({ filter: SESSIONS }, () => ({ contents: 'export class S3ExpressIdentityProviderImpl {}' }));
      build.onLoad({ filter: ADAPTIVE }, () => ({ contents: 'export class AdaptiveRetryStrategy {}' }));
      build.onLoad({ filter: NOT_CALLED }, async ({ path }) => {
        const names = [...(await readFile(path, 'utf8')).matchAll(EXPORTED)].map(([, name]) => name);
        if (names.length === 0) throw new Error(`nothing to leave out of ${path}`);
        const refusal = `() => { throw new Error('left out of this bundle'); }`;
        return { contents: names.map((name) => `export const ${name} = ${refusal};`).join('\n') };
      });
      build.onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
        const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
        return { contents: JSON.stringify({ version }), loader: 'json' };
      });
    },
  };
}
