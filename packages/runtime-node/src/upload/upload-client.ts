import { StartReceipt, UploadItem } from '@earshot/adapters-http';
import { EarshotError, isEarshotError } from '@earshot/core';
import { z } from 'zod';
import { askServer } from '../cli/calls-reader.js';

const HINT = 'Start "earshot serve", or name another with --server <url>.';

/** The routes of `/uploads` on one server. */
export interface UploadClient {
  open(message: object): Promise<UploadItem>;
  /** @returns `undefined` when the server knows no such upload */
  read(id: string): Promise<UploadItem | undefined>;
  complete(id: string): Promise<StartReceipt>;
  /** @throws EarshotError `EARSHOT_CONFLICT` when it is a recording already */
  cancel(id: string): Promise<void>;
}

/** Nothing changes a conflict but another request: the call has another recording. */
function asLasting(error: unknown): never {
  if (!isEarshotError(error, 'EARSHOT_CONFLICT')) throw error;
  throw new EarshotError(error.code, error.message, { cause: error, retryable: false });
}

/** @param token sent with every request, where there is one */
export function uploadClient(server: string, token: string | undefined): UploadClient {
  const ask = async (method: string, path: string, body?: object) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    return askServer({ server, token, hint: HINT }, path, init);
  };
  return {
    async open(message) {
      const { status, body } = await ask('POST', '/uploads', message).catch(asLasting);
      if (status === 404) throw new EarshotError('EARSHOT_NOT_SUPPORTED', `${server} doesn't accept uploads`);
      return z.parse(UploadItem, body);
    },
    async read(id) {
      const { status, body } = await ask('GET', `/uploads/${id}`);
      return status === 404 ? undefined : z.parse(UploadItem, body);
    },
    async complete(id) {
      const { status, body } = await ask('POST', `/uploads/${id}/complete`).catch(asLasting);
      if (status === 404) throw new EarshotError('EARSHOT_NOT_FOUND', 'the upload was cancelled, or has expired');
      return z.parse(StartReceipt, body);
    },
    async cancel(id) {
      await ask('DELETE', `/uploads/${id}`);
    },
  };
}
