import { UploadMessage } from '@earshot/core';
import * as z from 'zod/mini';
import { START_MESSAGES } from '../serving/command-routes.js';
import { StartReceipt } from '../serving/responses.js';
import { UploadItem } from '../serving/upload-items.js';
import type { UploadRoute } from '../serving/upload-routes.js';
import { type DescribedParameters, FILE_NAME } from './described-parameters.js';
import { BACKEND_PROBLEMS, BODY_PROBLEMS, type Description } from './description.js';
import { EXAMPLE_STARTED } from './examples.js';

const EXAMPLE_ID = 'eyJwbGFuIjp7fX0.4f1c';
const EXAMPLE_FILE =
  '/files/local%3A%2F%2Frecordings%2Fuploads%2Fupload-0f0f%2Fcall-2026-09-14-0042.wav?type=audio%2Fwav&size=3200044&expires=1789394400000&signature=b3Vy';

/** Names an upload, and says how large it is. */
export const EXAMPLE_UPLOAD = {
  file_name: 'call-0042.wav',
  size_bytes: 3_200_044,
  call_id: 'call-2026-09-14-0042',
  recorded_at: '2026-09-14T09:32:00Z',
};

const EXAMPLE_ITEM: z.input<typeof UploadItem> = {
  upload_id: EXAMPLE_ID,
  call_id: EXAMPLE_STARTED.call_id,
  hash: EXAMPLE_STARTED.hash,
  state: 'waiting',
  expires_at: '2026-09-20T10:00:00.000Z',
  size_bytes: 3_200_044,
  content_type: 'audio/wav',
  method: 'put',
  parts: [{ number: 1, size_bytes: 3_200_044, url: EXAMPLE_FILE, headers: { 'content-type': 'audio/wav' } }],
  received: [],
};

const UPLOAD_ID: DescribedParameters = {
  schemas: { id: z.string() },
  notes: { id: { description: 'The `upload_id` that `openUpload` gave.', example: EXAMPLE_ID } },
};

/** Descriptions of the routes that bring recordings in. */
export const UPLOAD_DESCRIPTIONS: Readonly<Record<UploadRoute, Description>> = {
  'POST /uploads': {
    operationId: 'openUpload',
    tag: 'Uploads',
    summary: 'Start an upload',
    description:
      'Returns where to send the recording: PUT the bytes of each of `parts` to its `url` with its `headers`, in any order or in parallel. Then complete the upload. Recordings of 100 MB and more have several parts. The limit is 2 GiB for audio and 10 GiB for movies. Each upload is a new recording, even if its file name is the same. If the call already has another recording, the response is a conflict.',
    body: {
      schema: UploadMessage,
      example: EXAMPLE_UPLOAD,
      wrong: { field: 'size_bytes', message: 'expected at most 2147483648 bytes' },
    },
    responses: {
      201: {
        description: 'Where to send the parts.',
        schema: UploadItem,
        example: EXAMPLE_ITEM,
        headers: ['Location'],
      },
    },
    problems: [...BODY_PROBLEMS, 'conflict', ...BACKEND_PROBLEMS],
    exampleTarget: '/uploads',
  },
  'GET /uploads/{id}': {
    operationId: 'getUpload',
    tag: 'Uploads',
    summary: 'Resume an upload',
    description:
      'Returns the parts that have arrived, and where to send the missing ones. URLs are valid for four hours.',
    inPath: UPLOAD_ID,
    responses: { 200: { description: 'The upload.', schema: UploadItem, example: EXAMPLE_ITEM } },
    problems: ['not-found', ...BACKEND_PROBLEMS],
    exampleTarget: `/uploads/${EXAMPLE_ID}`,
  },
  'POST /uploads/{id}/complete': {
    operationId: 'completeUpload',
    tag: 'Uploads',
    summary: 'Complete an upload and analyze the recording',
    description: 'Safe to repeat: there is one call and one analysis.',
    inPath: UPLOAD_ID,
    responses: {
      202: {
        description: 'The analysis has begun, or will when the analyzer has room for it (`submitted`).',
        schema: StartReceipt,
        example: EXAMPLE_STARTED,
        headers: ['Location'],
      },
      200: {
        description: 'The call had this recording already.',
        schema: StartReceipt,
        example: { ...EXAMPLE_STARTED, message: START_MESSAGES.duplicate, status: 'known', state: 'completed' },
        headers: ['Location'],
      },
    },
    problems: [
      'foreign-origin',
      'not-found',
      'parts-missing',
      'conflict',
      'unsupported-media-type',
      'recording-refused',
      ...BACKEND_PROBLEMS,
    ],
    exampleTarget: `/uploads/${EXAMPLE_ID}/complete`,
  },
  'DELETE /uploads/{id}': {
    operationId: 'cancelUpload',
    tag: 'Uploads',
    summary: 'Cancel an upload',
    description: 'Discards its parts. If the recording has arrived completely, it stays: erase its call instead.',
    inPath: UPLOAD_ID,
    responses: { 204: { description: 'The upload is cancelled.' } },
    problems: ['foreign-origin', 'not-found', 'conflict', ...BACKEND_PROBLEMS],
    exampleTarget: `/uploads/${EXAMPLE_ID}`,
  },
  'PUT /files/{file}': {
    operationId: 'putFile',
    tag: 'Uploads',
    summary: 'Send a part of an upload',
    description:
      'Use the URLs in `parts`. The signature is the credential. After the response, the part survives a crash of the server. Sending a part again replaces the previous one. There is no time limit, as long as at least one byte arrives each minute.',
    inPath: FILE_NAME,
    body: { binary: "Exactly the part's bytes.", wrong: { field: 'content-length', message: 'expected 3200044' } },
    responses: { 200: { description: 'The part has arrived.', headers: ['ETag'] } },
    problems: [
      'invalid-input',
      'malformed-request',
      'url-not-valid',
      'foreign-origin',
      'not-found',
      'conflict',
      ...BACKEND_PROBLEMS,
    ],
    exampleTarget: EXAMPLE_FILE,
  },
};
