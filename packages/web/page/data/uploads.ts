import type { components } from '@earshot/client';
import { type Signal, signal } from '@preact/signals';
import { earshot } from './client.ts';
import { type ApiAnswer, OFFLINE, problemOf } from './loaded.ts';
import { keep, kept } from './preferences.ts';
import { sendPart } from './send-part.ts';

type Item = components['schemas']['Upload'];
export type Job = components['schemas']['Job'];

/**
 * Where a file stands. `interrupted`: the page was loaded again, and has to be given the file once more. `refused`: another
 * try would end the same. `sent`: it is a call, or was refused as one.
 */
export type Stage = 'waiting' | 'sending' | 'interrupted' | 'failed' | 'refused' | 'sent';

/** A file on its way to the server. */
export interface Upload {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly stage: Signal<Stage>;
  /** There, or on their way. */
  readonly sentBytes: Signal<number>;
  /** In words for people: why it failed, or why it waits for another try. */
  readonly problem: Signal<string | undefined>;
  /** The call that it became. */
  readonly hash: Signal<string | undefined>;
  readonly job: Signal<Job | undefined>;
  /** All that the server needs to go on. Kept in the browser until the file is there. */
  id: string | undefined;
  file: File | undefined;
  stop: AbortController;
}

/** With two parts each, they leave the browser connections for everything else: it has six for a server. */
const FILES_AT_ONCE = 2;
const PARTS_AT_ONCE = 2;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** A server that is silent for longer is not just restarting. */
const PATIENCE_MS = 120_000;
/** Refusals of parts that another try doesn't change. A 403 means that the URL has expired: there are fresh ones. */
const LASTING_REFUSALS = [400, 404, 405, 412, 413];

/** In the order in which they were chosen. They go on while other pages are shown. */
export const uploads = signal<readonly Upload[]>(restored());

/** Whether leaving the page would interrupt something. */
export function isSending(): boolean {
  return uploads.peek().some(({ stage }) => stage.peek() === 'waiting' || stage.peek() === 'sending');
}

/** Adds files. One that was interrupted goes on, one that failed is tried again, and one that is there already is left out. */
export function addFiles(files: readonly File[]): void {
  for (const file of files) {
    const { name, size: sizeBytes, lastModified: modifiedMs } = file;
    const known = uploads
      .peek()
      .find((one) => one.name === name && one.sizeBytes === sizeBytes && one.modifiedMs === modifiedMs);
    const upload = known ?? created({ name, sizeBytes, modifiedMs });
    if (known === undefined) uploads.value = [...uploads.peek(), upload];
    upload.file = file;
    if (['interrupted', 'failed', 'refused'].includes(upload.stage.peek())) upload.stage.value = 'waiting';
    if (sizeBytes === 0) fail(upload, { why: 'The file is empty.', isLasting: true });
  }
  startNext();
}

/** Tries a failed one again. */
export function tryAgain(upload: Upload): void {
  upload.stage.value = upload.file === undefined && upload.id === undefined ? 'interrupted' : 'waiting';
  startNext();
}

/** Stops sending a file, has the server discard what it has of it, and forgets it. */
export async function cancelUpload(upload: Upload): Promise<void> {
  upload.stop.abort();
  const { id } = upload;
  upload.id = undefined;
  uploads.value = uploads.peek().filter((one) => one !== upload);
  remember();
  startNext();
  if (id !== undefined) await earshot.DELETE('/uploads/{id}', { params: { path: { id } } }).catch(() => {});
}

/** Forgets those that are calls. */
export function clearSent(): void {
  uploads.value = uploads.peek().filter(({ stage }) => stage.peek() !== 'sent');
}

/** Asks what became of the interrupted ones: those that have arrived as a whole need no file any more. */
export function lookAtInterrupted(): void {
  for (const upload of uploads.peek()) {
    if (upload.stage.peek() === 'interrupted' && upload.id !== undefined) upload.stage.value = 'waiting';
  }
  startNext();
}

function created(facts: Pick<Upload, 'name' | 'sizeBytes' | 'modifiedMs'>, id?: string): Upload {
  return {
    ...facts,
    stage: signal<Stage>(id === undefined ? 'waiting' : 'interrupted'),
    sentBytes: signal(0),
    problem: signal<string | undefined>(undefined),
    hash: signal<string | undefined>(undefined),
    job: signal<Job | undefined>(undefined),
    id,
    file: undefined,
    stop: new AbortController(),
  };
}

function restored(): Upload[] {
  try {
    const all = JSON.parse(kept('uploads') ?? '[]') as (Pick<Upload, 'name' | 'sizeBytes' | 'modifiedMs'> & {
      id: string;
    })[];
    return all.map(({ id, name, sizeBytes, modifiedMs }) => created({ name, sizeBytes, modifiedMs }, id));
  } catch {
    return [];
  }
}

function remember(): void {
  const unfinished = uploads.peek().filter(({ id, stage }) => id !== undefined && stage.peek() !== 'sent');
  const facts = unfinished.map(({ id, name, sizeBytes, modifiedMs }) => ({ id, name, sizeBytes, modifiedMs }));
  keep('uploads', facts.length === 0 ? undefined : JSON.stringify(facts));
}

function startNext(): void {
  const all = uploads.peek();
  const running = all.filter(({ stage }) => stage.peek() === 'sending').length;
  for (const upload of all.filter(({ stage }) => stage.peek() === 'waiting').slice(0, FILES_AT_ONCE - running)) {
    upload.stop = new AbortController();
    upload.stage.value = 'sending';
    upload.problem.value = undefined;
    void run(upload, upload.stop.signal).finally(startNext);
  }
}

function fail(upload: Upload, { why, isLasting }: Fault): void {
  upload.stage.value = isLasting ? 'refused' : 'failed';
  upload.problem.value = why;
}

/** Why an attempt ended before the file was there. */
interface Fault {
  readonly why: string;
  /** Whether another try meets the same. */
  readonly isLasting: boolean;
}

async function run(upload: Upload, signal: AbortSignal): Promise<void> {
  let failingSinceMs: number | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const before = upload.sentBytes.peek();
    const fault = await attempt(upload, signal).catch((): Fault => ({ why: OFFLINE, isLasting: false }));
    if (fault === undefined || signal.aborted) return;
    if (upload.sentBytes.peek() > before) [failingSinceMs, pauseMs] = [undefined, FIRST_PAUSE_MS];
    failingSinceMs ??= Date.now();
    if (fault.isLasting || Date.now() - failingSinceMs > PATIENCE_MS) return fail(upload, fault);
    upload.problem.value = `${fault.why} Trying again …`;
    await pause(pauseMs, signal);
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }
}

/** Sends what the server lacks, and has it make a call of the file. */
async function attempt(upload: Upload, signal: AbortSignal): Promise<Fault | undefined> {
  const answer = await current(upload, signal);
  if (answer.data === undefined) return faultOf(answer);
  const { upload_id, parts } = answer.data;
  upload.id = upload_id;
  remember();
  if (parts.length > 0 && upload.file === undefined) {
    upload.sentBytes.value = bytesOf(answer.data.received);
    upload.stage.value = 'interrupted';
    return undefined;
  }
  const fault = await sendParts(upload, answer.data, signal);
  if (fault !== undefined) return fault;
  upload.sentBytes.value = upload.sizeBytes;
  const completed = await earshot.POST('/uploads/{id}/complete', { params: { path: { id: upload_id } }, signal });
  if (completed.data === undefined && completed.response.status !== 422) {
    // Parts may be missing after all: the next try asks which.
    return { ...faultOf(completed), isLasting: completed.response.status !== 409 && faultOf(completed).isLasting };
  }
  upload.hash.value = completed.data?.hash ?? answer.data.hash;
  upload.problem.value = completed.data === undefined ? problemOf(completed) : undefined;
  upload.stage.value = 'sent';
  remember();
  return undefined;
}

/** The upload as the server knows it, or a new one. */
async function current({ id, file, name, sizeBytes }: Upload, signal: AbortSignal): Promise<ApiAnswer<Item>> {
  if (id !== undefined) {
    const known = await earshot.GET('/uploads/{id}', { params: { path: { id } }, signal });
    const isOver = known.data?.state === 'expired' || known.data?.state === 'cancelled';
    if (!isOver && known.response.status !== 404) return known;
    if (file === undefined) return { error: { detail: 'The upload has expired.' }, response: known.response };
  }
  return earshot.POST('/uploads', { body: { file_name: name, size_bytes: sizeBytes }, signal });
}

async function sendParts(upload: Upload, item: Item, signal: AbortSignal): Promise<Fault | undefined> {
  const { file } = upload;
  const waiting = [...item.parts];
  const sent = new Map<number, number>();
  const refusals: { readonly status: number; readonly url: string }[] = [];
  const show = (number: number, bytes: number) => {
    sent.set(number, bytes);
    upload.sentBytes.value = [...sent.values()].reduce((sum, each) => sum + each, bytesOf(item.received));
    upload.problem.value = undefined;
  };
  const sendInTurn = async () => {
    for (let part = waiting.shift(); part !== undefined && file !== undefined; part = waiting.shift()) {
      const { number, size_bytes, url } = part;
      const start = (number - 1) * (item.part_size_bytes ?? 0);
      const bytes = file.slice(start, start + size_bytes);
      const status = await sendPart(part, bytes, (count) => show(number, Math.min(count, size_bytes)), signal);
      if (status >= 200 && status < 300) show(number, size_bytes);
      else {
        refusals.push({ status, url });
        // Others would meet the same.
        waiting.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, sendInTurn));
  const [refusal] = refusals;
  if (refusal === undefined || signal.aborted) return undefined;
  return refusalOf(refusal, file);
}

async function refusalOf(
  { status, url }: { readonly status: number; readonly url: string },
  file: File | undefined,
): Promise<Fault> {
  const { host } = new URL(url, document.baseURI);
  if (status !== 0) {
    return { why: `${host} refused a part of the file (${status}).`, isLasting: LASTING_REFUSALS.includes(status) };
  }
  // A file that was changed, moved or deleted since it was chosen can't be read any more, which looks like no connection.
  const isReadable = await file
    ?.slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
  if (!isReadable) return { why: 'The file can’t be read. Was it changed or moved? Choose it again.', isLasting: true };
  const hint = host === location.host ? '' : ' If that goes on, its CORS rule doesn’t allow this page.';
  return { why: `The connection to ${host} broke.${hint}`, isLasting: false };
}

/** What is wrong with a file, by the field of the request that says it. */
const FIELD_FAULTS: Readonly<Record<string, string>> = {
  file_name: 'This is no recording: its name doesn’t end like one, such as .wav, .mp3, .m4a or .mp4.',
  size_bytes: 'The file is too large: sound may have 2 GB, movies 10 GB.',
};

function faultOf(answer: ApiAnswer<unknown>): Fault {
  const { status } = answer.response;
  const fields = (answer.error?.errors ?? []).map(({ field }) => field.replace(/^upload: /, ''));
  const [why = problemOf(answer)] = fields.flatMap((field) => FIELD_FAULTS[field] ?? []);
  return { why, isLasting: status >= 400 && status < 500 && ![401, 408, 429].includes(status) };
}

const bytesOf = (parts: Item['received']): number => parts.reduce((sum, { size_bytes }) => sum + size_bytes, 0);

/** Ends early when the browser is online again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => resolve();
    setTimeout(end, ms);
    addEventListener('online', end, { once: true, signal });
    signal.addEventListener('abort', end, { once: true });
  });
}
