import type { MediaLocation } from './call.js';
import type { ObjectUri } from './uri.js';

/*
 * Reports of a call's recording: which ones mean the same recording, and which one counts.
 */

/** No recording supersedes itself, whatever a report says: the results of its jobs would be passed over. */
export function isSuperseded(media: MediaLocation | undefined, uri: ObjectUri | undefined): boolean {
  return uri !== undefined && uri !== media?.uri && media?.supersedes?.includes(uri) === true;
}

/** Of two reports for one call, the one of the recording that counts; `undefined` when they mean different recordings. */
export function currentForm(kept: MediaLocation, reported: MediaLocation): MediaLocation | undefined {
  if (isSuperseded(kept, reported.uri)) return withForms(kept, reported);
  if (isSuperseded(reported, kept.uri)) return withForms(reported, kept);
  if (!sameRecording(kept, reported)) return undefined;
  const earliest = earliestReport(kept, reported);
  return withForms(earliest, earliest === kept ? reported : kept);
}

/** Adds the forms that the other report supersedes to those that this one does. */
function withForms(media: MediaLocation, { supersedes = [] }: MediaLocation): MediaLocation {
  const known = media.supersedes ?? [];
  const learnt = supersedes.filter((uri) => uri !== media.uri && !known.includes(uri));
  return learnt.length === 0 ? media : { ...media, supersedes: [...known, ...learnt].sort() };
}

/**
 * Whether two reports mean the same recording. Copying an object onto itself changes its version, perhaps its tag, and not
 * its size. A late report of an earlier write means the same recording, too.
 */
function sameRecording(kept: MediaLocation, reported: MediaLocation): boolean {
  if (kept.uri !== reported.uri) return false;
  const differs = <T>(a: T | undefined, b: T | undefined) => a !== undefined && b !== undefined && a !== b;
  if (!differs(kept.eTag, reported.eTag) || !differs(kept.sizeBytes, reported.sizeBytes)) return true;
  return isEarlier(reported.sequencer, kept.sequencer);
}

/**
 * Of two reports of one recording, the one of the earlier write. One without a sequencer counts less. Between two without,
 * the choice must not depend on the order in which they arrive, and must prefer the one with facts.
 */
function earliestReport(kept: MediaLocation, reported: MediaLocation): MediaLocation {
  if (kept.sequencer === undefined || reported.sequencer === undefined) {
    if (kept.sequencer !== reported.sequencer) return kept.sequencer === undefined ? reported : kept;
    return factsOf(reported) > factsOf(kept) ? reported : kept;
  }
  return isEarlier(reported.sequencer, kept.sequencer) ? reported : kept;
}

function factsOf({ versionId, eTag, sizeBytes }: MediaLocation): string {
  return [versionId, eTag, sizeBytes].join(' ');
}

function isEarlier(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const width = Math.max(a.length, b.length);
  return a.padEnd(width, '0') < b.padEnd(width, '0');
}
