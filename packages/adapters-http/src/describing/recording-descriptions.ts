import * as z from 'zod/mini';
import { PEAKS_MEDIA_TYPE, type RecordingRoute } from '../serving/recording-routes.js';
import { RecordingUrlItem } from '../serving/responses.js';
import { CALL_NAME, FILE_NAME, RECORDING_QUERY } from './described-parameters.js';
import { BACKEND_PROBLEMS, type Description, NOT_MODIFIED, type ResponseContract } from './description.js';
import { EXAMPLE_HASH } from './examples.js';

const EXAMPLE_URL = '/files/local%3A%2F%2Frecordings%2F0f0f.mp3?expires=1789394400000&signature=b3Vy';

const EXAMPLE_ITEM = {
  url: EXAMPLE_URL,
  expires_at: '2026-09-14T14:00:00.000Z',
  content_type: 'audio/mpeg',
  kind: 'original',
};

const BYTES = z.unknown();
const ANSWERS: Readonly<Record<number, ResponseContract>> = {
  200: { description: 'The whole recording.', schema: BYTES, mediaType: 'audio/*', headers: ['Accept-Ranges', 'ETag'] },
  206: {
    description: 'The requested range.',
    schema: BYTES,
    mediaType: 'audio/*',
    headers: ['Accept-Ranges', 'Content-Range', 'ETag'],
  },
  304: NOT_MODIFIED,
};
const REDACTED =
  'If only redacted copies are kept, callers without the scope `admin` get a copy in which every segment with personal data is silent, or 403 if no copy can be made.';
const WRONG = { field: 'copy', message: 'expected playable or original' };

/** Descriptions of the routes that play recordings. */
export const RECORDING_DESCRIPTIONS: Readonly<Record<RecordingRoute, Description>> = {
  'GET /calls/{hash}/recording': {
    operationId: 'getRecording',
    tag: 'Calls',
    summary: 'Play the recording of a call',
    description: `Supports single ranges (\`Range\`, \`If-Range\`). For recordings in S3, the response is a redirect. ${REDACTED}`,
    inPath: CALL_NAME,
    inQuery: RECORDING_QUERY,
    responses: { ...ANSWERS, 302: { description: 'Where to read it, for four hours.', headers: ['Location'] } },
    problems: ['invalid-input', 'not-found', 'range-not-satisfiable', ...BACKEND_PROBLEMS],
    mayRequireMore: true,
    wrong: WRONG,
    exampleTarget: `/calls/${EXAMPLE_HASH}/recording`,
  },
  'GET /calls/{hash}/recording-url': {
    operationId: 'getRecordingUrl',
    tag: 'Calls',
    summary: 'Get a URL that plays the recording of a call',
    description: `For media elements, which can't send a token. Anyone who has the URL can read the recording for four hours. ${REDACTED}`,
    inPath: CALL_NAME,
    inQuery: RECORDING_QUERY,
    responses: { 200: { description: 'The URL.', schema: RecordingUrlItem, example: EXAMPLE_ITEM } },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    mayRequireMore: true,
    wrong: WRONG,
    exampleTarget: `/calls/${EXAMPLE_HASH}/recording-url`,
  },
  'GET /calls/{hash}/peaks': {
    operationId: 'getPeaks',
    tag: 'Calls',
    summary: 'Get the peaks of a call, for waveforms',
    description:
      'Binary data of audiowaveform, version 2, with the lowest and highest sample per 80 ms and channel (90 kB per hour and channel). Only calls that were analyzed on one machine have peaks; for others, the response is 404. If only redacted copies are kept, callers without the scope `admin` get peaks that are flat in every segment with personal data, or 403 if no copy can be made.',
    inPath: CALL_NAME,
    responses: {
      200: { description: 'The peaks.', schema: BYTES, mediaType: PEAKS_MEDIA_TYPE, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    mayRequireMore: true,
    wrong: { field: 'zoom', message: 'expected no such parameter' },
    exampleTarget: `/calls/${EXAMPLE_HASH}/peaks`,
  },
  'GET /files/{file}': {
    operationId: 'getFile',
    tag: 'Calls',
    summary: 'Read a recording by a signed URL',
    description: 'Serves the URLs that `getRecordingUrl` returns. The signature is the credential.',
    inPath: FILE_NAME,
    responses: ANSWERS,
    problems: ['url-not-valid', 'not-found', 'range-not-satisfiable', ...BACKEND_PROBLEMS],
    exampleTarget: EXAMPLE_URL,
  },
};
