import { EarshotError } from '../errors.js';
import { type Warning, warningFinding } from '../model/finding.js';
import type { ObjectUri } from '../model/uri.js';
import { checkCall } from './check-call.js';
import type { DocumentReader, ImportedCall } from './imported-call.js';
import { checkBound } from './read-bounds.js';
import { readDocument } from './read-document.js';
import { redactedCall } from './redacted-call.js';
import type { JobReading, ReadJobOptions } from './result-format.js';
import { shareText } from './share-text.js';
import { lastOfFile } from './transcript-file.js';

/**
 * Reads a document as the one of a job. Apart from the format, so that a process loads it with the first such document.
 * @throws EarshotError what the format's reader throws; `EARSHOT_NOT_REDACTED` when only redacted copies are kept and nobody
 *   looked for personal data in it
 */
export async function readImported(
  format: DocumentReader,
  uri: ObjectUri,
  options: ReadJobOptions,
): Promise<JobReading> {
  const { store, bounds, copies } = options;
  const { callId, recordedAtMs, mediaUri, analysis, isRedacted } = await readDocument(store, uri, async (bytes) => {
    checkBound(bytes.length, bounds.bytes, 'bytes', uri);
    const file = lastOfFile(bytes, uri.slice(uri.lastIndexOf('/') + 1));
    const call = await format.read(file, options);
    checkCall(call, format.title);
    return withWarnings(call, file.warnings());
  });
  const isToMask = copies === 'redacted';
  const { findSensitiveData: find } = options;
  const isSearched = isRedacted || find !== undefined || analysis.sensitiveData.length > 0;
  if (isToMask && !isSearched) throw notRedacted(format, uri);
  const kept = isToMask ? await redactedCall(analysis, find) : analysis;
  if (kept.transcript !== undefined) shareText(kept.transcript);
  const sources = [{ uri, kind: format.name, redacted: isToMask }];
  return { state: 'completed', analysis: { ...kept, sources }, callId, recordedAtMs, mediaUri };
}

function withWarnings(call: ImportedCall, warnings: readonly Warning[]): ImportedCall {
  if (warnings.length === 0) return call;
  const findings = [...(call.analysis.findings ?? []), ...warnings.map(warningFinding)];
  return { ...call, analysis: { ...call.analysis, findings } };
}

function notRedacted({ title }: DocumentReader, uri: ObjectUri): EarshotError {
  const message = `only redacted copies are kept, and ${uri} is ${title} that masks no personal data`;
  return new EarshotError('EARSHOT_NOT_REDACTED', message, { retryable: false, details: { uri } });
}
