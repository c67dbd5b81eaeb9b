import {
  GetDataAutomationStatusCommand,
  InvokeDataAutomationAsyncCommand,
  type InvokeDataAutomationAsyncCommandInput,
} from '@aws-sdk/client-bedrock-data-automation-runtime';
import {
  type AnalysisRequest,
  type AudioAnalyzer,
  EarshotError,
  type JobId,
  type JobStatus,
  type RecordingKind,
  type StartedJob,
} from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { type BdaJobOptions, checkJobOptions } from './bda-options.js';
import { readJobStatus, readStartedJob } from './job-answers.js';
import { checkRequest } from './request-rules.js';
import type { RecordingAccess } from './start-errors.js';

/** The part of `BedrockDataAutomationRuntimeClient` that {@link BdaAudioAnalyzer} uses. */
export interface BdaClient {
  send(command: InvokeDataAutomationAsyncCommand): Promise<unknown>;
  send(command: GetDataAutomationStatusCommand): Promise<unknown>;
}

export interface BdaAudioAnalyzerOptions extends BdaJobOptions {
  readonly client: BdaClient;
  /**
   * Tells a recording that is missing from one that the service may not read: the service's words are the same.
   * @defaultValue both are `EARSHOT_DENIED`
   */
  readonly recordings?: RecordingAccess;
}

const SERVICE = 'BedrockDataAutomation';
const LONGEST_ARN = 128;

/**
 * Analyzes recordings with Amazon Bedrock Data Automation. The idempotency key is the service's client token, so a
 * request made twice is billed once. The version of a recording is not passed on: the service reads the latest.
 *
 * @example
 * const recordings = new S3RecordingAccess({ client: new S3Client({}) });
 * new BdaAudioAnalyzer({ client: new BedrockDataAutomationRuntimeClient({}), recordings, profileArn, projectArn });
 */
export class BdaAudioAnalyzer implements AudioAnalyzer {
  readonly #client: BdaClient;
  readonly #recordings: RecordingAccess | undefined;
  readonly #setUp: Omit<
    InvokeDataAutomationAsyncCommandInput,
    'clientToken' | 'dataAutomationConfiguration' | 'inputConfiguration' | 'outputConfiguration'
  >;
  readonly #options: BdaJobOptions;
  readonly #invocations: string;

  /** @throws EarshotError `EARSHOT_INVALID_INPUT` that names the option, when the service would refuse every job */
  constructor({ client, recordings, ...options }: BdaAudioAnalyzerOptions) {
    checkJobOptions(options);
    this.#client = client;
    this.#recordings = recordings;
    this.#setUp = setUpOf(options);
    this.#options = options;
    this.#invocations = options.profileArn.replace(/:data-automation-profile\/.*$/, ':data-automation-invocation/');
  }

  /**
   * What the service refuses without a word about the recording is `EARSHOT_DENIED`: its profile, project, blueprint, key
   * or place of results is wrong, and the next recording would be refused as well.
   */
  async start(request: AnalysisRequest): Promise<StartedJob> {
    checkRequest(request);
    const command = new InvokeDataAutomationAsyncCommand({
      ...this.#setUp,
      ...projectFor(request.media.kind, this.#options),
      clientToken: request.idempotencyKey,
      inputConfiguration: { s3Uri: request.media.uri },
      // The service joins its own folders with a slash, whatever is before it.
      outputConfiguration: { s3Uri: request.outputUri.replace(/\/+$/, '') },
    });
    try {
      return readStartedJob(await this.#client.send(command));
    } catch (error) {
      const { toStartError } = await import('./start-errors.js');
      throw await toStartError(error, request, this.#recordings);
    }
  }

  async status(jobId: JobId): Promise<JobStatus> {
    const invocationArn = this.#invocations + jobId;
    if (!/^[\w-]+$/.test(jobId) || invocationArn.length > LONGEST_ARN) {
      throw new EarshotError('EARSHOT_NOT_FOUND', 'not the ARN of a Bedrock Data Automation job', {
        details: { field: 'jobId', expected: 'letters, digits, - and _, as many as fit an ARN', found: jobId },
      });
    }
    try {
      return readJobStatus(jobId, await this.#client.send(new GetDataAutomationStatusCommand({ invocationArn })));
    } catch (error) {
      throw toEarshotError(error, `${SERVICE}.GetDataAutomationStatus`);
    }
  }
}

/** What a file is analyzed as is a setting of the project. */
function projectFor(
  kind: RecordingKind | undefined,
  { projectArn, audioProjectArn, videoProjectArn, stage = 'LIVE' }: BdaJobOptions,
): Pick<InvokeDataAutomationAsyncCommandInput, 'dataAutomationConfiguration'> {
  const ofKind = { audio: audioProjectArn, video: videoProjectArn };
  const dataAutomationProjectArn = (kind && ofKind[kind]) ?? projectArn;
  return dataAutomationProjectArn === undefined
    ? {}
    : { dataAutomationConfiguration: { dataAutomationProjectArn, stage } };
}

function setUpOf(options: BdaJobOptions) {
  const { profileArn, blueprints, kmsKeyId, kmsEncryptionContext, tags } = options;
  const { eventBridgeEnabled = true } = options;
  return {
    dataAutomationProfileArn: profileArn,
    notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled } },
    ...(blueprints !== undefined && {
      blueprints: blueprints.map(({ arn, ...version }) => ({ blueprintArn: arn, ...version })),
    }),
    ...(kmsKeyId !== undefined && {
      encryptionConfiguration: { kmsKeyId, ...(kmsEncryptionContext && { kmsEncryptionContext }) },
    }),
    ...(tags !== undefined && { tags: Object.entries(tags).map(([key, value]) => ({ key, value })) }),
  };
}
