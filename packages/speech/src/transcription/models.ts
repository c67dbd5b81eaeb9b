import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The models that recognize speech: `base` makes fewer errors, `tiny` is twice as fast. */
export const SPEECH_MODELS = ['base', 'tiny'] as const;

/** One of {@link SPEECH_MODELS}. */
export type SpeechModel = (typeof SPEECH_MODELS)[number];

/** The files of a model that recognizes speech. */
export interface SpeechModelFiles {
  readonly encoder: string;
  readonly decoder: string;
  /** The package and its version, or the folder. */
  readonly from: string;
}

/** A part that transcribing requires, and where it comes from. */
export interface ModelPart {
  /** What it is, for people. */
  readonly what: string;
  /** The package, or the folder of the user's own. */
  readonly from: string;
  /** Of the package. */
  readonly version?: string;
  /** SPDX identifier. Absent for what is the user's own. */
  readonly licence?: string;
  readonly sizeBytes: number;
}

/** A part that transcribing requires and that is missing. */
export interface MissingPart {
  /** What it is, for people. */
  readonly what: string;
  /** What to do about it, for people. */
  readonly remedy: string;
}

/** The models that were found, and what is missing. */
export interface Models {
  /** The models that are whole. */
  readonly speech: Readonly<Partial<Record<SpeechModel, SpeechModelFiles>>>;
  /** The file of the model that tells speech from everything else. */
  readonly speechDetector: string | undefined;
  readonly parts: readonly ModelPart[];
  readonly missing: readonly MissingPart[];
}

/** Where to look for models. */
export interface FindModelsOptions {
  /**
   * A folder of models of the user's own: `base/encoder_model.onnx` and `base/decoder_model_merged.onnx`, the same in
   * `tiny`, and `silero_vad_v5.onnx`. What it lacks is looked for among the packages that are installed.
   */
  readonly folder?: string | undefined;
}

const require = createRequire(import.meta.url);
const PLATFORM = `sherpa-onnx-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** Finds models in a folder and among the packages that are installed. Loads none of them. */
export function findModels({ folder }: FindModelsOptions = {}): Models {
  const parts: ModelPart[] = [];
  const missing: MissingPart[] = [];
  const find = (what: string, source: Source): Found | undefined => {
    const found = (folder === undefined ? undefined : inFolder(folder, source)) ?? inPackage(source);
    if (found === undefined) missing.push({ what, remedy: source.remedy });
    else parts.push({ what, ...found.part });
    return found;
  };

  const speech: Partial<Record<SpeechModel, SpeechModelFiles>> = {};
  for (const model of SPEECH_MODELS) {
    const found = find(`Moonshine ${model}: recognizes English speech`, moonshine(model));
    const [encoder, decoder] = found?.paths ?? [];
    if (found === undefined || encoder === undefined || decoder === undefined) continue;
    const { from, version } = found.part;
    speech[model] = { encoder, decoder, from: version === undefined ? from : `${from} ${version}` };
  }
  const speechDetector = find('Silero: tells speech from other sounds', SILERO)?.paths[0];
  find('sherpa-onnx: runs the models', SHERPA_ONNX);
  return { speech, speechDetector, parts, missing };
}

interface Source {
  readonly name: string;
  /** Of the part; the package around it may have another. */
  readonly licence: string;
  readonly files: readonly string[];
  readonly filesInFolder?: readonly string[];
  readonly remedy: string;
}

const SILERO: Source = {
  name: '@ricky0123/vad-web',
  licence: 'MIT',
  files: ['dist/silero_vad_v5.onnx'],
  filesInFolder: ['silero_vad_v5.onnx'],
  remedy: 'npm install @ricky0123/vad-web@0.0.31',
};
const SHERPA_ONNX: Source = {
  name: PLATFORM,
  licence: 'Apache-2.0',
  files: ['sherpa-onnx.node'],
  remedy: `npm install sherpa-onnx-node@1.13.8, which has builds for Linux and macOS on x64 and arm64 and for Windows on x64; this is ${process.platform} on ${process.arch}`,
};

function moonshine(model: SpeechModel): Source {
  const files = ['encoder_model.onnx', 'decoder_model_merged.onnx'];
  return {
    name: '@usefulsensors/moonshine-js',
    licence: 'MIT',
    files: files.map((file) => join('dist/model', model, 'quantized', file)),
    filesInFolder: files.map((file) => join(model, file)),
    remedy: 'npm install --ignore-scripts @usefulsensors/moonshine-js@0.1.14',
  };
}

interface Found {
  readonly paths: readonly string[];
  readonly part: Omit<ModelPart, 'what'>;
}

function inFolder(folder: string, { filesInFolder = [] }: Source): Found | undefined {
  const paths = filesInFolder.map((file) => join(folder, file));
  const sizeBytes = sizeOf(paths);
  return paths.length === 0 || sizeBytes === undefined ? undefined : { paths, part: { from: folder, sizeBytes } };
}

function inPackage({ name, licence, files }: Source): Found | undefined {
  // Not every package lets its package.json be resolved, so that its folder is looked for where Node would.
  for (const modules of require.resolve.paths(name) ?? []) {
    const paths = files.map((file) => join(modules, name, file));
    const sizeBytes = sizeOf(paths);
    if (sizeBytes === undefined) continue;
    const { version } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { version: string };
    return { paths, part: { from: name, version, licence, sizeBytes } };
  }
  return undefined;
}

/** Of all together; `undefined` when one isn't there. */
function sizeOf(paths: readonly string[]): number | undefined {
  const sizes = paths.map((path) => statSync(path, { throwIfNoEntry: false })?.size);
  return sizes.reduce<number | undefined>(
    (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
}
