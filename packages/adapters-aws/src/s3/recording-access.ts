import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { EarshotError, type ErrorCode, type ObjectUri } from '@earshot/core';
import { deniedActionOf, toEarshotError } from '../aws-errors.js';
import { s3LocationOf } from './s3-location.js';

export interface S3RecordingAccessOptions {
  /** An `S3Client`, or what sends commands like one. */
  readonly client: Pick<S3Client, 'send'>;
}

/**
 * Finds out why a recording can't be read, for services that read with the permissions of their caller and don't say.
 * It asks for the first byte: unlike HeadObject, this needs the object's key, and its errors have messages.
 */
export class S3RecordingAccess {
  readonly #client: Pick<S3Client, 'send'>;

  constructor({ client }: S3RecordingAccessOptions) {
    this.#client = client;
  }

  /**
   * Why this process can't read a recording; `undefined` if it can. `EARSHOT_NOT_FOUND` when there is none,
   * `EARSHOT_INVALID_INPUT` when it is empty, else `EARSHOT_DENIED`, with `details.action` where an action is missing.
   * @throws EarshotError the retryable ones: then nobody knows
   */
  async check(uri: ObjectUri): Promise<EarshotError | undefined> {
    const command = new GetObjectCommand({ ...s3LocationOf(uri), Range: 'bytes=0-0' });
    try {
      const { Body } = await this.#client.send(command);
      // Bodies of Node's clients hold a connection until they are read or destroyed.
      (Body as { destroy?(): void } | undefined)?.destroy?.();
      return undefined;
    } catch (error) {
      const fault = toEarshotError(error, 'S3.GetObject');
      if (fault.retryable) throw fault;
      return unreadable(uri, fault);
    }
  }
}

function unreadable(uri: ObjectUri, { code, message, details, cause }: EarshotError): EarshotError {
  const { awsCode, httpStatus } = details;
  const because = (as: ErrorCode, why: string, more: object = {}) =>
    new EarshotError(as, `${why}: ${message}`, { cause, details: { ...details, field: 'media.uri', uri, ...more } });
  if (code === 'EARSHOT_NOT_FOUND') return because(code, `there is no recording ${uri}`);
  if (httpStatus === 416) return because('EARSHOT_INVALID_INPUT', `recording ${uri} is empty`);
  const action = missingAction(String(awsCode), message, code === 'EARSHOT_DENIED');
  const why = action === undefined ? `recording ${uri} can't be read` : `${action} is missing for recording ${uri}`;
  return because('EARSHOT_DENIED', why, action === undefined ? {} : { action });
}

/** S3 passes on the errors of KMS, such as one about a key that is disabled; and archived objects must be restored first. */
function missingAction(awsCode: string, message: string, denied: boolean): string | undefined {
  if (awsCode === 'InvalidObjectState') return 's3:RestoreObject';
  const named = deniedActionOf(message) ?? (/^KMS/i.test(awsCode) ? 'kms:Decrypt' : undefined);
  return named ?? (denied ? 's3:GetObject' : undefined);
}
