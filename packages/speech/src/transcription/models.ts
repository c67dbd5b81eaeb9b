import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ENGLISH, languageCode, languageLabel } from './languages.js';

/** The models that recognize speech: `base` makes fewer errors, `tiny` is twice as fast. */
export const SPEECH_MODELS = ['base', 'tiny'] as const;

/** One of {@link SPEECH_MODELS}. */
export type SpeechModel = (typeof SPEECH_MODELS)[number];

/** The files of a model that recognizes speech. */
export interface SpeechModelFiles {
  readonly encoder: string;
  readonly decoder: string;
  /** For people: its name, and the package and its version. Of the user's own, not the folder: paths stay on the machine. */
  readonly label: string;
}

/** The models of one language that are whole. */
export type LanguageModels = Readonly<Partial<Record<SpeechModel, SpeechModelFiles>>>;

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
  /** By the ISO 639-1 code of the language; each has one model at least. */
  readonly speech: Readonly<Partial<Record<string, LanguageModels>>>;
  /** The file of the model that tells speech from everything else. */
  readonly speechDetector: string | undefined;
  readonly parts: readonly ModelPart[];
  readonly missing: readonly MissingPart[];
}

/** Where to look for models. */
export interface FindModelsOptions {
  /**
   * A folder of models of the user's own, as Moonshine lays them out: `base/encoder_model.onnx` and
   * `base/decoder_model_merged.onnx`, or both in `base/quantized`; the same in `tiny`. Models of other languages have the
   * language's code in the name of their folder: `base-es`, or `base-es-` and anything. And `silero_vad_v5.onnx`. What it
   * lacks of English is looked for among the packages that are installed.
   */
  readonly folder?: string | undefined;
}

const require = createRequire(import.meta.url);
const PLATFORM = `sherpa-onnx-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** Finds models in a folder and among the packages that are installed. Loads none of them. */
export function findModels({ folder }: FindModelsOptions = {}): Models {
  const parts: ModelPart[] = [];
  const missing: MissingPart[] = [];
  const speech: Record<string, Partial<Record<SpeechModel, SpeechModelFiles>>> = {};
  const inPackages = SPEECH_MODELS.flatMap((model) => named({ model, language: ENGLISH }, inPackage(MOONSHINE[model])));
  for (const { model, language, found } of [...modelsInFolder(folder), ...inPackages]) {
    if (speech[language]?.[model] !== undefined) continue;
    const { from, version } = found.part;
    const [encoder = '', decoder = ''] = found.paths;
    const name = nameOf(model, language);
    const label = `${name}, ${version === undefined ? "of the user's own" : `${from} ${version}`}`;
    speech[language] = { ...speech[language], [model]: { encoder, decoder, label } };
    parts.push({ what: `${name}: recognizes ${languageLabel(language)} speech`, ...found.part });
  }
  for (const model of SPEECH_MODELS) {
    if (speech[ENGLISH]?.[model] !== undefined) continue;
    const what = `${nameOf(model, ENGLISH)}: recognizes ${languageLabel(ENGLISH)} speech`;
    missing.push({ what, remedy: MOONSHINE[model].remedy });
  }
  const find = (what: string, source: Source): string | undefined => {
    const found = inFolder(folder, source.filesInFolder ?? []) ?? inPackage(source);
    if (found === undefined) missing.push({ what, remedy: source.remedy });
    else parts.push({ what, ...found.part });
    return found?.paths[0];
  };
  const speechDetector = find('Silero: tells speech from other sounds', SILERO);
  find('sherpa-onnx: runs the models', SHERPA_ONNX);
  return { speech, speechDetector, parts, missing };
}

function nameOf(model: SpeechModel, language: string): string {
  return `Moonshine ${model}${language === ENGLISH ? '' : ` ${language}`}`;
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

const MODEL_FILES = ['encoder_model.onnx', 'decoder_model_merged.onnx'];
const MOONSHINE = { base: moonshine('base'), tiny: moonshine('tiny') };

function moonshine(model: SpeechModel): Source {
  return {
    name: '@usefulsensors/moonshine-js',
    licence: 'MIT',
    files: MODEL_FILES.map((file) => join('dist/model', model, 'quantized', file)),
    remedy: 'npm install --ignore-scripts @usefulsensors/moonshine-js@0.1.14',
  };
}

interface Found {
  readonly paths: readonly string[];
  readonly part: Omit<ModelPart, 'what'>;
}

interface FoundModel {
  readonly model: SpeechModel;
  readonly language: string;
  readonly found: Found;
}

function named(model: Omit<FoundModel, 'found'>, found: Found | undefined): FoundModel[] {
  return found === undefined ? [] : [{ ...model, found }];
}

/** `base`, `tiny-es`, `base-es-non-commercial`. */
const MODEL_FOLDER = /^(?<model>base|tiny)(?:-(?<tag>[a-z]{2})(?:-[\w-]+)?)?$/;

/** The whole models in a folder of the user's own. */
function modelsInFolder(folder: string | undefined): FoundModel[] {
  if (folder === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const { model, tag = ENGLISH } = MODEL_FOLDER.exec(name)?.groups ?? {};
      const language = languageCode(tag);
      if (model === undefined || language === undefined) return [];
      const found = ['', 'quantized']
        .map((inside) =>
          inFolder(
            folder,
            MODEL_FILES.map((file) => join(name, inside, file)),
          ),
        )
        .find((each) => each !== undefined);
      return named({ model: model as SpeechModel, language }, found);
    });
}

function inFolder(folder: string | undefined, files: readonly string[]): Found | undefined {
  if (folder === undefined || files.length === 0) return undefined;
  const paths = files.map((file) => join(folder, file));
  const sizeBytes = sizeOf(paths);
  return sizeBytes === undefined ? undefined : { paths, part: { from: folder, sizeBytes } };
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
