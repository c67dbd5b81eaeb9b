import { AnalyticsItem, CALL_FORMATS, NewNote, ParticipantCorrection, StartMessage } from '@earshot/core';
import { type CommandRoute, START_MESSAGES } from '../serving/command-routes.js';
import { CALL_MEDIA_TYPES } from '../serving/request-body.js';
import { ErasureItem, NotesItem, ParticipantsItem, StartReceipt } from '../serving/responses.js';
import { CALL_NAME, FORMAT_QUERY, IMPORT_QUERY, NOTE_NAME } from './described-parameters.js';
import { BACKEND_PROBLEMS, BODY_PROBLEMS, type Description, NOT_MODIFIED } from './description.js';
import {
  EXAMPLE_CORRECTION,
  EXAMPLE_ERASURE,
  EXAMPLE_HASH,
  EXAMPLE_NOTE,
  EXAMPLE_NOTES,
  EXAMPLE_PARTICIPANTS,
  EXAMPLE_START,
  EXAMPLE_STARTED,
} from './examples.js';

const TEXT_TYPES = Object.values(CALL_FORMATS).flatMap(({ mediaType }) => {
  const [type = ''] = mediaType.split(';');
  return type === 'application/json' ? [] : [type];
});

/** Descriptions of the routes that change calls, and of the one that reads one whole. */
export const CALL_DESCRIPTIONS: Readonly<Record<CommandRoute | 'GET /calls/{hash}', Description>> = {
  'GET /calls/{hash}': {
    operationId: 'getCall',
    tag: 'Calls',
    summary: 'Get a call as JSON, Markdown, WebVTT or SRT',
    description:
      'Returns the same bytes as the files that are stored for the call, and as `earshot export` for this call. Without `format`, `Accept` decides: `application/json` (the default), `text/markdown`, `text/vtt`, `application/x-subrip` or `text/plain`.',
    inPath: CALL_NAME,
    inQuery: FORMAT_QUERY,
    responses: {
      200: {
        description: 'The call.',
        schema: AnalyticsItem,
        texts: TEXT_TYPES,
        headers: ['ETag', 'Vary'],
      },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    wrong: { field: 'format', message: 'expected json, markdown, vtt, srt or txt' },
    exampleTarget: `/calls/${EXAMPLE_HASH}?format=markdown`,
  },
  'POST /calls': {
    operationId: 'startCall',
    tag: 'Calls',
    summary: 'Analyze a recording, or import a transcript',
    description:
      'Safe to repeat for the same recording: there is one call and one analysis. A different recording for the same call id is a conflict, unless it names the existing one in `supersedes`: then the call is analyzed again with the longer recording. `kind` says whether to analyze a movie as `audio` (only its sound track) or as `video`, if the analyzer supports both. To import a transcript from another system, send the file as the body, in any encoding; its format is detected from its content. Sending it again changes nothing. A later transcript of the same call replaces an earlier one of the same format.',
    inQuery: IMPORT_QUERY,
    body: {
      schema: StartMessage,
      example: EXAMPLE_START,
      file: {
        description: 'A transcript in one of the formats that the server reads.',
        mediaTypes: CALL_MEDIA_TYPES,
      },
    },
    responses: {
      201: {
        description: 'The transcript was imported: it is the result of the call.',
        schema: StartReceipt,
        example: { ...EXAMPLE_STARTED, message: START_MESSAGES.imported, status: 'imported', state: 'completed' },
        headers: ['Location'],
      },
      202: {
        description: 'The analysis has begun, or will when the analyzer has room for it (`submitted`).',
        schema: StartReceipt,
        example: EXAMPLE_STARTED,
        headers: ['Location'],
      },
      200: {
        description: 'The call already exists, and needs neither an analysis nor this transcript.',
        schema: StartReceipt,
        example: { ...EXAMPLE_STARTED, message: START_MESSAGES.duplicate, status: 'known', state: 'completed' },
        headers: ['Location'],
      },
    },
    problems: [
      ...BODY_PROBLEMS,
      'conflict',
      'unknown-format',
      'recording-refused',
      'transcript-refused',
      ...BACKEND_PROBLEMS,
    ],
    exampleTarget: '/calls',
  },
  'POST /calls/{hash}/restart': {
    operationId: 'restartCall',
    tag: 'Calls',
    summary: 'Restart a failed call',
    description: 'The record keeps the failed job. A call that did not fail is a conflict.',
    inPath: CALL_NAME,
    responses: {
      202: {
        description: 'Another analysis has begun, or will begin when the analyzer has capacity (`submitted`).',
        schema: StartReceipt,
        example: EXAMPLE_STARTED,
        headers: ['Location'],
      },
    },
    problems: [
      'foreign-origin',
      'not-found',
      'conflict',
      'unsupported-media-type',
      'recording-refused',
      ...BACKEND_PROBLEMS,
    ],
    exampleTarget: `/calls/${EXAMPLE_HASH}/restart`,
  },
  'PUT /calls/{hash}/participants': {
    operationId: 'correctParticipants',
    tag: 'Calls',
    summary: 'Correct the participants of a call',
    description:
      'A correction takes precedence over all other sources of roles and names, and is kept when the call is analyzed again. It replaces the previous correction, so include everybody. Send no participants to withdraw it. If there are two people and you name one, the other gets the other role. Use the labels from `participants`. The caller is stored as the actor.',
    inPath: CALL_NAME,
    body: {
      schema: ParticipantCorrection,
      example: EXAMPLE_CORRECTION,
      wrong: { field: 'participants[0].label', message: 'expected one of spk_0, spk_1' },
    },
    responses: {
      200: { description: 'The corrected participants.', schema: ParticipantsItem, example: EXAMPLE_PARTICIPANTS },
    },
    problems: [...BODY_PROBLEMS, 'not-found', 'conflict', ...BACKEND_PROBLEMS],
    exampleTarget: `/calls/${EXAMPLE_HASH}/participants`,
  },
  'POST /calls/{hash}/notes': {
    operationId: 'addNote',
    tag: 'Calls',
    summary: 'Add a note to a call',
    description:
      'Notes are kept when the call is analyzed again, and are erased with the call. The caller is stored as the author. Sending the same ' +
      'text twice in a row adds one note. A call has at most 200 notes.',
    inPath: CALL_NAME,
    body: {
      schema: NewNote,
      example: EXAMPLE_NOTE,
      wrong: { field: 'text', message: 'expected at most 4000 characters' },
    },
    responses: { 201: { description: 'The notes of the call.', schema: NotesItem, example: EXAMPLE_NOTES } },
    problems: [...BODY_PROBLEMS, 'not-found', 'conflict', ...BACKEND_PROBLEMS],
    exampleTarget: `/calls/${EXAMPLE_HASH}/notes`,
  },
  'DELETE /calls/{hash}/notes/{id}': {
    operationId: 'deleteNote',
    tag: 'Calls',
    summary: 'Delete a note of a call',
    inPath: NOTE_NAME,
    responses: {
      200: {
        description: 'The remaining notes.',
        schema: NotesItem,
        example: { ...EXAMPLE_NOTES, message: 'Note deleted', notes: [] },
      },
    },
    problems: ['foreign-origin', 'not-found', ...BACKEND_PROBLEMS],
    exampleTarget: `/calls/${EXAMPLE_HASH}/notes/4`,
  },
  'DELETE /calls/{hash}': {
    operationId: 'eraseCall',
    tag: 'Calls',
    summary: 'Erase a call',
    description:
      'Removes the record, every result document including redacted copies, and an uploaded recording. Recordings that were not uploaded stay. The response is the receipt: keep it as proof.',
    inPath: CALL_NAME,
    responses: { 200: { description: 'What was removed.', schema: ErasureItem, example: EXAMPLE_ERASURE } },
    problems: ['foreign-origin', 'not-found', ...BACKEND_PROBLEMS],
    exampleTarget: `/calls/${EXAMPLE_HASH}`,
  },
};
