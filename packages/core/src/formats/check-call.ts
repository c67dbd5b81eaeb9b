import * as z from 'zod/mini';
import { EarshotError } from '../errors.js';
import { isCount } from '../input/read-fields.js';
import { Analysis, type TranscriptSegment, type Word } from '../model/analysis.js';

/** What of an analysis is small as a rule. */
const Findings = z.omit(Analysis, { sources: true, transcript: true, customFields: true });
/** What a date can be, epoch ms. */
const LATEST_MS = 8.64e15;

interface ReadCall {
  readonly analysis: Omit<Analysis, 'sources'>;
  readonly recordedAtMs?: number | undefined;
}

/**
 * Checks what a reader made of a document, since a record that isn't valid could never be read again. Of segments and words,
 * which are nearly all of a call, only numbers are checked: the schema would take a third of the time that parsing takes.
 * @throws EarshotError `EARSHOT_UNREADABLE` with `details.path`
 */
export function checkCall({ analysis, recordedAtMs = 0 }: ReadCall, title: string): void {
  const [issue] = Findings.safeParse(analysis).error?.issues ?? [];
  if (issue !== undefined) throw invalid(title, issue.path.join('.'), issue.message);
  if (!Number.isInteger(recordedAtMs) || Math.abs(recordedAtMs) > LATEST_MS) {
    throw invalid(title, 'recordedAtMs', 'not a date in epoch ms');
  }
  for (const segment of analysis.transcript?.segments ?? []) {
    if (isSound(segment) && (segment.words === undefined || segment.words.every(isSoundWord))) continue;
    throw invalid(title, `transcript.segments.${segment.index}`, 'not whole ms, or no confidence');
  }
}

function isSoundWord({ startMs, endMs, confidence }: Word): boolean {
  return (
    (startMs === undefined || isCount(startMs)) &&
    (endMs === undefined || isCount(endMs)) &&
    (confidence === undefined || (confidence >= 0 && confidence <= 1))
  );
}

function isSound({ startMs, endMs, confidence = 0 }: TranscriptSegment): boolean {
  return isCount(startMs) && isCount(endMs) && confidence >= 0 && confidence <= 1;
}

function invalid(title: string, path: string, found: string): EarshotError {
  return new EarshotError('EARSHOT_UNREADABLE', `what was read of ${title} is not valid at ${path}: ${found}`, {
    details: { path, expected: 'a valid call', found },
  });
}
