import { EarshotError } from '../../errors.js';
import { besideManifest } from '../../intake/layout.js';
import type { Analysis, AnalysisSource, Copies, Transcript } from '../../model/analysis.js';
import { ObjectUri } from '../../model/uri.js';
import type { ResultStore } from '../../ports/result-store.js';
import { checkBound, longestManifest, mapBounded, type ReadBounds } from '../read-bounds.js';
import { mergeParts, partOf, readPart, type SourcedPart } from './read-parts.js';
import type { JobManifest, OtherResult } from './result.js';
import { readCustomOutput, readResultDocument } from './result-document.js';

/** What the documents of a job say of its recording. */
export interface ReadJob {
  readonly analysis: Analysis;
  readonly state: 'completed' | 'no_match';
  readonly mediaUri: ObjectUri | undefined;
}

/** Reads a job's manifest. */
export async function readManifest(
  store: ResultStore,
  uri: ObjectUri,
  bounds: ReadBounds,
): Promise<JobManifest | OtherResult> {
  const document = await readPart(store, uri, (bytes) => {
    checkBound(bytes.length, longestManifest(bounds), 'bytes of manifest', uri);
    return readResultDocument(bytes);
  });
  if (document.kind === 'manifest' || document.kind === 'other') return document;
  throw new EarshotError('EARSHOT_UNREADABLE', `${uri}: expected a job manifest, found ${document.kind} output`, {
    details: { uri, path: '', expected: 'a job manifest', found: document.kind },
  });
}

/**
 * Reads all documents that a manifest names, within the bounds.
 * @returns what they say together; or what they are about when that is no recording, and the manifest doesn't say so
 */
export async function readJob(
  store: ResultStore,
  manifestUri: ObjectUri,
  manifest: JobManifest,
  copies: Copies,
  bounds: ReadBounds,
): Promise<ReadJob | OtherResult> {
  const { outputs, unmatched } = outputsOf(manifestUri, manifest, copies);
  const unusable = (why: string, expected: string, found: string) =>
    new EarshotError('EARSHOT_UNREADABLE', `${manifestUri} ${why}`, {
      details: { uri: manifestUri, path: 'output_metadata', expected, found },
    });
  if (outputs.length === 0) throw unusable('names no output', 'an output', 'none');
  checkBound(outputs.length, bounds.documents, 'documents', manifestUri);
  let bytesRead = 0;
  const documents = await mapBounded(outputs, bounds.concurrency, (output) =>
    readOutput(store, output, copies, ({ length }) => {
      bytesRead += length;
      checkBound(bytesRead, bounds.bytes, 'bytes', manifestUri);
    }),
  );
  const other = documents.find((document) => 'modality' in document);
  const parts = documents.filter((document) => 'source' in document);
  if (manifest.modality !== undefined && other !== undefined) {
    throw unusable('names output about something else', manifest.modality, other.modality);
  }
  if (other !== undefined) return other;
  if (manifest.modality === undefined && !parts.some(({ aboutRecording }) => aboutRecording)) {
    return { kind: 'other', modality: 'an image or a document' };
  }
  const matched = parts.some(({ source }) => source.kind === 'custom');
  const analysis = mergeParts(parts);
  if (analysis.transcript !== undefined) shareText(analysis.transcript);
  const mediaUri = recordingOf(manifest) ?? parts.find(({ input }) => input !== undefined)?.input;
  return { analysis, state: unmatched && !matched ? 'no_match' : 'completed', mediaUri };
}

/** The recording that a job was about, as far as its manifest says. */
export function recordingOf({ assets }: JobManifest): ObjectUri | undefined {
  return assets.find(({ input }) => input !== undefined)?.input;
}

/** A document that a manifest names. */
interface Output {
  readonly kind: AnalysisSource['kind'];
  readonly uri: ObjectUri;
}

function outputsOf(manifestUri: ObjectUri, { assets, jobId }: JobManifest, copies: Copies) {
  const outputs: Output[] = [];
  let unmatched = false;
  for (const { standardUri, customUri, customStatus } of assets.flatMap(({ segments }) => segments)) {
    unmatched ||= customStatus === 'NO_MATCH';
    const add = (kind: Output['kind'], named: ObjectUri | undefined) => {
      if (named !== undefined) outputs.push({ kind, uri: copyOf(besideManifest(manifestUri, jobId, named), copies) });
    };
    add('standard', standardUri);
    if (customStatus !== 'NO_MATCH') add('custom', customUri);
  }
  return { outputs, unmatched };
}

async function readOutput(
  store: ResultStore,
  { kind, uri }: Output,
  copies: Copies,
  count: (bytes: Uint8Array) => void,
): Promise<(SourcedPart & { aboutRecording: boolean }) | OtherResult> {
  const redacted = copies === 'redacted';
  const read = (bytes: Uint8Array) => {
    count(bytes);
    const document = kind === 'custom' ? readCustomOutput(bytes) : readResultDocument(bytes);
    if (document.kind === 'other') return document;
    if (document.kind === 'manifest') {
      throw new EarshotError('EARSHOT_UNREADABLE', 'expected standard or custom output, found a manifest', {
        details: { path: '', expected: 'standard or custom output', found: document.kind },
      });
    }
    const source: AnalysisSource = { uri, kind: document.kind, redacted };
    const part = partOf(source, document.analysis);
    return document.kind === 'standard'
      ? { ...part, input: document.input, aboutRecording: true }
      : { ...part, aboutRecording: document.aboutRecording };
  };
  return readPart(store, uri, read, redacted ? 'EARSHOT_NOT_REDACTED' : 'EARSHOT_UNAVAILABLE');
}

function copyOf(uri: ObjectUri, copies: Copies): ObjectUri {
  if (copies === 'original') return uri;
  return ObjectUri.parse(uri.replace(/\/(?:redacted\/)?([^/]+)$/, '/redacted/$1'));
}

/**
 * Cuts the segments' texts out of the transcript, of which they are the stretches as a rule: engines keep such a piece
 * as a reference, so that what was said is in memory once and not twice.
 */
function shareText({ text, segments }: Transcript): void {
  let at = 0;
  for (const segment of segments) {
    const end = at + segment.text.length;
    if (!text.startsWith(segment.text, at)) return;
    segment.text = text.slice(at, end);
    at = end + 1;
  }
}
