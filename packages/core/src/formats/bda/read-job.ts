import { EarshotError } from '../../errors.js';
import type { AnalysisSource, Copies } from '../../model/analysis.js';
import { ObjectUri } from '../../model/uri.js';
import { checkBound, mapBounded, type ReadBounds } from '../read-bounds.js';
import { readDocument } from '../read-document.js';
import type { JobReading, ReadJobOptions } from '../result-format.js';
import { shareText } from '../share-text.js';
import { bdaJobFailure } from './job-errors.js';
import { besideManifest } from './layout.js';
import { mergeParts, partOf, type SourcedPart } from './merge-parts.js';
import type { JobManifest, OtherResult } from './result.js';
import { readCustomOutput, readLoading } from './result-document.js';

/** Reads the manifest of a job, and the documents that it names. */
export async function readJob(manifestUri: ObjectUri, options: ReadJobOptions): Promise<JobReading> {
  if (options.sources !== undefined) return readAgain(options.sources, options);
  const manifest = await readManifest(options.store, manifestUri, options.bounds);
  if (manifest.kind === 'other' || !['AUDIO', 'VIDEO', undefined].includes(manifest.modality)) {
    return notARecording(manifest.modality);
  }
  const { status: word = '' } = manifest;
  if (/ERROR|FAIL/i.test(word)) {
    return { state: 'failed', ...bdaJobFailure({ word }), mediaUri: recordingOf(manifest) };
  }
  return readOutputs(manifestUri, manifest, options);
}

async function readAgain(sources: readonly AnalysisSource[], options: ReadJobOptions): Promise<JobReading> {
  const documents = await mapBounded(sources, options.bounds.concurrency, ({ uri, kind, redacted }) => {
    const output: Output = { uri, kind: kind === 'custom' ? kind : 'standard' };
    return readOutput(output, { ...options, copies: redacted ? 'redacted' : 'original' }, () => {});
  });
  const other = documents.find((document) => 'modality' in document);
  if (other !== undefined) return notARecording(other.modality);
  return { state: 'completed', analysis: mergeParts(documents.filter((document) => 'source' in document)) };
}

function notARecording(modality: string | undefined): JobReading {
  return { state: 'ignored', reason: `not an audio or video job: ${modality}` };
}

/** More than the two longest locations that a manifest could name for a segment. */
const MANIFEST_BYTES_PER_DOCUMENT = 4_096;

/** How long the manifest of a job within the bounds may be, in bytes. */
function longestManifest({ documents }: ReadBounds): number {
  return documents * MANIFEST_BYTES_PER_DOCUMENT;
}

/** Reads a job's manifest. */
async function readManifest(
  store: ReadJobOptions['store'],
  uri: ObjectUri,
  bounds: ReadBounds,
): Promise<JobManifest | OtherResult> {
  const document = await readDocument(store, uri, (bytes) => {
    checkBound(bytes.length, longestManifest(bounds), 'bytes of manifest', uri);
    return readLoading(bytes, {});
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
async function readOutputs(
  manifestUri: ObjectUri,
  manifest: JobManifest,
  options: ReadJobOptions,
): Promise<JobReading> {
  const { copies, bounds } = options;
  const { outputs, unmatched } = outputsOf(manifestUri, manifest, copies);
  const unusable = (why: string, expected: string, found: string) =>
    new EarshotError('EARSHOT_UNREADABLE', `${manifestUri} ${why}`, {
      details: { uri: manifestUri, path: 'output_metadata', expected, found },
    });
  if (outputs.length === 0) throw unusable('names no output', 'an output', 'none');
  checkBound(outputs.length, bounds.documents, 'documents', manifestUri);
  let bytesRead = 0;
  const documents = await mapBounded(outputs, bounds.concurrency, (output) =>
    readOutput(output, options, ({ length }) => {
      bytesRead += length;
      checkBound(bytesRead, bounds.bytes, 'bytes', manifestUri);
    }),
  );
  const other = documents.find((document) => 'modality' in document);
  const parts = documents.filter((document) => 'source' in document);
  if (manifest.modality !== undefined && other !== undefined) {
    throw unusable('names output about something else', manifest.modality, other.modality);
  }
  if (other !== undefined) return notARecording(other.modality);
  if (manifest.modality === undefined && !parts.some(({ aboutRecording }) => aboutRecording)) {
    return notARecording('an image or a document');
  }
  const matched = parts.some(({ source }) => source.kind === 'custom');
  const analysis = mergeParts(parts);
  if (analysis.transcript !== undefined) shareText(analysis.transcript);
  const mediaUri = recordingOf(manifest) ?? parts.find(({ input }) => input !== undefined)?.input;
  return { state: unmatched && !matched ? 'no_match' : 'completed', analysis, mediaUri };
}

/** The recording that a job was about, as far as its manifest says. */
function recordingOf({ assets }: JobManifest): ObjectUri | undefined {
  return assets.find(({ input }) => input !== undefined)?.input;
}

/** A document that a manifest names. */
interface Output {
  readonly kind: 'standard' | 'custom';
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
  { kind, uri }: Output,
  { store, copies, ...include }: ReadJobOptions,
  count: (bytes: Uint8Array) => void,
): Promise<(SourcedPart & { aboutRecording: boolean }) | OtherResult> {
  const redacted = copies === 'redacted';
  const read = async (bytes: Uint8Array) => {
    count(bytes);
    const document = await (kind === 'custom' ? readCustomOutput(bytes, include) : readLoading(bytes, include));
    if (document.kind === 'other') return document;
    if (document.kind === 'manifest') {
      throw new EarshotError('EARSHOT_UNREADABLE', 'expected standard or custom output, found a manifest', {
        details: { path: '', expected: 'standard or custom output', found: document.kind },
      });
    }
    const source = { uri, kind: document.kind, redacted };
    const part = partOf(source, document.analysis);
    return document.kind === 'standard'
      ? { ...part, input: document.input, aboutRecording: true }
      : { ...part, aboutRecording: document.aboutRecording };
  };
  return readDocument(store, uri, read, redacted ? 'EARSHOT_NOT_REDACTED' : 'EARSHOT_UNAVAILABLE');
}

function copyOf(uri: ObjectUri, copies: Copies): ObjectUri {
  if (copies === 'original') return uri;
  return ObjectUri.parse(uri.replace(/\/(?:redacted\/)?([^/]+)$/, '/redacted/$1'));
}
