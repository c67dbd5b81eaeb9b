/*
 * Bundles each handler into one file, bundles/<name>/index.cjs, with its source map, notices, and what it is made of.
 * Beside it lie the packages that the handler loads on demand, each in a file of its own.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { slimSdk } from './slim-sdk.ts';
import { NOTICES_FILE, thirdPartyNotices } from './third-party-notices.ts';
import { unusedSchemas, variablesNamedIn } from './unused-schemas.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The handlers, by the name of their file in src/handlers. */
export const HANDLERS = ['transcription', 'persistence', 'retrieval', 'sweep'] as const;

/** A module that handlers load with `import()`. */
interface OnDemand {
  readonly file: string;
  /** As it is written in `import()`. */
  readonly path: string;
  /** The modules that import it so. */
  readonly importer: RegExp;
  /** What they take from it. @defaultValue all; files of several such modules are one */
  readonly names?: readonly string[];
  /** Whether it sends S3 requests with bodies of XML. @defaultValue false */
  readonly writesXml?: boolean;
}

const ON_DEMAND: readonly OnDemand[] = [
  {
    file: 'client-sqs.cjs',
    path: '@aws-sdk/client-sqs',
    importer: /./,
    names: ['ChangeMessageVisibilityCommand', 'SendMessageCommand', 'SQSClient'],
  },
  {
    file: 'dispatcher.cjs',
    path: '../dispatcher.js',
    importer: /[\\/]handlers[\\/]persistence\.js$/,
    names: ['dispatcherOf'],
  },
  {
    file: 'call-routes.cjs',
    path: './serving/call-routes.js',
    importer: /[\\/]create-reading-api\.js$/,
    names: ['callRoutes'],
  },
  {
    file: 'summary-routes.cjs',
    path: './serving/summary-routes.js',
    importer: /[\\/]create-reading-api\.js$/,
    names: ['summaryRoutes'],
  },
  {
    file: 'job-routes.cjs',
    path: './serving/job-routes.js',
    importer: /[\\/]create-reading-api\.js$/,
    names: ['jobReadingRoutes'],
  },
  {
    file: 'coaching-routes.cjs',
    path: './serving/coaching-routes.js',
    importer: /[\\/]create-reading-api\.js$/,
    names: ['coachingRoutes'],
  },
  {
    file: 'result-keepers.cjs',
    path: '../result-keepers.js',
    importer: /[\\/]handlers[\\/]sweep\.js$/,
    names: ['resultKeepersOf'],
  },
  {
    file: 'video.cjs',
    path: './read-video.js',
    importer: /[\\/]formats[\\/]bda[\\/]/,
    names: ['readVideo'],
  },
  {
    file: 'earshot-format.cjs',
    path: './read-job.js',
    importer: /[\\/]formats[\\/]earshot[\\/]/,
    names: ['readJob'],
  },
  {
    // Each exports a reader of its own name.
    file: 'foreign-formats.cjs',
    path: './read.js',
    importer: /[\\/]formats[\\/][^\\/]+[\\/][^\\/]+-format\.js$/,
  },
  {
    file: 'imported-call.cjs',
    path: './read-imported.js',
    importer: /[\\/]formats[\\/]document-format\.js$/,
    names: ['readImported'],
  },
  {
    file: 'participants.cjs',
    path: '../coaching/identify-participants.js',
    importer: /[\\/]use-cases[\\/]with-derived\.js$/,
    names: ['identifyParticipants'],
  },
  {
    file: 'sidecar.cjs',
    path: '../intake/sidecar.js',
    importer: /[\\/]use-cases[\\/]add-telephony\.js$/,
    names: ['bothOf', 'readObjectMetadata', 'readSidecar'],
  },
  {
    file: 'bda-start-errors.cjs',
    path: './start-errors.js',
    importer: /[\\/]bda[\\/]/,
    names: ['toStartError'],
  },
  {
    file: 'notices.cjs',
    path: './notices.js',
    importer: /[\\/]finisher\./,
    names: ['notifiersOf'],
  },
  {
    file: 'coaching.cjs',
    path: './coaching.js',
    importer: /[\\/]finisher\./,
    names: ['coachingOf'],
  },
  {
    file: 'search.cjs',
    path: './search.js',
    importer: /[\\/]finisher\./,
    names: ['indexingOf'],
  },
  {
    file: 'search-api.cjs',
    path: '../search-api.js',
    importer: /[\\/]handlers[\\/]retrieval\.js$/,
    names: ['searchApiOf'],
  },
  {
    file: 'recordings-api.cjs',
    path: '../recordings-api.js',
    importer: /[\\/]handlers[\\/]retrieval\.js$/,
    names: ['recordingsApiOf'],
    writesXml: true,
  },
  {
    file: 'call-commands-api.cjs',
    path: '../call-commands-api.js',
    importer: /[\\/]handlers[\\/]retrieval\.js$/,
    names: ['callCommandsApiOf'],
  },
  {
    file: 'files.cjs',
    path: './files.js',
    importer: /[\\/]finisher\./,
    names: ['filesOf'],
  },
  {
    file: 'coaching-use-cases.cjs',
    path: '../coaching-use-cases.js',
    importer: /[\\/]handlers[\\/]retrieval\.js$/,
    names: ['coachingUseCases'],
  },
  {
    file: 'finish-call.cjs',
    path: './finish-call.js',
    importer: /[\\/]finisher\./,
    names: ['createFinishCall'],
  },
];

/**
 * Bundles a module and, into the same folder, what it loads on demand.
 * @returns what the files are made of
 */
export async function bundle(entry: string, outfile: string) {
  const foldersOf = new Map<OnDemand, Set<string>>();
  const isSweep = /[\\/]sweep\.js$/.test(entry);
  const plugins = () => [onDemandApart(foldersOf), ...(isSweep ? [ownFormatsOnly] : [])];
  const trial = await build({ ...optionsOf({ entryPoints: [entry], outfile }, plugins()), write: false });
  const named = variablesNamedIn(trial.outputFiles.find(({ path }) => path.endsWith('.cjs'))?.text ?? '');
  const whole = await bundleOne({ entryPoints: [entry], outfile }, plugins(), { variables: named });
  const imports = Object.values(whole.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  for (const [{ file, path, names, writesXml }, folders] of foldersOf) {
    if (!imports.includes(`./${file}`)) continue;
    const what = names === undefined ? '*' : `{ ${names} }`;
    const sources = [...folders].map((folder) => (path.startsWith('.') ? join(folder, path) : path));
    const contents = [...new Set(sources)].map((source) => `export ${what} from ${JSON.stringify(source)};`).join('\n');
    const stdin = { contents, resolveDir: [...folders][0] ?? '' };
    const apart = join(dirname(outfile), file);
    const { inputs, outputs } = await bundleOne({ stdin, outfile: apart }, isSweep ? [ownFormatsOnly] : [], {
      writesXml,
    });
    Object.assign(whole.inputs, inputs);
    Object.assign(whole.outputs, outputs);
  }
  return whole;
}

/** Leaves what is loaded on demand out of a file, and notes the folders that its paths count from. */
function onDemandApart(foldersOf: Map<OnDemand, Set<string>>): Plugin {
  return {
    name: 'on-demand',
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ path, kind, importer, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const found = ON_DEMAND.find((one) => one.path === path && one.importer.test(importer));
        if (found === undefined) return undefined;
        foldersOf.set(found, (foldersOf.get(found) ?? new Set()).add(resolveDir));
        return { path: `./${found.file}`, external: true };
      });
    },
  };
}

/** A sweep asks after jobs that were started here: no document of another system is the result of one. */
const ownFormatsOnly: Plugin = {
  name: 'own-formats-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]core[\\/]dist[\\/]formats[\\/]foreign-formats\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace('DOCUMENT_FORMATS.map(documentFormat)', '[]'),
    }));
  },
};

/** What goes into a file besides what it imports. */
interface BundleContents {
  /** Names of variables. @defaultValue all */
  readonly variables?: ReadonlySet<string>;
  readonly writesXml?: boolean | undefined;
}

/**
 * Bundles a module for Lambda's Node 24 as CommonJS: an `import` of `node:http`, static or not, loads all of undici there;
 * `require` doesn't.
 */
function optionsOf(input: BuildOptions, plugins: readonly Plugin[], { variables, writesXml }: BundleContents = {}) {
  return {
    ...input,
    bundle: true,
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    charset: 'utf8',
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    supported: { 'dynamic-import': false },
    mainFields: ['module', 'main'],
    conditions: ['module'],
    plugins: [...plugins, slimSdk({ writesXml }), unusedSchemas(variables)],
    metafile: true,
    logLevel: 'warning',
  } as const satisfies BuildOptions;
}

async function bundleOne(input: BuildOptions, plugins: readonly Plugin[], contents?: BundleContents) {
  const { metafile } = await build(optionsOf(input, plugins, contents));
  return metafile;
}

if (import.meta.main) {
  const folder = join(ROOT, 'bundles');
  rmSync(folder, { recursive: true, force: true });
  for (const name of HANDLERS) {
    mkdirSync(join(folder, name), { recursive: true });
    const metafile = await bundle(join(ROOT, 'dist', 'handlers', `${name}.js`), join(folder, name, 'index.cjs'));
    writeFileSync(join(folder, name, 'metafile.json'), JSON.stringify(metafile));
    writeFileSync(join(folder, name, NOTICES_FILE), thirdPartyNotices(metafile));
  }
}
