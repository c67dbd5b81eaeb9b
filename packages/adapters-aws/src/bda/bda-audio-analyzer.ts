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
  type StartedJob,
} from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { type BdaJobOptions, checkJobOptions } from './bda-options.js';
import { readJobStatus, readStartedJob } from './job-answers.js';
import { checkRequest } from './request-rules.js';

/** What {@link BdaAudioAnalyzer} needs of a `BedrockDataAutomationRuntimeClient`. */
export interface BdaClient {
  send(command: InvokeDataAutomationAsyncCommand): Promise<unknown>;
  send(command: GetDataAutomationStatusCommand): Promise<unknown>;
}

/** How to set up a {@link BdaAudioAnalyzer}. */
export interface BdaAudioAnalyzerOptions extends BdaJobOptions {
  readonly client: BdaClient;
}

const SERVICE = 'BedrockDataAutomation';
const LONGEST_ARN = 128;

/**
 * Analyses recordings with Amazon Bedrock Data Automation. The idempotency key is the service's client token, so a
 * request made twice is billed once. The version of a recording is not passed on: the service reads the latest.
 *
 * @example
 * new BdaAudioAnalyzer({ client: new BedrockDataAutomationRuntimeClient({}), profileArn, projectArn });
 */
export class BdaAudioAnalyzer implements AudioAnalyzer {
  readonly #client: BdaClient;
  readonly #setUp: Omit<
    InvokeDataAutomationAsyncCommandInput,
    'clientToken' | 'inputConfiguration' | 'outputConfiguration'
  >;
  readonly #invocations: string;

  /** @throws EarshotError `EARSHOT_INVALID_INPUT` that names the option, when the service would refuse every job */
  constructor({ client, ...options }: BdaAudioAnalyzerOptions) {
    checkJobOptions(options);
    this.#client = client;
    this.#setUp = setUpOf(options);
    this.#invocations = options.profileArn.replace(/:data-automation-profile\/.*$/, ':data-automation-invocation/');
  }

  /**
   * Beside the codes of the port: `EARSHOT_DENIED` also when the service refuses the profile, project, blueprint or key
   * of this analyzer, since that says nothing of the recording.
   */
  async start(request: AnalysisRequest): Promise<StartedJob> {
    checkRequest(request);
    const command = new InvokeDataAutomationAsyncCommand({
      ...this.#setUp,
      clientToken: request.idempotencyKey,
      inputConfiguration: { s3Uri: request.media.uri },
      // The service joins its own folders with a slash, whatever stands before it.
      outputConfiguration: { s3Uri: request.outputUri.replace(/\/+$/, '') },
    });
    try {
      return readStartedJob(await this.#client.send(command));
    } catch (error) {
      throw toStartError(error);
    }
  }

  async status(jobId: JobId): Promise<JobStatus> {
    const invocationArn = this.#invocations + jobId;
    if (!/^[\w-]+$/.test(jobId) || invocationArn.length > LONGEST_ARN) {
      throw new EarshotError('EARSHOT_NOT_FOUND', 'this is no name of a job of Bedrock Data Automation', {
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

function setUpOf(options: BdaJobOptions) {
  const { profileArn, projectArn, stage = 'LIVE', blueprints, kmsKeyId, kmsEncryptionContext, tags } = options;
  const { eventBridgeEnabled = true } = options;
  return {
    dataAutomationProfileArn: profileArn,
    notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled } },
    ...(projectArn !== undefined && { dataAutomationConfiguration: { dataAutomationProjectArn: projectArn, stage } }),
    ...(blueprints !== undefined && {
      blueprints: blueprints.map(({ arn, ...version }) => ({ blueprintArn: arn, ...version })),
    }),
    ...(kmsKeyId !== undefined && {
      encryptionConfiguration: { kmsKeyId, ...(kmsEncryptionContext && { kmsEncryptionContext }) },
    }),
    ...(tags !== undefined && { tags: Object.entries(tags).map(([key, value]) => ({ key, value })) }),
  };
}

const NO_RECORDING = /unable to read file/i;
const SET_UP = /profile|project|blueprint|kms|encryption/i;

/** The service tells apart by its words alone what is wrong with the recording and what with the set-up of all jobs. */
function toStartError(error: unknown): EarshotError {
  const told = toEarshotError(error, `${SERVICE}.InvokeDataAutomationAsync`);
  const { message, details } = told;
  if (told.code === 'EARSHOT_NOT_FOUND') return denied(told);
  if (details['awsCode'] !== 'ValidationException') return told;
  if (NO_RECORDING.test(message)) {
    return new EarshotError('EARSHOT_NOT_FOUND', message, {
      cause: error,
      details: { ...details, field: 'media.uri' },
    });
  }
  return SET_UP.test(message) ? denied(told) : told;
}

function denied({ message, details, cause }: EarshotError): EarshotError {
  return new EarshotError('EARSHOT_DENIED', message, { cause, details });
}
