/** An error to answer in place of what the server would. */
export interface InjectedFault {
  readonly status: number;
  /** Such as `ThrottlingException`. */
  readonly type: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `after`: the server does what was asked, and the answer gets lost. @defaultValue before */
  readonly when?: 'before' | 'after';
}
