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
      'The same bytes as those of the files that are stored for the call, and of `earshot export` for this call alone. ' +
      'Without `format`, `Accept` decides: `application/json` (the default), `text/markdown`, `text/vtt`, `application/x-subrip` or `text/plain`.',
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
    summary: 'Have a recording analyzed, or import a transcript',
    description:
      'May be sent any number of times for one recording: there is one call and one analysis. A call keeps the ' +
      'recording it has; another one for the same call id is a conflict, unless it names the kept one in `supersedes`: ' +
      'then the call starts over with the longer recording. `kind` says whether a movie is analyzed as `audio`, its sound track ' +
      'alone, or as `video`, where the analyzer can do both. A transcript of another system is the body as it is, whatever ' +
      'its encoding; its format is found by its content. Sending it again changes nothing. A later transcript of the same call replaces ' +
      'an earlier one of its format.',
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
        description: 'The call was known already, and needed nothing: neither an analysis, nor this transcript.',
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
    summary: 'Start a failed call anew',
    description: 'The failed job stays on the record. A call that did not fail is a conflict.',
    inPath: CALL_NAME,
    responses: {
      202: {
        description: 'Another analysis has begun, or will when the analyzer has room for it (`submitted`).',
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
    summary: 'Correct who takes part in a call',
    description:
      'A correction counts before everything else that tells roles and names, and outlives every analysis of the call. It ' +
      'takes the place of the correction before: name everybody whom it is about. Without participants it is withdrawn. ' +
      'Of two people, the other one has the other role. The labels are those of `participants`. ' +
      'The caller is kept as the actor.',
    inPath: CALL_NAME,
    body: {
      schema: ParticipantCorrection,
      example: EXAMPLE_CORRECTION,
      wrong: { field: 'participants[0].label', message: 'expected one of spk_0, spk_1' },
    },
    responses: {
      200: { description: 'Who takes part now.', schema: ParticipantsItem, example: EXAMPLE_PARTICIPANTS },
    },
    problems: [...BODY_PROBLEMS, 'not-found', 'conflict', ...BACKEND_PROBLEMS],
    exampleTarget: `/calls/${EXAMPLE_HASH}/participants`,
  },
  'POST /calls/{hash}/notes': {
    operationId: 'addNote',
    tag: 'Calls',
    summary: 'Add a note to a call',
    description:
      'Notes outlive every analysis of the call, and are erased with it. The caller is kept as the actor. Sending the same ' +
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
        description: 'The notes that are left.',
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
      'Removes its record, every result document, redacted copies included, and a recording that was uploaded. One that was ' +
      'there before stays. Keep the answer: it is the proof.',
    inPath: CALL_NAME,
    responses: { 200: { description: 'What was removed.', schema: ErasureItem, example: EXAMPLE_ERASURE } },
    problems: ['foreign-origin', 'not-found', ...BACKEND_PROBLEMS],
    exampleTarget: `/calls/${EXAMPLE_HASH}`,
  },
};
