import { EarshotError } from '../errors.js';
import { fromBase64Url, toBase64Url } from '../input/base64url.js';
import type { StartRequest } from '../model/call.js';
import type { UploadPlan } from '../model/upload-plan.js';

/** All that is known of an upload, besides what its store has. */
export interface UploadTicket {
  readonly plan: UploadPlan;
  readonly start: StartRequest;
  /** Epoch ms. */
  readonly expiresAtMs: number;
}

/** Changes when a ticket is written in another way: ids of before are then unknown. */
const PURPOSE = 'upload 1';

/**
 * Writes uploads as ids, `<ticket>.<signature>`, which go into paths as they are. The signature makes sure that an id says what
 * {@link sealUpload} wrote. Comparing signatures of signatures takes a time that says nothing of them.
 */
export function sealUpload(ticket: UploadTicket, sign: (text: string) => string): string {
  const text = toBase64Url(JSON.stringify(ticket));
  return `${text}.${sign(`${PURPOSE}\n${text}`)}`;
}

/** @throws EarshotError `EARSHOT_NOT_FOUND` when the id isn't one that {@link sealUpload} made */
export function openUploadId(id: string, sign: (text: string) => string): UploadTicket {
  const [text = '', signature = '', ...rest] = id.split('.');
  const json =
    rest.length === 0 && sign(signature) === sign(sign(`${PURPOSE}\n${text}`)) ? fromBase64Url(text) : undefined;
  if (json !== undefined) return JSON.parse(json);
  throw new EarshotError('EARSHOT_NOT_FOUND', 'upload not found', {
    details: { field: 'upload_id', expected: 'an id that POST /uploads gave' },
  });
}
