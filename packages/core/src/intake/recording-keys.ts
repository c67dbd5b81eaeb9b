import { parseMessage } from '../input/parse-input.js';
import { CallId, type Digests } from '../model/call.js';
import { callNames } from '../model/call-names.js';
import { type NamedUpload, uploadNamed } from '../model/upload.js';
import { locationOf, type ObjectUri } from '../model/uri.js';
import type { Layout } from './layout.js';

const LONGEST_CALL_ID = 255;

/** Whether an object is a recording by the suffix of its key. */
export function hasMediaSuffix(key: string, { mediaSuffixes }: Pick<Layout, 'mediaSuffixes'>): boolean {
  return mediaSuffixes.includes(key.slice(key.lastIndexOf('.')).toLowerCase());
}

const SIDECAR_SUFFIX = '.json';

/** Where the sidecar of a recording is: next to it, under its whole name and `.json`. */
export function sidecarOf(recording: ObjectUri): ObjectUri {
  return `${recording}${SIDECAR_SUFFIX}` as ObjectUri;
}

/** The key, path or name of the recording that something is the sidecar of by its name; `undefined` when it is that of none. */
export function recordingOfSidecar(name: string, layout: Pick<Layout, 'mediaSuffixes'>): string | undefined {
  if (!name.endsWith(SIDECAR_SUFFIX)) return undefined;
  const recording = name.slice(0, -SIDECAR_SUFFIX.length);
  return hasMediaSuffix(recording, layout) ? recording : undefined;
}

/** What the location of a recording says of the upload that it came by; `undefined` when it came in another way. */
export function uploadOf(uri: ObjectUri, { uploadsPrefix }: Pick<Layout, 'uploadsPrefix'>): NamedUpload | undefined {
  const { key } = locationOf(uri);
  return key.startsWith(uploadsPrefix) ? uploadNamed(key.slice(uploadsPrefix.length)) : undefined;
}

/**
 * The call that a recording is named for, whether an event of its store or a backfill starts it: of an upload, the call that it
 * was opened for; else its key below the uploads prefix, or its whole key elsewhere. A name that is too long is its beginning and a digest of the URI.
 * @param digests without it, names that are too long are refused
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when no call can have that name
 */
export function callIdOfRecording(
  uri: ObjectUri,
  layout: Pick<Layout, 'uploadsPrefix'>,
  digests?: Pick<Digests, 'md5Hex'>,
): CallId {
  const upload = uploadOf(uri, layout);
  if (upload !== undefined) return upload.callId;
  const { key } = locationOf(uri);
  const { uploadsPrefix } = layout;
  const name = key.startsWith(uploadsPrefix) ? key.slice(uploadsPrefix.length) : key;
  const shortened =
    name.length > LONGEST_CALL_ID && digests !== undefined ? callNames(name, digests.md5Hex(uri))[1] : undefined;
  return shortened ?? parseMessage(CallId, name, 'call id taken from the key');
}
