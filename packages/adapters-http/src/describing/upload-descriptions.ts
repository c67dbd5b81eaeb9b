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
    summary: 'Begin to upload a recording',
    description:
      'Answers where to send it: each of `parts` by PUT to its `url`, with its `headers` and exactly its bytes, in any order and ' +
      'at the same time. Then complete the upload. Recordings of 100 MB and more have several parts. Sound may have 2 GiB, movies 10 GiB. ' +
      'Each upload is a recording of its own, whatever its file is called; a call that has another recording already is a conflict.',
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
      'Says which parts have arrived, and where to send those that are missing. URLs are good for four hours.',
    inPath: UPLOAD_ID,
    responses: { 200: { description: 'The upload.', schema: UploadItem, example: EXAMPLE_ITEM } },
    problems: ['not-found', ...BACKEND_PROBLEMS],
    exampleTarget: `/uploads/${EXAMPLE_ID}`,
  },
  'POST /uploads/{id}/complete': {
    operationId: 'completeUpload',
    tag: 'Uploads',
    summary: 'Have an uploaded recording analyzed',
    description: 'May be repeated: there is one call and one analysis.',
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
    description: 'Discards its parts. A recording that has arrived whole stays: erase its call.',
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
      'The URLs in `parts`. The signature is the credential. Once this is answered, the part outlives a crash of the server. A part ' +
      'may be sent again, and then replaces the one before. It may take any time, but not more than a minute without a byte.',
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
