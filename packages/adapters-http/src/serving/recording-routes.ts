import { EarshotError, mediaTypeOf, type ObjectUri, type Playback, type RecordingStore } from '@earshot/core';
import { lacking } from './access/authentication.js';
import type { Caller } from './access/caller.js';
import type { ApiRequest } from './api-request.js';
import { type ApiResponse, json } from './api-response.js';
import { rangeIn, secondOf } from './byte-range.js';
import { fingerprint, unlessKnown } from './entity-tag.js';
import { namedBy, readNamed } from './named-call.js';
import { NoParameters, RecordingParameters, readParameters } from './parameters.js';
import type { Refusal } from './problem.js';
import type { RecordingUrlItem } from './responses.js';
import type { Handler } from './routes.js';
import type { CallPlaying, CallReading } from './served-app.js';
import { permitOf, servesUrls } from './signed-files.js';

/** A route that plays recordings. */
export type RecordingRoute =
  | 'GET /calls/{hash}/recording'
  | 'GET /calls/{hash}/recording-url'
  | 'GET /calls/{hash}/peaks'
  | 'GET /files/{file}';

/** Audiowaveform's format has no type of its own. */
export const PEAKS_MEDIA_TYPE = 'application/octet-stream';

/** How long a URL for playing is good for: as long as the longest recording. */
const URL_LIFE_MS = 4 * 60 * 60_000;

/** The routes that play recordings. `/files` is there when nothing else serves the store's signed URLs. */
export function recordingRoutes(
  app: Pick<CallReading, 'readCall' | 'digests'>,
  { recordings, playCall, readPeaks }: CallPlaying,
  now: () => Date,
): Readonly<Partial<Record<RecordingRoute, Handler>>> {
  const urls = servesUrls(recordings) ? recordings : undefined;

  /** What a request wants to hear. */
  const wanted = async (request: ApiRequest, name: string, caller: Caller): Promise<Playback | Refusal> => {
    const { copy } = readParameters(RecordingParameters, request.url);
    const options = { mayHearOriginals: caller.scopes.has('admin'), original: copy === 'original' };
    const playback = await playCall.execute(await readNamed(app, namedBy(name, app.digests)), options);
    return playback ?? lacking(caller, 'admin') ?? notFound('the call can not be played');
  };

  const signed = async ({ uri, contentType, fileName }: Playback) => {
    const expiresAtMs = now().getTime() + URL_LIFE_MS;
    return { url: await recordings.signedUrl(uri, { expiresAtMs, contentType, fileName }), expiresAtMs };
  };

  const play: Handler = async (request, name, caller) => {
    const playback = await wanted(request, name, caller);
    if (!('uri' in playback)) return playback;
    if (urls !== undefined) return sent(request, recordings, playback);
    const { url } = await signed(playback);
    return { status: 302, body: null, headers: { location: url, 'cache-control': 'no-store' } };
  };

  const url: Handler = async (request, name, caller) => {
    const playback = await wanted(request, name, caller);
    if (!('uri' in playback)) return playback;
    const { url, expiresAtMs } = await signed(playback);
    const item: RecordingUrlItem = {
      url,
      expires_at: new Date(expiresAtMs).toISOString(),
      content_type: playback.contentType,
      kind: playback.kind,
    };
    return json(200, JSON.stringify(item));
  };

  const peaks: Handler = async (request, name, caller) => {
    readParameters(NoParameters, request.url);
    const options = { mayHearOriginals: caller.scopes.has('admin') };
    const found = await readPeaks.execute(await readNamed(app, namedBy(name, app.digests)), options);
    if (found === undefined) return lacking(caller, 'admin') ?? notFound('the call can not be played');
    const body = new Uint8Array(found);
    return unlessKnown(request, `"${fingerprint(body)}"`, (headers) => {
      return { status: 200, body, headers: { ...headers, 'content-type': PEAKS_MEDIA_TYPE } };
    });
  };

  const file: Handler = (request) => {
    if (urls === undefined) return { kind: 'no-such-route' };
    const permit = permitOf(urls, 'GET', request);
    return 'kind' in permit ? permit : sent(request, recordings, permit);
  };

  return {
    'GET /calls/{hash}/recording': play,
    'GET /calls/{hash}/recording-url': url,
    'GET /calls/{hash}/peaks': peaks,
    ...(urls && { 'GET /files/{file}': file }),
  };
}

/** A recording, or the range of it that is asked for. */
async function sent(
  request: ApiRequest,
  recordings: RecordingStore,
  { uri, contentType, fileName }: { uri: ObjectUri; contentType?: string | undefined; fileName?: string | undefined },
): Promise<ApiResponse | Refusal> {
  const known = await recordings.stat(uri);
  if (known === undefined) return notFound('the recording is gone');
  const { sizeBytes, etag, writtenAtMs } = known;
  const about = {
    'accept-ranges': 'bytes',
    'content-type': contentType ?? known.contentType ?? mediaTypeOf(uri),
    'last-modified': new Date(secondOf(writtenAtMs)).toUTCString(),
    ...(fileName && { 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(fileName)}` }),
  };
  const answer = (status: number, start: number, end: number, headers: ApiResponse['headers']): ApiResponse => ({
    status,
    body: sizeBytes === 0 ? '' : later(() => recordings.read(uri, { start, end })),
    headers: { ...about, ...headers, 'content-length': String(end - start + 1) },
  });
  // Range is defined for GET alone (RFC 9110, 14.2).
  const range = request.method === 'GET' ? rangeIn(request.headers, known) : undefined;
  if (range === 'unsatisfiable') {
    return {
      kind: 'range-not-satisfiable',
      headers: { 'content-range': `bytes */${sizeBytes}`, 'accept-ranges': 'bytes' },
    };
  }
  return unlessKnown(request, etag, (headers) => {
    if (range === undefined) return answer(200, 0, sizeBytes - 1, headers);
    const { start, end } = range;
    return answer(206, start, end, { ...headers, 'content-range': `bytes ${start}-${end}/${sizeBytes}` });
  });
}

/** Reads nothing before the body is sent. */
async function* later(read: () => Promise<AsyncIterable<Uint8Array>>): AsyncGenerator<Uint8Array> {
  yield* await read();
}

function notFound(message: string): never {
  throw new EarshotError('EARSHOT_NOT_FOUND', message);
}
