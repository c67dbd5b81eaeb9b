/** Why an invocation failed, in the words that Lambda has for it. */
export class InvocationError extends Error {
  /** The name of the error that the function threw, or one of Lambda's, such as `Sandbox.Timedout`. */
  readonly errorType: string;
  /** The stack of what was thrown, and what the process wrote to stderr. */
  readonly trace: string;

  constructor(errorType: string, message: string, trace = '') {
    super(message);
    this.name = 'InvocationError';
    this.errorType = errorType;
    this.trace = trace;
  }
}
