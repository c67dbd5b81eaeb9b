import { EarshotError } from '../../errors.js';
import { isObject, type JsonObject } from '../../input/json.js';
import { decodeUtf8, parseJson } from '../../input/json-text.js';
import { parseDocument } from '../../input/parse-input.js';
import type { TranscriptSegment } from '../../model/analysis.js';
import { folderOf } from '../../model/uri.js';
import { checkBound } from '../read-bounds.js';
import { readDocument } from '../read-document.js';
import type { JobReading, ReadOptions, ResultFormat } from '../result-format.js';
import { shareText } from '../share-text.js';
import { DOCUMENT_VERSION, EarshotDocument } from './earshot-document.js';
import { DOCUMENT_NAME, earshotDocumentUri, earshotLayout } from './layout.js';

const REDACTED = 'redacted/';

/** Earshot's own format: see {@link EarshotDocument}. */
export const earshotFormat: ResultFormat = {
  ...earshotLayout,
  placeOf(bytes) {
    if (!MARK.test(textOf(bytes))) return undefined;
    documentIn(bytes);
    return DOCUMENT_NAME;
  },
  async read(result, options): Promise<JobReading> {
    const { store, copies, bounds } = options;
    const redacted = copies === 'redacted';
    const uri = earshotDocumentUri(folderOf(result), copies);
    const missing = redacted ? 'EARSHOT_NOT_REDACTED' : 'EARSHOT_UNAVAILABLE';
    const read = (bytes: Uint8Array) => {
      checkBound(bytes.length, bounds.bytes, 'bytes', uri);
      return documentIn(bytes);
    };
    const { mediaUri, analysis } = await readDocument(store, uri, read, missing);
    const sources = [{ uri, kind: 'analysis', redacted }];
    return { state: 'completed', mediaUri, analysis: { ...wanted(analysis, options), sources } };
  },
  isRedacted: (path) => path.endsWith(`/${REDACTED}${DOCUMENT_NAME}`),
};

/** Other formats' documents, of any size, are not parsed to find out that they are not ours. */
const MARK = /^\s*\{\s*"earshotAnalysis"\s*:/;

function textOf(bytes: Uint8Array): string {
  let end = Math.min(bytes.length, 64);
  // Not within a character.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end++;
  try {
    return decodeUtf8(bytes.subarray(0, end));
  } catch {
    return '';
  }
}

function documentIn(bytes: Uint8Array): EarshotDocument {
  const parsed = parseJson(decodeUtf8(bytes));
  if (isObject(parsed)) checkVersion(parsed);
  return parseDocument(EarshotDocument, parsed, 'Earshot analysis');
}

function checkVersion({ earshotAnalysis: version }: JsonObject): void {
  if (typeof version !== 'number' || version === DOCUMENT_VERSION) return;
  const expected = `version ${DOCUMENT_VERSION}`;
  throw new EarshotError('EARSHOT_NOT_SUPPORTED', `Earshot analysis: expected ${expected}, found version ${version}`, {
    details: { path: 'earshotAnalysis', expected, found: `version ${version}` },
  });
}

function wanted(
  analysis: EarshotDocument['analysis'],
  { words, moderation }: ReadOptions,
): EarshotDocument['analysis'] {
  const { transcript } = analysis;
  if (transcript !== undefined) shareText(transcript);
  return {
    ...analysis,
    moderation: moderation ? analysis.moderation : [],
    ...(transcript && {
      transcript: { ...transcript, segments: words ? transcript.segments : transcript.segments.map(withoutWords) },
    }),
  };
}

function withoutWords({ words: _, ...segment }: TranscriptSegment): TranscriptSegment {
  return segment;
}
