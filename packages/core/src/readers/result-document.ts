import { EarshotError } from '../errors.js';
import type { Analysis } from '../model/analysis.js';
import type { JobId } from '../model/job.js';
import type { ObjectUri } from '../model/uri.js';
import { readAudioStandard } from './bda/audio-standard.js';
import { readCustom } from './bda/custom.js';
import { readManifest } from './bda/manifest.js';
import { readVideoStandard } from './bda/video-standard.js';
import { isObject, type JsonObject, kindOf, reading, text, within } from './fields.js';
import { decodeUtf8, parseJson } from './parse.js';
import { parseSkimming } from './skim.js';

/** Which of the bulky parts are wanted. What is not wanted is not checked either. */
export interface ReadOptions {
  /** Words with their times. @defaultValue false */
  readonly words?: boolean;
  /** Moderation scores per segment. @defaultValue false */
  readonly moderation?: boolean;
}

/** What one result document adds to an {@link Analysis}. */
export type AnalysisPart = Partial<Omit<Analysis, 'sources'>>;

/** An analyzer's standard output: what was said. */
export interface StandardResult {
  readonly kind: 'standard';
  readonly modality: 'audio' | 'video';
  /** The media object that was analysed. */
  readonly input?: ObjectUri | undefined;
  readonly analysis: AnalysisPart;
}

/** An analyzer's custom output: what a blueprint made of it. */
export interface CustomResult {
  readonly kind: 'custom';
  readonly analysis: AnalysisPart;
}

/** What a finished job says of itself: `job_metadata.json`. */
export interface JobManifest {
  readonly kind: 'manifest';
  readonly jobId: JobId;
  /** The vendor's word, such as `PROCESSED`. */
  readonly status?: string | undefined;
  /** `AUDIO`, `VIDEO`, `DOCUMENT`, `IMAGE`. */
  readonly modality?: string | undefined;
  readonly assets: readonly {
    readonly assetId?: string | undefined;
    readonly input?: ObjectUri | undefined;
    readonly segments: readonly {
      readonly standardUri?: ObjectUri | undefined;
      readonly customUri?: ObjectUri | undefined;
      /** `MATCH`, `NO_MATCH`, or a word that is not known yet. */
      readonly customStatus?: string | undefined;
    }[];
  }[];
}

/** The result of a job on something that is no recording: a document or an image. */
export interface OtherResult {
  readonly kind: 'other';
  readonly modality: string;
}

/** What a document turned out to be, and what it says. */
export type ResultDocument = JobManifest | StandardResult | CustomResult | OtherResult;

/**
 * Reads any document that Bedrock Data Automation writes about a recording: manifest, audio and video standard output of
 * every vintage, custom output, redacted copies. Unknown keys pass and absent blocks are normal.
 *
 * @param document UTF-8 bytes (fastest), JSON text, or JSON that was parsed already
 * @throws EarshotError `EARSHOT_UNREADABLE` when it is no JSON, none of these documents, or a known field has a wrong
 * type: `details.path` names the field, `details.expected` and `details.found` the types
 * @example
 * const result = readResultDocument(await readFile('result.json'), { words: true });
 * if (result.kind === 'standard') console.log(result.analysis.transcript?.text);
 */
export function readResultDocument(document: unknown, options: ReadOptions = {}): ResultDocument {
  const parsed =
    document instanceof Uint8Array
      ? parseBytes(document, options)
      : typeof document === 'string'
        ? parseJson(document)
        : document;
  if (!isObject(parsed)) throw unrecognised(kindOf(parsed));
  return recognise(parsed, options);
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

function recognise(document: JsonObject, options: ReadOptions): ResultDocument {
  if ('job_id' in document && 'output_metadata' in document) {
    return reading('job manifest', () => readManifest(document));
  }
  if (isCustom(document)) return reading('custom output', () => readCustom(document));
  const modality = modalityOf(document);
  if (modality === 'AUDIO') return reading('audio standard output', () => readAudioStandard(document, options));
  if (modality === 'VIDEO') return reading('video standard output', () => readVideoStandard(document, options));
  if (modality !== undefined) return { kind: 'other', modality };
  throw unrecognised('an object of some other kind');
}

/** The modality a document states, or the one its blocks give away. */
function modalityOf(document: JsonObject): string | undefined {
  const stated = reading('standard output', () => within(document, 'metadata', (m) => text(m, 'semantic_modality')));
  if (stated) return stated.toUpperCase();
  const has = (...keys: string[]) => keys.some((key) => key in document);
  if (has('audio_segments', 'audio_items', 'audio', 'topics')) return 'AUDIO';
  if (has('chapters', 'scenes', 'video')) return 'VIDEO';
  return undefined;
}

function unrecognised(found: string): EarshotError {
  return new EarshotError('EARSHOT_UNREADABLE', `expected a result document, found ${found}`, {
    details: { path: '', expected: 'a job manifest, standard output or custom output', found },
  });
}
