import type { AnalysisRequest, CallId, JobId, ObjectUri } from '@earshot/core';

export const PROFILE_ARN = 'arn:aws:bedrock:eu-central-1:000000000000:data-automation-profile/eu.data-automation-v1';
export const PROJECT_ARN = 'arn:aws:bedrock:eu-central-1:000000000000:data-automation-project/calls';
export const BLUEPRINT_ARN = 'arn:aws:bedrock:eu-central-1:000000000000:blueprint/0123456789ab';

export const JOB = '0b2f1c9e-6d3a-4f57-9c1e-2a8d7e5f4b60' as JobId;
export const INVOCATION_ARN = `arn:aws:bedrock:eu-central-1:000000000000:data-automation-invocation/${JOB}`;

/** A request that the service takes. */
export function analysisRequest(changes: Partial<AnalysisRequest> = {}): AnalysisRequest {
  return {
    callId: 'call-7' as CallId,
    media: { uri: 's3://calls/uploads/7.wav' as ObjectUri, sizeBytes: 1_000 },
    outputUri: 's3://calls/outputs/call-7' as ObjectUri,
    idempotencyKey: '0123456789abcdef'.repeat(4),
    ...changes,
  };
}

/** A request on another recording. */
export function requestFor(uri: string, sizeBytes?: number): AnalysisRequest {
  const media = { uri: uri as ObjectUri, ...(sizeBytes !== undefined && { sizeBytes }) };
  return analysisRequest({ media });
}
