import type { MediaLocation, RecordingKind } from './call.js';
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

/** Adds what the other report knows of the recording to this one: its kind, the forms that it supersedes, its names. */
function withForms(media: MediaLocation, { supersedes = [], names, kind }: MediaLocation): MediaLocation {
  const known = media.supersedes ?? [];
  const learnt = supersedes.filter((uri) => uri !== media.uri && !known.includes(uri));
  const kinded = kind === undefined || isKindOf(media, kind) ? media : { ...media, kind };
  const named = names === undefined ? kinded : withNames(kinded, names);
  return learnt.length === 0 ? named : { ...named, supersedes: [...known, ...learnt].sort() };
}

/** Of reports that differ, those of `video` count, whichever comes first: as video, the sound is analyzed as well. */
function isKindOf(media: MediaLocation, kind: RecordingKind): boolean {
  return media.kind === 'video' || media.kind === kind;
}

function withNames(media: MediaLocation, names: readonly ObjectUri[]): MediaLocation {
  const all = new Set([...(media.names ?? []), ...names]);
  all.delete(media.uri);
  return media.names !== undefined && all.size === media.names.length ? media : { ...media, names: [...all].sort() };
}

/** Whether a recording is this one, or an earlier form of it; `undefined` where nobody says what else this one is called. */
export function isSameMedia(media: MediaLocation, recording: ObjectUri): boolean | undefined {
  const { uri, supersedes = [], names } = media;
  if (uri === recording || supersedes.includes(recording) || names?.includes(recording)) return true;
  return names?.length === 0 ? undefined : false;
}

/**
 * The recording of a call of which a document says something.
 * @param named by the document: it may be anywhere
 * @param next to the document: it is at hand, and so takes the place of what documents name, though not of another at hand
 * @param isOwn whether the call began with its recording, which no document changes
 */
export function mediaOfDocument(
  media: MediaLocation | undefined,
  named: ObjectUri | undefined,
  beside: ObjectUri | undefined,
  isOwn: boolean,
): MediaLocation | undefined {
  const names = named === undefined ? [] : [named];
  if (media === undefined) {
    if (beside !== undefined) return withNames({ uri: beside }, names);
    return named === undefined ? undefined : { uri: named };
  }
  if (media.names !== undefined) return withNames(media, names);
  if (isOwn || beside === undefined || beside === media.uri) return media;
  return withNames({ uri: beside }, [media.uri, ...names]);
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
