import { EarshotError } from '../../errors.js';
import { isObject, type JsonObject } from '../../input/json.js';
import { decodeUtf8, parseJson } from '../../input/json-text.js';
import { parseDocument } from '../../input/parse-input.js';
import type { TranscriptSegment } from '../../model/analysis.js';
import { folderOf, type ObjectUri } from '../../model/uri.js';
import { checkBound } from '../read-bounds.js';
import { readDocument } from '../read-document.js';
import type { JobReading, ReadJobOptions, ReadOptions } from '../result-format.js';
import { shareText } from '../share-text.js';
import { DOCUMENT_VERSION, EarshotDocument } from './earshot-document.js';
import { earshotDocumentUri } from './layout.js';

/** Reads the document of a job, or its redacted copy. */
export async function readJob(result: ObjectUri, options: ReadJobOptions): Promise<JobReading> {
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
