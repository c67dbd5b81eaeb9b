/** A JSON document. */
export type JobDocument = Readonly<Record<string, unknown>>;

export type Modality = 'AUDIO' | 'VIDEO';

/** A job that ends well, and what it writes. */
export interface JobSuccess {
  readonly kind: 'success';
  /** @defaultValue by the recording's suffix */
  readonly modality?: Modality;
  /** @defaultValue an invented call, the same for the same recording */
  readonly standard?: JobDocument;
  /**
   * `NO_MATCH`: a blueprint was there and didn't match. `NONE`: there was no blueprint.
   * @defaultValue an invented analysis when the request named a project or a blueprint, else `NONE`
   */
  readonly custom?: JobDocument | 'NO_MATCH' | 'NONE';
  /** Redacted copies to write next to them. */
  readonly redacted?: { readonly standard?: JobDocument; readonly custom?: JobDocument };
  /** Whether the manifest is written before or after what it names. @defaultValue last */
  readonly manifest?: 'first' | 'last';
  /** The job writes nothing; its status names this. */
  readonly manifestUri?: string;
}

/** A job that ends badly: it writes nothing. */
export interface JobFailure {
  readonly kind: 'client_error' | 'service_error';
  readonly message: string;
  /** @defaultValue none */
  readonly errorType?: string;
}

/** How a job ends. */
export type JobOutcome = JobSuccess | JobFailure;
