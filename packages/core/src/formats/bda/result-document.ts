import { EarshotError, isEarshotError } from '../../errors.js';
import { reading } from '../../input/faults.js';
import { isObject, type JsonObject, kindOf } from '../../input/json.js';
import { decodeUtf8, parseJson } from '../../input/json-text.js';
import { parseSkimming } from '../../input/skim.js';
import { warningFinding } from '../../model/finding.js';
import type { ReadOptions } from '../result-format.js';
import { readAudioStandard } from './audio-standard.js';
import { readCustom } from './custom.js';
import { readManifest } from './manifest.js';
import { readVideo } from './read-video.js';
import type { ResultDocument } from './result.js';
import { withWarnings } from './with-warnings.js';

/**
 * Reads any document that Bedrock Data Automation writes about a recording: manifest, audio and video standard output of
 * every vintage, custom output, redacted copies. Unknown keys pass and absent blocks are normal. What is of a wrong type is
 * left out where the rest makes sense without it, and the analysis carries a warning among its findings: any part of custom
 * output, and of standard output all but the transcript's segments with their texts and times.
 *
 * @param document UTF-8 bytes (fastest), JSON text, or JSON that was parsed already
 * @throws EarshotError `EARSHOT_UNREADABLE` when it isn't JSON, none of these documents, or a field that it can't do
 * without has a wrong type: `details.path` names the field, `details.expected` and `details.found` the types
 * @example
 * const result = readResultDocument(await readFile('result.json'), { words: true });
 * if (result.kind === 'standard') console.log(result.analysis.transcript?.text);
 */
export function readResultDocument(document: unknown, options: ReadOptions = {}): ResultDocument {
  return readKnown(document, options, readVideo);
}

/** Reads the standard output of a video. */
type VideoReader = typeof readVideo;

/** A video's output was met without a reader for it. */
class VideoMet extends Error {}

/** Once it is loaded. */
let loadedReader: VideoReader | undefined;

/** As {@link readResultDocument}. The reader of videos is loaded with the first one: most functions of Lambda never meet one. */
export function readLoading(bytes: Uint8Array, options: ReadOptions): Promise<ResultDocument> {
  return loadingVideos((video) => readKnown(bytes, options, video));
}

/** The kind of a result document, which isn't read as a whole if it is a video's. @throws EarshotError as {@link readResultDocument} does */
export function kindOfDocument(bytes: Uint8Array): ResultDocument['kind'] {
  try {
    return readKnown(bytes, {}, undefined).kind;
  } catch (error) {
    if (error instanceof VideoMet) return 'standard';
    throw error;
  }
}

async function loadingVideos<T>(read: (video: VideoReader | undefined) => T): Promise<T> {
  try {
    return read(loadedReader);
  } catch (error) {
    if (!(error instanceof VideoMet)) throw error;
    loadedReader = (await import('./read-video.js')).readVideo;
    return read(loadedReader);
  }
}

function readKnown(document: unknown, options: ReadOptions, video: VideoReader | undefined): ResultDocument {
  const parsed =
    document instanceof Uint8Array
      ? parseBytes(document, options)
      : typeof document === 'string'
        ? parseJson(document)
        : document;
  if (!isObject(parsed)) throw unrecognised(kindOf(parsed));
  return recognise(parsed, options, video);
}

/**
 * Reads what a job announced as custom output. A model wrote it, so it may be any JSON: what isn't a result document counts
 * as the blueprint's result, with a warning. Otherwise as {@link readLoading}.
 */
export function readCustomOutput(bytes: Uint8Array, options: ReadOptions = {}): Promise<ResultDocument> {
  return loadingVideos((video) => readCustomWith(bytes, options, video));
}

function readCustomWith(bytes: Uint8Array, options: ReadOptions, video: VideoReader | undefined): ResultDocument {
  const text = decodeUtf8(bytes);
  // No document is an array, and parseJson refuses one before it looks at how deep it is.
  const parsed = parseJson(/^\s*\[/.test(text) ? `{"inference_result":${text}}` : text);
  try {
    if (isObject(parsed)) return recognise(parsed, options, video);
  } catch (error) {
    if (!isEarshotError(error)) throw error;
  }
  const result = withWarnings('custom output', () => readCustom({ inference_result: parsed }));
  if (!isObject(parsed)) return result;
  const explanation = 'custom output: expected an object with inference_result, found an object without it';
  const findings = [...(result.analysis.findings ?? []), warningFinding({ code: 'unexpected_value', explanation })];
  return { ...result, analysis: { ...result.analysis, findings } };
}

function parseBytes(bytes: Uint8Array, options: ReadOptions): unknown {
  // With words wanted, the little that could be left out costs as much to find as to parse.
  const unwanted = options.words ? [] : ['audio_items', 'audio_item_indices'];
  if (!options.words && !options.moderation) unwanted.push('content_moderation');
  const { parsed, skimmed } = parseSkimming(bytes, unwanted);
  // A blueprint may name its fields like the parts that are left out.
  return skimmed && isObject(parsed) && isCustom(parsed) ? parseJson(decodeUtf8(bytes)) : parsed;
}

function isCustom(document: JsonObject): boolean {
  return 'inference_result' in document || 'matched_blueprint' in document;
}

function recognise(document: JsonObject, options: ReadOptions, video: VideoReader | undefined): ResultDocument {
  if ('job_id' in document && 'output_metadata' in document) {
    return reading('job manifest', () => readManifest(document));
  }
  const modality = modalityOf(document);
  if (modality !== undefined && modality !== 'AUDIO' && modality !== 'VIDEO') return { kind: 'other', modality };
  if (isCustom(document)) return withWarnings('custom output', () => readCustom(document));
  if (modality === 'AUDIO') return withWarnings('audio standard output', () => readAudioStandard(document, options));
  if (modality === 'VIDEO') {
    if (video === undefined) throw new VideoMet();
    return video(document, options);
  }
  throw unrecognised('an object of some other kind');
}

/** The modality a document states, or the one its blocks give away. Custom output often gives away none. */
function modalityOf(document: JsonObject): string | undefined {
  const { metadata } = document;
  const stated = isObject(metadata) ? metadata['semantic_modality'] : undefined;
  if (typeof stated === 'string' && stated !== '') return stated.toUpperCase();
  const has = (...keys: string[]) => keys.some((key) => key in document);
  if (isCustom(document)) {
    return has('document_class', 'split_document', 'explainability_info') ? 'DOCUMENT' : undefined;
  }
  if (has('audio_segments', 'audio_items', 'audio', 'topics')) return 'AUDIO';
  if (has('chapters', 'scenes', 'video')) return 'VIDEO';
  if (has('pages', 'document', 'elements')) return 'DOCUMENT';
  return has('image') ? 'IMAGE' : undefined;
}

const EXPECTED = 'a job manifest, standard output or custom output';

function unrecognised(found: string): EarshotError {
  return new EarshotError('EARSHOT_UNREADABLE', `expected a result document, found ${found}`, {
    details: { path: '', expected: EXPECTED, found },
  });
}
