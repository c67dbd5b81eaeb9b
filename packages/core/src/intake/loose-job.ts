import type { Digests } from '../model/call.js';

/** A document outside of a job's folder. */
export interface LooseDocument {
  /** Its path in the folder of its job. */
  readonly place: string;
  /** SHA-256 of its bytes, in hex digits. */
  readonly digest: string;
}

/**
 * The name of the job that loose documents make up. It is derived from what they hold, so the same documents are the same job
 * wherever they are, and whichever way they come.
 * @param call the name that the documents share
 * @param origin where the documents are, if documents of another call have the same name. @defaultValue `call`
 */
export function looseJobName(
  call: string,
  documents: readonly LooseDocument[],
  { sha256Hex }: Pick<Digests, 'sha256Hex'>,
  origin = call,
): string {
  const parts = [origin, ...documents.map(({ place, digest }) => `${place} ${digest}`)];
  return `loose-${call.slice(0, 200)}-${sha256Hex(parts.join('\n')).slice(0, 16)}`;
}
