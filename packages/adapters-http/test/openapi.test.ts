import { MemoryAudioAnalyzer } from '@earshot/adapters-memory';
import {
  type CallId,
  EarshotError,
  type ErrorCode,
  hashOf,
  MAX_NOTES,
  ObjectUri,
  type RecordingStore,
  StartMessage,
  UploadMessage,
} from '@earshot/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_INSIGHT_ID } from '../src/describing/coaching-examples.js';
import { EXAMPLE_NOTE, EXAMPLE_START } from '../src/describing/examples.js';
import type { OpenApiDocument } from '../src/describing/openapi-document.js';
import { EXAMPLE_UPLOAD } from '../src/describing/upload-descriptions.js';
import { adminToken, UploadItem } from '../src/index.js';
import { importAndCoach } from './coached.js';
import { operationOf, operationsOf, parametersOf, responseOf, strict } from './documented.js';
import {
  brokenIndex,
  brokenInsights,
  brokenLetters,
  brokenRecordings,
  brokenRepository,
  byTokens,
  completedCall,
  digests,
  failedCall,
  NOW_MS,
  notUnderstoodCall,
  PEAKS,
  peaksUri,
  posted,
  putRecording,
  resultDocument,
  resultUri,
  type Served,
  s3Like,
  serve,
} from './served-app.js';

let document: OpenApiDocument;

beforeAll(async () => {
  document = (await (await serve().api.request('/openapi.json')).json()) as OpenApiDocument;
});

const START = { callId: 'new', audioS3Uri: 's3://recordings/new.wav' };
const REFUSED = { callId: 'refused', audioS3Uri: 's3://recordings/refused.txt' };
/** A transcript of Post Call Analytics. */
const TRANSCRIPT = { ConversationAnalytics: {}, SpeechSegments: [] };
const AGENT = { label: 'spk_0', role: 'agent' };
const NOBODY = { label: 'spk_9', role: 'agent' };
const correction = (body: object, headers = {}) => ({ ...posted(body, headers), method: 'PUT' });
const PLAIN = { 'content-type': 'text/plain' };
const FOREIGN = { origin: 'https://evil.example' };
/** Stands for the id of an insight in a path. */
const INSIGHT = '$insight';
/** Stand for signed URLs: of a recording, and of one that is gone. */
const FILE = '/files/$file';
const GONE = '/files/$gone';
/** Stand for uploads: of which all is missing, that has arrived, and that is no recording. */
const WAITING = '$waiting';
const ARRIVED = '$arrived';
const NO_RECORDING = '$no-recording';
/** Stand for signed URLs of parts: of an upload that goes on, and of one that was cancelled. */
const PART = '/files/$part';
const CANCELLED = '/files/$cancelled';
const UPLOAD = { file_name: 'call.wav', size_bytes: 5 };
const sentPart = (body: string) => ({
  headers: { 'content-type': 'audio/wav', 'content-length': '5' },
  body,
});
const patched = (body: object, headers = {}) => ({ ...posted(body, headers), method: 'PATCH' });

/** The id of a call's job. */
function jobOf(callId: string, attempt = 1): string {
  return `${hashOf(callId as CallId, digests)}.${attempt}`;
}

/** Routes with no backend behind them. */
const SERVICE = /^\/(?:session|health|openapi\.json|docs)?$/;

/** Requests that draw every documented answer out of a server with the calls below; the rest are in BEHIND. */
const REQUESTS: readonly (readonly [string, string, number, string, RequestInit?])[] = [
  ['GET', '/analytics', 200, '/analytics'],
  ['GET', '/analytics', 200, '/analytics?pageSize=1'],
  ['GET', '/analytics', 200, '/analytics?callId=done&include=words,moderation'],
  ['GET', '/analytics', 304, '/analytics', { headers: { 'if-none-match': '*' } }],
  ['GET', '/analytics', 400, '/analytics?pageSize=0'],
  ['GET', '/analytics', 404, '/analytics?callId=nobody'],
  ['GET', '/analytics/{hash}', 200, '/analytics/done'],
  ['GET', '/analytics/{hash}', 200, '/analytics/broken'],
  ['GET', '/analytics/{hash}', 304, '/analytics/done', { headers: { 'if-none-match': '*' } }],
  ['GET', '/analytics/{hash}', 400, '/analytics/done?include=letters'],
  ['GET', '/analytics/{hash}', 404, '/analytics/nobody'],
  ['GET', '/calls/summary', 200, '/calls/summary?by=day'],
  ['GET', '/calls/summary', 304, '/calls/summary', { headers: { 'if-none-match': '*' } }],
  ['GET', '/calls/summary', 400, '/calls/summary?by=month'],
  ['GET', '/calls/{hash}', 200, '/calls/done'],
  ['GET', '/calls/{hash}', 200, '/calls/done?format=markdown'],
  ['GET', '/calls/{hash}', 200, '/calls/done', { headers: { accept: 'text/vtt' } }],
  ['GET', '/calls/{hash}', 200, '/calls/done?format=srt'],
  ['GET', '/calls/{hash}', 304, '/calls/done', { headers: { 'if-none-match': '*' } }],
  ['GET', '/calls/{hash}', 400, '/calls/done?format=pdf'],
  ['GET', '/calls/{hash}', 404, '/calls/nobody'],
  ['POST', '/calls', 202, '/calls', posted(START)],
  ['POST', '/calls', 200, '/calls', posted(START)],
  ['POST', '/calls', 201, '/calls?fileName=call-0042.json', posted(TRANSCRIPT)],
  ['POST', '/calls', 400, '/calls', posted({})],
  ['POST', '/calls', 403, '/calls', posted(START, FOREIGN)],
  ['POST', '/calls', 409, '/calls', posted({ ...START, audioS3Uri: 's3://recordings/other.wav' })],
  ['POST', '/calls', 413, '/calls', posted({ ...START, metadata: { pad: 'x'.repeat(70_000) } })],
  ['POST', '/calls', 415, '/calls', posted(START, { 'content-type': 'text/plain' })],
  ['POST', '/calls', 422, '/calls', posted({ ...REFUSED, callId: 'forgotten' })],
  ['POST', '/calls/{hash}/restart', 422, '/calls/refused/restart', { method: 'POST' }],
  ['POST', '/calls/{hash}/restart', 202, '/calls/broken/restart', { method: 'POST' }],
  ['POST', '/calls/{hash}/restart', 403, '/calls/broken/restart', { method: 'POST', headers: FOREIGN }],
  ['POST', '/calls/{hash}/restart', 404, '/calls/nobody/restart', { method: 'POST' }],
  ['POST', '/calls/{hash}/restart', 409, '/calls/done/restart', { method: 'POST' }],
  ['POST', '/calls/{hash}/notes', 201, '/calls/done/notes', posted(EXAMPLE_NOTE)],
  ['POST', '/calls/{hash}/notes', 400, '/calls/done/notes', posted({})],
  ['POST', '/calls/{hash}/notes', 403, '/calls/done/notes', posted(EXAMPLE_NOTE, FOREIGN)],
  ['POST', '/calls/{hash}/notes', 404, '/calls/nobody/notes', posted(EXAMPLE_NOTE)],
  ['POST', '/calls/{hash}/notes', 409, '/calls/full/notes', posted(EXAMPLE_NOTE)],
  ['POST', '/calls/{hash}/notes', 413, '/calls/done/notes', posted({ text: 'x'.repeat(70_000) })],
  ['POST', '/calls/{hash}/notes', 415, '/calls/done/notes', posted(EXAMPLE_NOTE, { 'content-type': 'text/plain' })],
  ['DELETE', '/calls/{hash}/notes/{id}', 403, '/calls/done/notes/2', { method: 'DELETE', headers: FOREIGN }],
  ['DELETE', '/calls/{hash}/notes/{id}', 200, '/calls/done/notes/2', { method: 'DELETE' }],
  ['DELETE', '/calls/{hash}/notes/{id}', 404, '/calls/done/notes/2', { method: 'DELETE' }],
  ['PUT', '/calls/{hash}/participants', 200, '/calls/done/participants', correction({ participants: [AGENT] })],
  ['PUT', '/calls/{hash}/participants', 400, '/calls/done/participants', correction({ participants: [NOBODY] })],
  ['PUT', '/calls/{hash}/participants', 403, '/calls/done/participants', correction({ participants: [] }, FOREIGN)],
  ['PUT', '/calls/{hash}/participants', 404, '/calls/nobody/participants', correction({ participants: [AGENT] })],
  ['PUT', '/calls/{hash}/participants', 409, '/calls/broken/participants', correction({ participants: [AGENT] })],
  ['PUT', '/calls/{hash}/participants', 413, '/calls/done/participants', correction({ pad: 'x'.repeat(70_000) })],
  [
    'PUT',
    '/calls/{hash}/participants',
    415,
    '/calls/done/participants',
    correction({ participants: [] }, { 'content-type': 'text/plain' }),
  ],
  ['POST', '/calls/{hash}/restart', 415, '/calls/broken/restart', posted({}, { 'content-type': 'text/plain' })],
  ['GET', '/jobs', 200, '/jobs'],
  ['GET', '/jobs', 304, '/jobs', { headers: { 'if-none-match': '*' } }],
  ['GET', '/jobs', 400, '/jobs?state=lost'],
  ['GET', '/jobs/{id}', 200, '/jobs/new'],
  ['GET', '/jobs/{id}', 304, '/jobs/done', { headers: { 'if-none-match': '*' } }],
  ['GET', '/jobs/{id}', 400, '/jobs/done?state=failed'],
  ['GET', '/jobs/{id}', 404, '/jobs/nobody'],
  ['GET', '/jobs/{id}/events', 200, '/jobs/done/events'],
  ['GET', '/jobs/{id}/events', 400, '/jobs/done/events?state=failed'],
  ['GET', '/jobs/{id}/events', 404, '/jobs/nobody/events'],
  ['POST', '/jobs/{id}/cancel', 409, `/jobs/${jobOf('done')}/cancel`, { method: 'POST' }],
  ['POST', '/jobs/{id}/cancel', 404, `/jobs/${jobOf('nobody')}/cancel`, { method: 'POST' }],
  ['POST', '/jobs/{id}/cancel', 403, `/jobs/${jobOf('new')}/cancel`, { method: 'POST', headers: FOREIGN }],
  ['POST', '/jobs/{id}/cancel', 415, `/jobs/${jobOf('new')}/cancel`, posted({}, { 'content-type': 'text/plain' })],
  ['POST', '/jobs/{id}/cancel', 200, `/jobs/${jobOf('new')}/cancel`, { method: 'POST' }],
  ['POST', '/jobs/{id}/retry', 409, `/jobs/${jobOf('done')}/retry`, { method: 'POST' }],
  ['POST', '/jobs/{id}/retry', 404, `/jobs/${jobOf('nobody')}/retry`, { method: 'POST' }],
  ['POST', '/jobs/{id}/retry', 403, `/jobs/${jobOf('new')}/retry`, { method: 'POST', headers: FOREIGN }],
  ['POST', '/jobs/{id}/retry', 415, `/jobs/${jobOf('new')}/retry`, posted({}, { 'content-type': 'text/plain' })],
  ['POST', '/jobs/{id}/retry', 202, `/jobs/${jobOf('new')}/retry`, { method: 'POST' }],
  ['POST', '/jobs/{id}/retry', 200, `/jobs/${jobOf('new')}/retry`, { method: 'POST' }],
  ['POST', '/jobs/{id}/retry', 422, `/jobs/${jobOf('refused', 2)}/retry`, { method: 'POST' }],
  ['GET', '/coaching-analytics', 200, '/coaching-analytics?ruleset=*'],
  ['GET', '/coaching-analytics', 304, '/coaching-analytics', { headers: { 'if-none-match': '*' } }],
  ['GET', '/coaching-analytics', 400, '/coaching-analytics?priority=urgent'],
  ['GET', '/coaching-analytics', 404, '/coaching-analytics?call=nobody'],
  ['GET', '/calls/{hash}/coaching', 200, '/calls/upset/coaching'],
  ['GET', '/calls/{hash}/coaching', 200, '/calls/done/coaching'],
  ['GET', '/calls/{hash}/coaching', 304, '/calls/upset/coaching', { headers: { 'if-none-match': '*' } }],
  ['GET', '/calls/{hash}/coaching', 400, '/calls/upset/coaching?metric=pace'],
  ['GET', '/calls/{hash}/coaching', 404, '/calls/nobody/coaching'],
  ['PATCH', '/insights/{id}', 200, `/insights/${INSIGHT}`, patched({ status: 'completed', comment: 'Done.' })],
  ['PATCH', '/insights/{id}', 400, `/insights/${INSIGHT}`, patched({})],
  ['PATCH', '/insights/{id}', 403, `/insights/${INSIGHT}`, patched({}, FOREIGN)],
  ['PATCH', '/insights/{id}', 404, '/insights/nothing', patched({ status: 'completed' })],
  ['PATCH', '/insights/{id}', 409, `/insights/${INSIGHT}`, patched({ status: 'dismissed', version: 1 })],
  ['PATCH', '/insights/{id}', 413, `/insights/${INSIGHT}`, patched({ comment: 'x'.repeat(70_000) })],
  ['PATCH', '/insights/{id}', 415, `/insights/${INSIGHT}`, patched({}, { 'content-type': 'text/plain' })],
  ['GET', '/insights/{id}', 200, `/insights/${INSIGHT}`],
  ['GET', '/insights/{id}', 304, `/insights/${INSIGHT}`, { headers: { 'if-none-match': '*' } }],
  ['GET', '/insights/{id}', 400, `/insights/${INSIGHT}?version=1`],
  ['GET', '/insights/{id}', 404, '/insights/nothing'],
  ['GET', '/search', 200, '/search?q=refund'],
  ['GET', '/search', 304, '/search?q=refund', { headers: { 'if-none-match': '*' } }],
  ['GET', '/search', 400, '/search?q=-refund'],
  ['GET', '/search', 404, '/search?q=refund&call=nobody'],
  ['GET', '/agents', 200, '/agents'],
  ['GET', '/agents', 304, '/agents', { headers: { 'if-none-match': '*' } }],
  ['GET', '/agents', 400, '/agents?pageSize=0'],
  ['GET', '/agents/{name}', 200, '/agents/Imani'],
  ['GET', '/agents/{name}', 304, '/agents/Imani', { headers: { 'if-none-match': '*' } }],
  ['GET', '/agents/{name}', 400, '/agents/Imani?from=yesterday'],
  ['GET', '/agents/{name}', 404, '/agents/nobody'],
  ['GET', '/calls/{hash}/recording', 200, '/calls/done/recording'],
  ['GET', '/calls/{hash}/recording', 206, '/calls/done/recording', { headers: { range: 'bytes=0-1' } }],
  ['GET', '/calls/{hash}/recording', 304, '/calls/done/recording', { headers: { 'if-none-match': '*' } }],
  ['GET', '/calls/{hash}/recording', 400, '/calls/done/recording?copy=best'],
  ['GET', '/calls/{hash}/recording', 404, '/calls/nobody/recording'],
  ['GET', '/calls/{hash}/recording', 416, '/calls/done/recording', { headers: { range: 'bytes=900-' } }],
  ['GET', '/calls/{hash}/recording-url', 200, '/calls/done/recording-url'],
  ['GET', '/calls/{hash}/recording-url', 400, '/calls/done/recording-url?copy=best'],
  ['GET', '/calls/{hash}/recording-url', 404, '/calls/nobody/recording-url'],
  ['GET', '/calls/{hash}/peaks', 200, '/calls/done/peaks'],
  ['GET', '/calls/{hash}/peaks', 304, '/calls/done/peaks', { headers: { 'if-none-match': '*' } }],
  ['GET', '/calls/{hash}/peaks', 400, '/calls/done/peaks?zoom=2'],
  ['GET', '/calls/{hash}/peaks', 404, '/calls/upset/peaks'],
  ['GET', '/files/{file}', 200, FILE],
  ['GET', '/files/{file}', 206, FILE, { headers: { range: 'bytes=0-1' } }],
  ['GET', '/files/{file}', 304, FILE, { headers: { 'if-none-match': '*' } }],
  ['GET', '/files/{file}', 403, '/files/unsigned'],
  ['GET', '/files/{file}', 404, GONE],
  ['GET', '/files/{file}', 416, FILE, { headers: { range: 'bytes=900-' } }],
  ['POST', '/uploads', 201, '/uploads', posted(UPLOAD)],
  ['POST', '/uploads', 400, '/uploads', posted({ ...UPLOAD, size_bytes: 0 })],
  ['POST', '/uploads', 403, '/uploads', posted(UPLOAD, FOREIGN)],
  ['POST', '/uploads', 409, '/uploads', posted({ ...UPLOAD, call_id: 'done' })],
  ['POST', '/uploads', 413, '/uploads', posted({ ...UPLOAD, metadata: { pad: 'x'.repeat(70_000) } })],
  ['POST', '/uploads', 415, '/uploads', posted(UPLOAD, { 'content-type': 'text/plain' })],
  ['GET', '/uploads/{id}', 200, `/uploads/${WAITING}`],
  ['GET', '/uploads/{id}', 404, '/uploads/nothing'],
  ['POST', '/uploads/{id}/complete', 202, `/uploads/${ARRIVED}/complete`, { method: 'POST' }],
  ['POST', '/uploads/{id}/complete', 200, `/uploads/${ARRIVED}/complete`, { method: 'POST' }],
  ['POST', '/uploads/{id}/complete', 403, `/uploads/${ARRIVED}/complete`, { method: 'POST', headers: FOREIGN }],
  ['POST', '/uploads/{id}/complete', 404, '/uploads/nothing/complete', { method: 'POST' }],
  ['POST', '/uploads/{id}/complete', 409, `/uploads/${WAITING}/complete`, { method: 'POST' }],
  ['POST', '/uploads/{id}/complete', 415, '/uploads/nothing/complete', posted({}, { 'content-type': 'text/plain' })],
  ['POST', '/uploads/{id}/complete', 422, `/uploads/${NO_RECORDING}/complete`, { method: 'POST' }],
  ['DELETE', '/uploads/{id}', 204, `/uploads/${WAITING}`, { method: 'DELETE' }],
  ['DELETE', '/uploads/{id}', 403, `/uploads/${WAITING}`, { method: 'DELETE', headers: FOREIGN }],
  ['DELETE', '/uploads/{id}', 404, '/uploads/nothing', { method: 'DELETE' }],
  ['DELETE', '/uploads/{id}', 409, `/uploads/${ARRIVED}`, { method: 'DELETE' }],
  ['PUT', '/files/{file}', 400, PART, sentPart('four')],
  ['PUT', '/files/{file}', 200, PART, sentPart('fives')],
  ['PUT', '/files/{file}', 403, PART, { ...sentPart('fives'), headers: { 'content-type': 'text/html' } }],
  ['PUT', '/files/{file}', 404, CANCELLED, sentPart('fives')],
  ['PUT', '/files/{file}', 409, PART, sentPart('fives')],
  ['DELETE', '/calls/{hash}', 403, '/calls/done', { method: 'DELETE', headers: FOREIGN }],
  ['DELETE', '/calls/{hash}', 200, '/calls/done', { method: 'DELETE' }],
  ['DELETE', '/calls/{hash}', 404, '/calls/done', { method: 'DELETE' }],
  ['GET', '/dead-letters', 200, '/dead-letters'],
  ['GET', '/dead-letters', 400, '/dead-letters?queue=messages'],
  ['POST', '/dead-letters/{queue}/redrive', 200, '/dead-letters/messages/redrive', { method: 'POST' }],
  ['POST', '/dead-letters/{queue}/redrive', 403, '/dead-letters/messages/redrive', { headers: FOREIGN }],
  ['POST', '/dead-letters/{queue}/redrive', 404, '/dead-letters/nothing/redrive', { method: 'POST' }],
  ['POST', '/dead-letters/{queue}/redrive', 415, '/dead-letters/messages/redrive', posted({}, PLAIN)],
  ['POST', '/dead-letters/{queue}/discard', 200, '/dead-letters/messages/discard', posted({ all: true })],
  ['POST', '/dead-letters/{queue}/discard', 400, '/dead-letters/messages/discard', posted({})],
  ['POST', '/dead-letters/{queue}/discard', 403, '/dead-letters/messages/discard', posted({}, FOREIGN)],
  ['POST', '/dead-letters/{queue}/discard', 404, '/dead-letters/nothing/discard', posted({ all: true })],
  ['POST', '/dead-letters/{queue}/discard', 413, '/dead-letters/messages/discard', posted({ pad: 'x'.repeat(70_000) })],
  ['POST', '/dead-letters/{queue}/discard', 415, '/dead-letters/messages/discard', posted({}, PLAIN)],
  ['GET', '/doctor', 200, '/doctor'],
  ['GET', '/doctor', 400, '/doctor?queue=messages'],
  ['GET', '/session', 200, '/session'],
  ['GET', '/health', 200, '/health'],
  ['GET', '/openapi.json', 304, '/openapi.json', { headers: { 'if-none-match': '*' } }],
  ['GET', '/docs', 200, '/docs'],
  ['GET', '/docs', 304, '/docs', { headers: { 'if-none-match': '*' } }],
  ['GET', '/', 302, '/'],
];

const TOKEN = 'a-token-of-the-tests';
const READER = { name: 'reader', sha256: digests.sha256Hex(`${TOKEN}-reader`), scopes: ['read'] } as const;
const READING = { headers: { authorization: `Bearer ${TOKEN}-reader` } };
const SIGN_IN = { token: TOKEN };

/** Requests that draw out what a server with tokens answers besides. */
const GUARDED_REQUESTS: typeof REQUESTS = [
  ['GET', '/analytics', 401, '/analytics'],
  ['GET', '/analytics/{hash}', 401, '/analytics/done'],
  ['GET', '/calls/summary', 401, '/calls/summary'],
  ['GET', '/calls/{hash}', 401, '/calls/done'],
  ['POST', '/calls', 401, '/calls', posted(START)],
  ['POST', '/calls', 403, '/calls', posted(START, READING.headers)],
  ['POST', '/calls/{hash}/restart', 401, '/calls/done/restart', { method: 'POST' }],
  ['POST', '/calls/{hash}/restart', 403, '/calls/done/restart', { method: 'POST', ...READING }],
  ['POST', '/calls/{hash}/notes', 401, '/calls/done/notes', posted(EXAMPLE_NOTE)],
  ['POST', '/calls/{hash}/notes', 403, '/calls/done/notes', posted(EXAMPLE_NOTE, READING.headers)],
  ['DELETE', '/calls/{hash}/notes/{id}', 401, '/calls/done/notes/2', { method: 'DELETE' }],
  ['DELETE', '/calls/{hash}/notes/{id}', 403, '/calls/done/notes/2', { method: 'DELETE', ...READING }],
  ['PUT', '/calls/{hash}/participants', 401, '/calls/done/participants', correction({})],
  ['PUT', '/calls/{hash}/participants', 403, '/calls/done/participants', correction({}, READING.headers)],
  ['DELETE', '/calls/{hash}', 401, '/calls/done', { method: 'DELETE' }],
  ['DELETE', '/calls/{hash}', 403, '/calls/done', { method: 'DELETE', ...READING }],
  ['GET', '/jobs', 401, '/jobs'],
  ['GET', '/jobs/{id}', 401, '/jobs/done'],
  ['GET', '/jobs/{id}/events', 401, '/jobs/done/events'],
  ['POST', '/jobs/{id}/cancel', 401, '/jobs/done/cancel', { method: 'POST' }],
  ['POST', '/jobs/{id}/cancel', 403, '/jobs/done/cancel', { method: 'POST', ...READING }],
  ['POST', '/jobs/{id}/retry', 401, '/jobs/done/retry', { method: 'POST' }],
  ['POST', '/jobs/{id}/retry', 403, '/jobs/done/retry', { method: 'POST', ...READING }],
  ['GET', '/coaching-analytics', 401, '/coaching-analytics'],
  ['GET', '/calls/{hash}/coaching', 401, '/calls/done/coaching'],
  ['GET', '/insights/{id}', 401, '/insights/one'],
  ['PATCH', '/insights/{id}', 401, '/insights/one', patched({})],
  ['PATCH', '/insights/{id}', 403, '/insights/one', patched({}, READING.headers)],
  ['GET', '/search', 401, '/search?q=refund'],
  ['GET', '/agents', 401, '/agents'],
  ['GET', '/agents/{name}', 401, '/agents/Imani'],
  ['GET', '/calls/{hash}/recording', 401, '/calls/masked/recording'],
  ['GET', '/calls/{hash}/recording', 403, '/calls/masked/recording', READING],
  ['GET', '/calls/{hash}/recording-url', 401, '/calls/masked/recording-url'],
  ['GET', '/calls/{hash}/recording-url', 403, '/calls/masked/recording-url', READING],
  ['GET', '/calls/{hash}/peaks', 401, '/calls/masked/peaks'],
  ['GET', '/calls/{hash}/peaks', 403, '/calls/unknown/peaks', READING],
  ['GET', '/files/{file}', 403, '/files/unsigned'],
  ['POST', '/uploads', 401, '/uploads', posted(UPLOAD)],
  ['POST', '/uploads', 403, '/uploads', posted(UPLOAD, READING.headers)],
  ['GET', '/uploads/{id}', 401, '/uploads/one'],
  ['GET', '/uploads/{id}', 403, '/uploads/one', READING],
  ['POST', '/uploads/{id}/complete', 401, '/uploads/one/complete', { method: 'POST' }],
  ['POST', '/uploads/{id}/complete', 403, '/uploads/one/complete', { method: 'POST', ...READING }],
  ['DELETE', '/uploads/{id}', 401, '/uploads/one', { method: 'DELETE' }],
  ['DELETE', '/uploads/{id}', 403, '/uploads/one', { method: 'DELETE', ...READING }],
  ['PUT', '/files/{file}', 403, '/files/unsigned', sentPart('fives')],
  ['GET', '/dead-letters', 401, '/dead-letters'],
  ['POST', '/dead-letters/{queue}/redrive', 401, '/dead-letters/messages/redrive', { method: 'POST' }],
  ['POST', '/dead-letters/{queue}/redrive', 403, '/dead-letters/messages/redrive', { method: 'POST', ...READING }],
  ['POST', '/dead-letters/{queue}/discard', 401, '/dead-letters/messages/discard', posted({})],
  ['POST', '/dead-letters/{queue}/discard', 403, '/dead-letters/messages/discard', posted({}, READING.headers)],
  ['GET', '/doctor', 401, '/doctor'],
  ['GET', '/session', 401, '/session'],
  ['POST', '/session', 204, '/session', posted(SIGN_IN)],
  ['POST', '/session', 400, '/session', posted({})],
  ['POST', '/session', 401, '/session', posted({ token: 'another' })],
  ['POST', '/session', 403, '/session', posted(SIGN_IN, FOREIGN)],
  ['POST', '/session', 413, '/session', posted({ token: 'x'.repeat(70_000) })],
  ['POST', '/session', 415, '/session', posted(SIGN_IN, { 'content-type': 'text/plain' })],
  ['DELETE', '/session', 204, '/session', { method: 'DELETE' }],
  ['DELETE', '/session', 403, '/session', { method: 'DELETE', headers: FOREIGN }],
];

const BEHIND: readonly (readonly [ErrorCode | undefined, number])[] = [
  ['EARSHOT_THROTTLED', 429],
  [undefined, 500],
  ['EARSHOT_DENIED', 500],
  ['EARSHOT_NOT_SUPPORTED', 501],
  ['EARSHOT_UNREADABLE', 502],
  ['EARSHOT_UNAVAILABLE', 503],
];

class PickyAnalyzer extends MemoryAudioAnalyzer {
  override async start(request: Parameters<MemoryAudioAnalyzer['start']>[0]) {
    if (request.media.uri.endsWith('.wav')) return super.start(request);
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'no sound');
  }
}

async function withCalls(): Promise<Served> {
  const served = serve({ analyzer: new PickyAnalyzer() });
  await served.repository.save(completedCall('done'));
  await served.repository.save(failedCall('broken'));
  const notes = Array.from({ length: MAX_NOTES }, (_, id) => ({ id: `${id}`, text: 'x', actor: 'ana', atMs: 0 }));
  await served.repository.save({ ...completedCall('full'), notes });
  await served.repository.save({ ...failedCall(REFUSED.callId), media: { uri: ObjectUri.parse(REFUSED.audioS3Uri) } });
  await served.store.put(resultUri('done'), resultDocument());
  await importAndCoach(served, 'upset');
  await putRecording(served.recordings, ObjectUri.parse('s3://recordings/done.wav'));
  await served.store.put(peaksUri('done'), PEAKS);
  return served;
}

/** Uploads, by what stands for their ids. */
async function uploadsIn(api: Served['api']): Promise<Record<string, string>> {
  const open = async (more: object, isSent: boolean) => {
    const opened = UploadItem.parse(await (await api.request('/uploads', posted({ ...UPLOAD, ...more }))).json());
    const [part] = opened.parts;
    const headers = { ...part?.headers, 'content-length': '5' };
    if (isSent) await api.request(part?.url ?? '', { method: 'PUT', headers, body: 'bytes' });
    return opened.upload_id;
  };
  return {
    [WAITING]: await open({ size_bytes: 200_000_000 }, false),
    [ARRIVED]: await open({}, true),
    [NO_RECORDING]: await open({ file_name: 'call.mp3' }, true),
  };
}

/** Signed URLs of parts, by what stands for them. */
async function partsIn({ uploads }: RecordingStore): Promise<Record<string, string>> {
  const open = async (name: string, change: object) => {
    const uri = ObjectUri.parse(`s3://media/${name}.wav`);
    const plan = { ...(await uploads.open({ uri, sizeBytes: 5, contentType: 'audio/wav' })), ...change };
    const [target] = await uploads.urlsFor(plan, [1], NOW_MS + 1_000);
    return target?.url ?? '';
  };
  const cancelled = { method: 'parts', partSizeBytes: 5, uploadId: 'cancelled' };
  return { [PART]: await open('part', {}), [CANCELLED]: await open('cancelled', cancelled) };
}

function withIds(target: string, ids: Readonly<Record<string, string>>): string {
  return Object.entries(ids).reduce((url, [name, id]) => url.replace(name, id), target);
}

async function expectDocumented(
  method: string,
  path: string,
  status: number,
  response: Response,
  within = document,
): Promise<void> {
  expect([method, path, response.status]).toEqual([method, path, status]);
  const type = response.headers.get('content-type')?.split(';')[0];
  const documented = responseOf(within, operationOf(within, method, path), status, type);
  for (const name of Object.keys(documented.response.headers ?? {})) {
    if (name !== 'Retry-After' || status === 429 || status === 503) expect(response.headers.has(name)).toBe(true);
  }
  if (documented.mediaType === undefined) return expect(await response.text()).toBe('');
  expect(documented.mediaType.replace('*', type?.split('/')[1] ?? '')).toBe(type);
  const body: unknown = type?.endsWith('json') ? await response.json() : await response.text();
  expect(documented.schema?.safeParse(body).error?.issues).toBeUndefined();
}

describe('the OpenAPI document', () => {
  it('tells the truth of every status of every route', async () => {
    const { api, insights, recordings } = await withCalls();
    const signed = (name: string) =>
      recordings.signedUrl(ObjectUri.parse(`s3://recordings/${name}.wav`), { expiresAtMs: NOW_MS + 1_000 });
    const urls: Readonly<Record<string, string>> = {
      [FILE]: await signed('done'),
      [GONE]: await signed('gone'),
      ...(await partsIn(recordings)),
    };
    const [insight] = (await insights.list({ filter: {}, limit: 1 })).insights;
    const ids = { [INSIGHT]: insight?.id ?? '', ...(await uploadsIn(api)) };
    const seen = new Set<string>();
    for (const [method, path, status, target, init] of REQUESTS) {
      const url = withIds(urls[target] ?? target, ids);
      await expectDocumented(method, path, status, await api.request(url, { method, ...init }));
      seen.add(`${method} ${path} ${status}`);
    }
    for (const [code, status] of BEHIND) {
      const error = code === undefined ? new Error('unforeseen') : new EarshotError(code, 'behind');
      const broken = serve({
        repository: brokenRepository(error),
        insights: brokenInsights(error),
        index: brokenIndex(error),
        recordings: brokenRecordings(error),
        letters: brokenLetters(error),
        doctor: () => Promise.reject(error),
      });
      for (const [method, path, expected, target, init] of REQUESTS) {
        if (SERVICE.test(path) || target.includes('/nothing')) continue;
        if (expected === 400 || expected === 403 || expected === 413 || expected === 415) continue;
        const url = withIds(target, { ...ids, [INSIGHT]: EXAMPLE_INSIGHT_ID });
        await expectDocumented(method, path, status, await broken.api.request(url, { method, ...init }));
        seen.add(`${method} ${path} ${status}`);
      }
    }
    const events = await (await api.request('/jobs/upset/events')).text();
    const seenEnd = { headers: { 'last-event-id': /^id: (.*)$/m.exec(events)?.[1] ?? '' } };
    await expectDocumented('GET', '/jobs/{id}/events', 204, await api.request('/jobs/upset/events', seenEnd));
    seen.add('GET /jobs/{id}/events 204');
    const elsewhere = serve({ recordings: s3Like() });
    await elsewhere.repository.save(completedCall('done'));
    const redirect = await elsewhere.api.request('/calls/done/recording');
    await expectDocumented('GET', '/calls/{hash}/recording', 302, redirect);
    seen.add('GET /calls/{hash}/recording 302');
    const busy = serve({ letters: brokenLetters(new EarshotError('EARSHOT_INVALID_INPUT', 'another redrive')) });
    const again = await busy.api.request('/dead-letters/messages/redrive', { method: 'POST' });
    await expectDocumented('POST', '/dead-letters/{queue}/redrive', 409, again);
    seen.add('POST /dead-letters/{queue}/redrive 409');
    const documented = operationsOf(document).flatMap(([method, path, { responses }]) =>
      Object.keys(responses).map((status) => `${method} ${path} ${status}`),
    );
    expect([...seen, 'GET /openapi.json 200'].sort()).toEqual(documented.sort());
  });

  it('tells the truth of what authentication adds', async () => {
    const { api, repository, store } = serve(
      { copies: 'redacted' },
      { authentication: byTokens([READER, adminToken(TOKEN)]) },
    );
    await repository.save(completedCall('masked'));
    await repository.save(notUnderstoodCall('unknown'));
    await store.put(peaksUri('unknown'), PEAKS);
    const guarded = (await (await api.request('/openapi.json')).json()) as OpenApiDocument;
    const seen = new Set<string>();
    for (const [method, path, status, target, init] of GUARDED_REQUESTS) {
      await expectDocumented(method, path, status, await api.request(target, { method, ...init }), guarded);
      seen.add(`${method} ${path} ${status}`);
    }
    for (let count = 0; count < 10; count++) await api.request('/session', posted({ token: 'wrong' }));
    const limited = await api.request('/session', posted({ token: TOKEN }));
    await expectDocumented('POST', '/session', 429, limited, guarded);
    const statuses = (one: OpenApiDocument) =>
      operationsOf(one).flatMap(([method, path, { responses }]) =>
        Object.keys(responses).map((status) => `${method} ${path} ${status}`),
      );
    const open = new Set(statuses(document));
    const added = statuses(guarded).filter((status) => !open.has(status));
    expect(new Set([...seen, 'POST /session 429'])).toEqual(
      new Set([...added, ...statuses(guarded).filter((status) => status.endsWith('403'))]),
    );
  });

  it('names itself, its version, its licence and its server', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: 'Earshot', version: '1.2.3', license: { identifier: 'Apache-2.0' } });
    expect(document.servers).toEqual([{ url: '/', description: expect.any(String) }]);
  });

  it('has every route, each under a name of its own', () => {
    const named = operationsOf(document).map(([method, path]) => `${method} ${path}`);
    expect(named.sort()).toEqual([
      'DELETE /calls/{hash}',
      'DELETE /calls/{hash}/notes/{id}',
      'DELETE /uploads/{id}',
      'GET /',
      'GET /agents',
      'GET /agents/{name}',
      'GET /analytics',
      'GET /analytics/{hash}',
      'GET /calls/summary',
      'GET /calls/{hash}',
      'GET /calls/{hash}/coaching',
      'GET /calls/{hash}/peaks',
      'GET /calls/{hash}/recording',
      'GET /calls/{hash}/recording-url',
      'GET /coaching-analytics',
      'GET /dead-letters',
      'GET /docs',
      'GET /doctor',
      'GET /files/{file}',
      'GET /health',
      'GET /insights/{id}',
      'GET /jobs',
      'GET /jobs/{id}',
      'GET /jobs/{id}/events',
      'GET /openapi.json',
      'GET /search',
      'GET /session',
      'GET /uploads/{id}',
      'PATCH /insights/{id}',
      'POST /calls',
      'POST /calls/{hash}/notes',
      'POST /calls/{hash}/restart',
      'POST /dead-letters/{queue}/discard',
      'POST /dead-letters/{queue}/redrive',
      'POST /jobs/{id}/cancel',
      'POST /jobs/{id}/retry',
      'POST /uploads',
      'POST /uploads/{id}/complete',
      'PUT /calls/{hash}/participants',
      'PUT /files/{file}',
    ]);
    const ids = operationsOf(document).map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has every parameter, with the limits that hold', () => {
    const list = parametersOf(document, operationOf(document, 'GET', '/analytics'));
    expect(list.map(({ name, in: place }) => `${place} ${name}`)).toEqual([
      'query category',
      'query topic',
      'query agent',
      'query customer',
      'query state',
      'query sentiment',
      'query understood',
      'query from',
      'query to',
      'query minDurationMs',
      'query maxDurationMs',
      'query text',
      'query sort',
      'query pageSize',
      'query nextToken',
      'query callId',
      'query hash',
      'query include',
      'header If-None-Match',
      'header X-Request-Id',
    ]);
    const schemaOf = (name: string) => list.find((one) => one.name === name)?.schema;
    expect(schemaOf('pageSize')).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 20 });
    expect(schemaOf('state')).toMatchObject({ enum: ['submitted', 'analyzing', 'completed', 'no_match', 'failed'] });
    expect(schemaOf('from')).toEqual({
      anyOf: [
        { type: 'string', format: 'date-time' },
        { type: 'string', format: 'date' },
      ],
    });
    for (const [, path, operation] of operationsOf(document)) {
      const inPath = parametersOf(document, operation).filter(({ in: place }) => place === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required)).toBe(true);
    }
  });

  it('refers to nothing that it does not have', () => {
    for (const [, ref = ''] of JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)) {
      const found = ref
        .split('/')
        .slice(1)
        .reduce<unknown>((within, key) => (within as Record<string, unknown>)?.[key], document);
      expect(found, ref).toBeTypeOf('object');
    }
  });

  it('shows examples that fit its schemas, and requests that are understood', async () => {
    for (const [, , operation] of operationsOf(document)) {
      const contents = [...Object.values(operation.responses), operation.requestBody].flatMap((one) =>
        Object.values(one?.content ?? {}),
      );
      for (const { schema, example, examples } of contents) {
        const shown = [
          ...(example === undefined ? [] : [example]),
          ...Object.values(examples ?? {}).map(({ value }) => value),
        ];
        for (const one of shown) expect(strict(document, schema).safeParse(one).error?.issues).toBeUndefined();
      }
      for (const { schema, example } of parametersOf(document, operation)) {
        if (example !== undefined) expect(strict(document, schema).safeParse(example).success).toBe(true);
      }
    }
    expect(StartMessage.safeParse(EXAMPLE_START).success).toBe(true);
    expect(UploadMessage.safeParse(EXAMPLE_UPLOAD).success).toBe(true);
    const { api } = serve();
    for (const [method, path, operation] of operationsOf(document)) {
      const body = operation.requestBody?.content['application/json']?.example as object | undefined;
      const init = body === undefined ? { method } : { ...posted(body), method };
      const { status } = await api.request(operation['x-example-target'], init);
      // The URL of a file has expired.
      expect(path.startsWith('/files') ? [403] : [200, 201, 202, 302, 404, 409]).toContain(status);
    }
  });
});
