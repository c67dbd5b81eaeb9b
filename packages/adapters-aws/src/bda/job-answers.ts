import {
  bdaJobFailure,
  EarshotError,
  JobId,
  type JobStatus,
  MANIFEST_NAME,
  ObjectUri,
  type StartedJob,
} from '@earshot/core';
import * as z from 'zod/mini';

const Started = z.object({
  invocationArn: z.string('text').check(z.regex(/:data-automation-invocation\/[\w-]+$/, 'the ARN of an invocation')),
});

const Status = z.object({
  status: z.string('text'),
  errorType: z.nullish(z.string('text')),
  errorMessage: z.nullish(z.string('text')),
  outputConfiguration: z.nullish(z.object({ s3Uri: z.string('text') }, 'an object')),
});

/** The service's words for where a job stands: those of its status API, then those of its events and manifests. */
const STATES: ReadonlyMap<string, JobStatus['state']> = new Map([
  ...(['created', 'inprogress', 'pending'] as const).map((word) => [word, 'running'] as const),
  ...(['success', 'succeeded', 'completed', 'processed'] as const).map((word) => [word, 'succeeded'] as const),
  ...(['clienterror', 'serviceerror', 'failed'] as const).map((word) => [word, 'failed'] as const),
]);

/**
 * The job that an answer to InvokeDataAutomationAsync names.
 * @throws EarshotError `EARSHOT_UNREADABLE` with the path, when it names none
 */
export function readStartedJob(answer: unknown): StartedJob {
  const { invocationArn } = read(Started, answer);
  return { jobId: JobId.parse(invocationArn.slice(invocationArn.lastIndexOf('/') + 1)), reference: invocationArn };
}

/**
 * Where an answer to GetDataAutomationStatus says that a job stands. Words for it may be written in any way
 * (`InProgress`, `IN_PROGRESS`); one that isn't known is not guessed at.
 *
 * @throws EarshotError `EARSHOT_UNREADABLE` with the path
 */
export function readJobStatus(jobId: JobId, answer: unknown): JobStatus {
  const { status, errorType, errorMessage, outputConfiguration } = read(Status, answer);
  const word = status.replace(/[^a-z]/gi, '').toLowerCase();
  const state = STATES.get(word);
  if (state === undefined) throw unreadable('status', 'a status that is known', status);
  if (state === 'running') return { state };
  if (state === 'succeeded') return { state, resultUri: manifestUriOf(jobId, outputConfiguration?.s3Uri) };
  return { state, ...bdaJobFailure({ word: status, type: errorType, message: errorMessage }) };
}

/** The service names the manifest itself. Should it ever name a folder, the manifest is in the job's. */
function manifestUriOf(jobId: JobId, named: string | undefined): ObjectUri {
  const uri = ObjectUri.safeParse(named === undefined ? named : manifestIn(jobId, named));
  if (!uri.success) throw unreadable('outputConfiguration.s3Uri', 's3://bucket/key', kindOf(named));
  return uri.data;
}

function manifestIn(jobId: JobId, named: string): string {
  if (named.endsWith(`/${MANIFEST_NAME}`)) return named;
  const folder = `${named.replace(/\/+$/, '')}/`;
  const at = folder.lastIndexOf(`/${jobId}/`);
  const before = at === -1 ? folder : folder.slice(0, at + 1);
  return `${before}${jobId}/${MANIFEST_NAME}`;
}

function read<T>(schema: z.ZodMiniType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  const found = path.reduce<unknown>((within, key) => (within as Record<PropertyKey, unknown>)[key], answer);
  throw unreadable(path.join('.') || 'answer', issue?.message ?? '', kindOf(found));
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

function unreadable(path: string, expected: string, found: string): EarshotError {
  const message = `Bedrock Data Automation answered what can't be read: ${path}: expected ${expected}, found ${found}`;
  return new EarshotError('EARSHOT_UNREADABLE', message, { details: { path, expected, found } });
}
