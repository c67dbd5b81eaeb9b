/** An error as the service answers it. */
export class ServiceFault extends Error {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, type: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.type = type;
    this.headers = headers;
  }
}

/** What the service says to a request that it can't make sense of. */
export function invalid(message: string): ServiceFault {
  return new ServiceFault(400, 'ValidationException', message);
}
