import { EarshotError, isEarshotError } from '@earshot/core';
import type { ApiRequest } from './api-request.js';
import { json } from './api-response.js';
import { startReceipt } from './command-routes.js';
import type { Refusal } from './problem.js';
import { readJsonObject } from './request-body.js';
import type { Handler } from './routes.js';
import type { CallUploading } from './served-app.js';
import { permitOf, servesUrls } from './signed-files.js';
import { toUploadItem } from './upload-items.js';

/** A route that brings recordings in. */
export type UploadRoute =
  | 'POST /uploads'
  | 'GET /uploads/{id}'
  | 'POST /uploads/{id}/complete'
  | 'DELETE /uploads/{id}'
  | 'PUT /files/{file}';

/** The routes that bring recordings in. `/files` is there when nothing else serves the store's signed URLs. */
export function uploadRoutes(
  { recordings, openUpload, readUpload, completeUpload, cancelUpload }: CallUploading,
  bodyLimitBytes: number,
): Readonly<Partial<Record<UploadRoute, Handler>>> {
  const urls = servesUrls(recordings) ? recordings : undefined;

  const open: Handler = async (request) => {
    const body = await readJsonObject(request, bodyLimitBytes);
    if ('kind' in body) return body;
    const item = toUploadItem(await openUpload.execute(body.value));
    return json(201, JSON.stringify(item), { location: `/uploads/${item.upload_id}` });
  };

  const read: Handler = async (_, id) => json(200, JSON.stringify(toUploadItem(await readUpload.execute(id))));

  const complete: Handler = async (_, id) => {
    try {
      const outcome = await completeUpload.execute(id);
      // The store may have reported the recording before: then the refusal is known already.
      const isRefused = outcome.record.state === 'failed' && outcome.record.jobs.at(-1)?.state === 'refused';
      return startReceipt(
        isRefused ? { ...outcome, status: 'failed' } : outcome,
        outcome.status === 'duplicate' ? 200 : 202,
      );
    } catch (error) {
      const missing = isEarshotError(error, 'EARSHOT_CONFLICT') ? error.details['missing'] : undefined;
      if (!isNumbers(missing)) throw error;
      return { kind: 'parts-missing', facts: { missingParts: missing } };
    }
  };

  const cancel: Handler = async (_, id) => {
    await cancelUpload.execute(id);
    return { status: 204, body: null, headers: { 'cache-control': 'no-store' } };
  };

  const receive: Handler = async (request) => {
    if (urls === undefined) return { kind: 'no-such-route' };
    const permit = permitOf(urls, 'PUT', request);
    if ('kind' in permit) return permit;
    const { plan, part } = permit;
    const contentType = request.headers.get('content-type');
    if (contentType !== plan.contentType) return otherThanSigned('content-type', plan.contentType, contentType);
    const length = request.headers.get('content-length');
    if (length !== String(part.sizeBytes)) return otherThanSigned('content-length', part.sizeBytes, length);
    request.allowSlowBody?.();
    try {
      const sent = { contentType, sizeBytes: part.sizeBytes, body: whole(request) };
      const { etag } = await urls.receive(permit, sent);
      return { status: 200, body: '', headers: { etag, 'cache-control': 'no-store' } };
    } catch (error) {
      if (error instanceof BrokenBody) return { kind: 'malformed-request' };
      throw error;
    }
  };

  return {
    'POST /uploads': open,
    'GET /uploads/{id}': read,
    'POST /uploads/{id}/complete': complete,
    'DELETE /uploads/{id}': cancel,
    ...(urls && { 'PUT /files/{file}': receive }),
  };
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

function otherThanSigned(header: string, expected: string | number, found: string | null): Refusal {
  return { kind: 'url-not-valid', facts: { detail: `${header}: expected ${expected}, found ${found ?? 'none'}` } };
}

/** A body that ended before its time: the caller went away, which is no fault of the server. */
class BrokenBody extends EarshotError {
  constructor(cause: unknown) {
    super('EARSHOT_INVALID_INPUT', 'the body did not arrive whole', { cause });
  }
}

async function* whole({ body }: ApiRequest): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? [];
  } catch (error) {
    throw new BrokenBody(error);
  }
}
