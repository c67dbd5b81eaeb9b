import { ServiceFault } from '../json/service-fault.js';
import type { BedrockJob } from './job.js';
import type { JobBook } from './job-book.js';
import type { JobDocument } from './outcome.js';
import { checkInvocation, checkStatusRequest, type Invocation } from './request-model.js';
import { manifestUriOf } from './results.js';

export type BedrockOperation = 'InvokeDataAutomationAsync' | 'GetDataAutomationStatus';

/** What each operation does; it rejects with a {@link ServiceFault}. */
export function operations(book: JobBook): ReadonlyMap<BedrockOperation, (body: JobDocument) => Promise<JobDocument>> {
  return new Map([
    [
      'InvokeDataAutomationAsync',
      async (body) => {
        checkInvocation(body, '');
        const { invocationArn } = await book.submit(body as unknown as Invocation);
        return { invocationArn };
      },
    ],
    [
      'GetDataAutomationStatus',
      async (body) => {
        checkStatusRequest(body, '');
        const job = book.find(body['invocationArn'] as string);
        if (job === undefined) throw new ServiceFault(404, 'ResourceNotFoundException', 'The invocation was not found');
        return statusOf(job);
      },
    ],
  ]);
}

function statusOf(job: BedrockJob): JobDocument {
  const { status, submittedAt, completedAt, outcome } = job;
  return {
    status,
    jobSubmissionTime: submittedAt.toISOString(),
    ...(completedAt !== undefined && {
      jobCompletionTime: completedAt.toISOString(),
      jobDurationInSeconds: Math.round((completedAt.getTime() - submittedAt.getTime()) / 1_000),
    }),
    ...(outcome?.kind === 'success' && { outputConfiguration: { s3Uri: outcome.manifestUri ?? manifestUriOf(job) } }),
    ...(outcome !== undefined &&
      outcome.kind !== 'success' && {
        errorMessage: outcome.message,
        ...(outcome.errorType !== undefined && { errorType: outcome.errorType }),
      }),
  };
}
