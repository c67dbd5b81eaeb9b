import {
  type CallHash,
  type CallRecord,
  EarshotError,
  type ImportOutcome,
  isEarshotError,
  noteItems,
  readStartMessage,
  type StartOutcome,
  toAnalyticsItem,
} from '@earshot/core';
import { type ApiResponse, json } from './api-response.js';
import { hashesNamed, noSuchCall } from './named-call.js';
import { ImportParameters, readParameters } from './parameters.js';
import type { Refusal } from './problem.js';
import { PROBLEM_CODES } from './problem-kinds.js';
import {
  type Body,
  CALL_MEDIA_TYPES,
  JSON_TYPE,
  jsonObjectIn,
  readBody,
  readJsonObject,
  tooLarge,
} from './request-body.js';
import type { ErasureItem, NotesItem, ParticipantsItem, StartReceipt } from './responses.js';
import type { Handler } from './routes.js';
import type { CallChanges, CallReading } from './served-app.js';

/** The `message` of every answer to a start or an import. */
export const START_MESSAGES = {
  started: 'Analysis started',
  submitted: 'Analysis submitted',
  imported: 'Transcript imported',
  duplicate: 'Call known already',
} as const;

/** A route that changes calls. */
export type CommandRoute =
  | 'POST /calls'
  | 'POST /calls/{hash}/restart'
  | 'PUT /calls/{hash}/participants'
  | 'POST /calls/{hash}/notes'
  | 'DELETE /calls/{hash}/notes/{id}'
  | 'DELETE /calls/{hash}';

export interface CommandSettings {
  readonly bodyLimitBytes: number;
  readonly documentLimitBytes: number;
  readonly now: () => Date;
}

/** The routes that change calls. */
export function commandRoutes(
  app: CallChanges & Pick<CallReading, 'digests'>,
  { bodyLimitBytes, documentLimitBytes, now }: CommandSettings,
): Readonly<Record<CommandRoute, Handler>> {
  /** Commands take a name in one sense only, lest one that was meant for a call hits another. */
  const hashOfName = (name: string): CallHash => {
    const [hash] = hashesNamed(name, app.digests);
    if (hash !== undefined) return hash;
    throw noSuchCall();
  };

  const start = async (bytes: Uint8Array) => {
    const body = jsonObjectIn(bytes);
    if ('kind' in body) return body;
    const start = readStartMessage(body.value, now().getTime());
    const outcome = await app.startAnalysis.execute(start, { forgetRefused: true });
    return startReceipt(outcome, outcome.status === 'duplicate' ? 200 : 202);
  };

  const startOrImport: Handler = async (request) => {
    const { fileName } = readParameters(ImportParameters, request.url);
    const body = await readBody(request, CALL_MEDIA_TYPES, documentLimitBytes);
    if ('kind' in body) return body;
    const imported = await app.importDocument.execute({ bytes: body.bytes, fileName });
    if (fileName !== undefined || !isNoTranscript(imported, body)) return importReceipt(imported);
    return body.bytes.length > bodyLimitBytes ? tooLarge(bodyLimitBytes, imported.error.message) : start(body.bytes);
  };

  const restart: Handler = async (_, name) => {
    try {
      return startReceipt(await app.restartCall.execute(hashOfName(name)), 202);
    } catch (error) {
      // The caller sent nothing that could be wrong: what the use case objects to is the state of the call.
      if (!isEarshotError(error, 'EARSHOT_INVALID_INPUT')) throw error;
      throw new EarshotError('EARSHOT_CONFLICT', error.message, { cause: error, retryable: false });
    }
  };

  const erase: Handler = async (_, name) => {
    const erased = await app.eraseCall.execute(hashOfName(name));
    const item: ErasureItem = {
      message: 'Call erased',
      hash: erased.hash,
      erased_at: new Date(erased.erasedAtMs).toISOString(),
      documents: [...erased.documents],
      record_removed: erased.recordRemoved,
      traces: [...erased.traces],
      ...(erased.derived === undefined ? {} : { derived: [...erased.derived] }),
      ...(erased.recording === undefined ? {} : { recording: erased.recording }),
      ...(erased.unreadable === undefined ? {} : { unreadable: [...erased.unreadable] }),
    };
    return json(200, JSON.stringify(item));
  };

  const correct: Handler = async (request, name, caller) => {
    const body = await readJsonObject(request, bodyLimitBytes);
    if ('kind' in body) return body;
    const record = await app.correctParticipants.execute(hashOfName(name), body.value, caller.name);
    const { hash, call_id, participants = [], correction } = toAnalyticsItem(record);
    const item: ParticipantsItem = {
      message: 'Participants corrected',
      hash,
      call_id,
      participants,
      ...(correction && { correction }),
    };
    return json(200, JSON.stringify(item));
  };

  const addNote: Handler = async (request, name, caller) => {
    const body = await readJsonObject(request, bodyLimitBytes);
    if ('kind' in body) return body;
    return notesResponse(201, 'Note added', await app.addNote.execute(hashOfName(name), body.value, caller.name));
  };

  const deleteNote: Handler = async (_, name, __, id = '') =>
    notesResponse(200, 'Note deleted', await app.deleteNote.execute(hashOfName(name), id));

  return {
    'POST /calls': startOrImport,
    'POST /calls/{hash}/restart': restart,
    'PUT /calls/{hash}/participants': correct,
    'POST /calls/{hash}/notes': addNote,
    'DELETE /calls/{hash}/notes/{id}': deleteNote,
    'DELETE /calls/{hash}': erase,
  };
}

function notesResponse(status: number, message: string, record: CallRecord): ApiResponse {
  const { hash, callId } = record;
  const item: NotesItem = { message, hash, call_id: callId, notes: noteItems(record) ?? [] };
  return json(status, JSON.stringify(item));
}

/** Whether a body may be a start message: JSON that no format of transcripts recognizes. */
function isNoTranscript(
  imported: ImportOutcome,
  { mediaType }: Body,
): imported is Extract<ImportOutcome, { status: 'refused' }> {
  return mediaType === JSON_TYPE && imported.status === 'refused' && imported.error.code === 'EARSHOT_NOT_SUPPORTED';
}

/** The answer to a request that starts a call. */
export function startReceipt({ status, record, jobId }: StartOutcome, httpStatus: number): ApiResponse | Refusal {
  return status === 'failed' ? startRefusal(record) : receipt(httpStatus, status, record, jobId);
}

/** That the analyzer will never accept the recording of a call. */
export function startRefusal(record: Pick<CallRecord, 'hash' | 'failure'>): Refusal {
  const { code = '', reason } = record.failure ?? {};
  const known = PROBLEM_CODES.find((one) => one === code);
  const facts = { instance: locationOf(record), ...(known && { code: known }), ...(reason && { detail: reason }) };
  return { kind: 'recording-refused', facts };
}

function importReceipt(imported: ImportOutcome): ApiResponse | Refusal {
  if (imported.status === 'refused') {
    const { code, message } = imported.error;
    if (code === 'EARSHOT_NOT_SUPPORTED') return { kind: 'unknown-format', facts: { detail: message } };
    return { kind: 'transcript-refused', facts: { code, detail: message } };
  }
  const { record, status } = imported;
  const jobId = record.jobs.at(-1)?.jobId;
  return status === 'stored' ? receipt(201, 'imported', record, jobId) : receipt(200, status, record, jobId);
}

function receipt(
  httpStatus: number,
  outcome: keyof typeof START_MESSAGES,
  record: CallRecord,
  jobId: string | undefined,
): ApiResponse {
  const body: StartReceipt = {
    message: START_MESSAGES[outcome],
    status: outcome === 'duplicate' ? 'known' : outcome,
    hash: record.hash,
    call_id: record.callId,
    state: record.state,
    ...(jobId === undefined ? {} : { job_id: jobId }),
  };
  return json(httpStatus, JSON.stringify(body), { location: locationOf(record) });
}

function locationOf({ hash }: Pick<CallRecord, 'hash'>): string {
  return `/analytics/${hash}`;
}
