import type { EarshotError } from '../errors.js';
import type { CallId, Digests, StartRequest } from '../model/call.js';
import type { Failure, JobId } from '../model/job.js';
import type { ObjectUri } from '../model/uri.js';
import type { Layout } from './layout.js';

/** A job of the analyzer, as far as an event or a key names it. */
export interface JobMention {
  readonly jobId: JobId;
  /** The folder below the outputs prefix: the call's id, or its hash where the id can't be a folder's name. */
  readonly folder: CallId;
  /** The document whose presence says that the job is done. */
  readonly resultUri: ObjectUri;
  /** The name of the result's format, where the layout says so. @defaultValue it is found out */
  readonly format?: string | undefined;
  /** The recording, where the event names it: what was analyzed, or what was found next to a document of another system. */
  readonly mediaUri?: ObjectUri | undefined;
  /** The call that has that recording, where somebody knows. */
  readonly callId?: CallId | undefined;
  /** When the event was sent, epoch ms. */
  readonly sentAtMs: number;
}

/** A job that failed, and so may have no results to name it by. */
export interface FailedJob extends Omit<JobMention, 'folder' | 'resultUri'> {
  /** Absent where the event says nothing about results: the call is the one that has the job. */
  readonly folder?: CallId | undefined;
}

/** A sidecar, by the recording that it is beside. */
export interface SidecarMention {
  readonly recording: ObjectUri;
  /** The call that the recording is named for. */
  readonly callId: CallId;
}

export type InboundEvent =
  | { readonly type: 'recording_arrived'; readonly request: StartRequest }
  /** What may be a sidecar was written next to a recording, which may not be there yet. */
  | { readonly type: 'sidecar_arrived'; readonly sidecar: SidecarMention }
  | { readonly type: 'job_finished'; readonly job: JobMention }
  | {
      readonly type: 'job_failed';
      readonly job: FailedJob;
      readonly failure: Failure;
      /** Whether another job on the same recording may end well. @defaultValue false */
      readonly retryable?: boolean | undefined;
    }
  | { readonly type: 'ignored'; readonly reason: string }
  /** One item of a message that holds several is wrong; the others are not. */
  | { readonly type: 'fault'; readonly error: EarshotError };

/** How to read an event. */
export interface EventContext {
  readonly layout: Layout;
  /** When the event was sent, epoch ms. */
  readonly sentAtMs: number;
  /**
   * Names imports, and the calls of uploads whose keys are longer than a call id.
   * @defaultValue the former are ignored, the latter refused
   */
  readonly digests?: Pick<Digests, 'md5Hex'> | undefined;
}
