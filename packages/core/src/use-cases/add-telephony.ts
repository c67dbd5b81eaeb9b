import { type EarshotError, isEarshotError } from '../errors.js';
import type { SidecarMention } from '../intake/inbound-event.js';
import { sidecarOf } from '../intake/recording-keys.js';
import { type Digests, hashOf } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { Telephony } from '../model/telephony.js';
import { withTelephony } from '../model/transitions.js';
import type { ObjectUri } from '../model/uri.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { RecordingStore } from '../ports/recording-store.js';
import type { ResultStore } from '../ports/result-store.js';
import { updateRecord } from './update-record.js';

/** Where recordings are, and what telephone systems say of them. */
export interface TelephonyStores {
  readonly sidecars: Pick<ResultStore, 'get'>;
  /** @defaultValue the metadata of objects isn't read */
  readonly recordings?: Pick<RecordingStore, 'stat'> | undefined;
}

export interface AddTelephonyDeps {
  readonly stores: TelephonyStores;
  readonly repository: RecordRepository;
  readonly digests: Pick<Digests, 'md5Hex'>;
  readonly now: () => Date;
}

/** A call, after what is stored with its recording was read. */
export interface AddedTelephony {
  readonly record: CallRecord;
  /** Why nothing was added of the metadata of its object. */
  readonly problem?: EarshotError | undefined;
}

/** The outcome of a sidecar. */
export type SidecarOutcome =
  | { readonly status: 'duplicate'; readonly record: CallRecord }
  | { readonly status: 'ignored'; readonly reason: string };

/** Enough for a sidecar that is rewritten a few times while it is read. */
const TRIES = 8;

/**
 * Updates a call from its sidecar and the metadata of its object, as they are stored now. A sidecar that is there before its
 * recording waits where it is: call this once a recording's call is saved, and for each sidecar that arrives. One of the two
 * comes later and finds the other, so the call ends up the same in any order, however often each is repeated.
 */
export class AddTelephony {
  readonly #deps: AddTelephonyDeps;

  constructor(deps: AddTelephonyDeps) {
    this.#deps = deps;
  }

  /**
   * Reads what is stored with a call's recording. What can't be read, or isn't valid, is left out: a recording doesn't fail for
   * it. A sidecar's own arrival reports it.
   * @param record as it was saved
   * @throws EarshotError what the ports throw that is retryable
   */
  async execute(record: CallRecord): Promise<AddedTelephony> {
    const { repository, now } = this.#deps;
    const uri = record.media?.uri;
    let added: AddedTelephony = { record };
    for (let tries = 0; uri !== undefined && tries < TRIES; tries++) {
      const { telephony, problem } = await this.#read(uri);
      const { record: known } = added;
      added = { ...added, ...(problem && { problem }) };
      if (telephony === undefined) break;
      const change = (latest: CallRecord | undefined) => latest && withTelephony(latest, telephony, now().getTime());
      const kept = await updateRecord(repository, record.hash, change, { record: known });
      if (kept === undefined || kept === known) break;
      // Somebody may have rewritten it meanwhile, and saved what it says now before this was saved.
      added = { ...added, record: kept };
    }
    return added;
  }

  /**
   * Updates the call that a sidecar is about, if its recording has arrived.
   * @throws EarshotError `EARSHOT_INVALID_INPUT` with the wrong field; what the ports throw
   */
  async ofSidecar({ recording, callId }: SidecarMention): Promise<SidecarOutcome> {
    const { repository, digests } = this.#deps;
    if ((await this.#readSidecar(recording)) === undefined) {
      return { status: 'ignored', reason: 'a document beside a recording that is no sidecar' };
    }
    const record = await repository.get(hashOf(callId, digests));
    if (record?.media?.uri !== recording) {
      return { status: 'ignored', reason: 'a sidecar that waits for its recording' };
    }
    return { status: 'duplicate', record: (await this.execute(record)).record };
  }

  async #read(uri: ObjectUri): Promise<{ telephony?: Telephony | undefined; problem?: EarshotError | undefined }> {
    const [sidecar, stat] = await Promise.all([
      this.#readSidecar(uri).catch(lasting),
      this.#deps.stores.recordings?.stat(uri).catch(lasting),
    ]);
    const said = isEarshotError(sidecar) ? undefined : sidecar;
    const metadata = isEarshotError(stat) ? undefined : stat?.metadata;
    if (metadata === undefined) return { telephony: said };
    const { bothOf, readObjectMetadata } = await import('../intake/sidecar.js');
    try {
      return { telephony: bothOf(said, readObjectMetadata(metadata)) };
    } catch (error) {
      return { telephony: said, problem: lasting(error) };
    }
  }

  async #readSidecar(recording: ObjectUri): Promise<Telephony | undefined> {
    const uri = sidecarOf(recording);
    const bytes = await this.#deps.stores.sidecars.get(uri);
    if (bytes === undefined) return undefined;
    const { readSidecar } = await import('../intake/sidecar.js');
    return readSidecar(bytes, `sidecar ${uri}`);
  }
}

/** An error that comes again, as a value. Others are thrown. */
function lasting(error: unknown): EarshotError {
  if (isEarshotError(error) && !error.retryable) return error;
  throw error;
}
