import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { SentRequest } from './iam-action.js';

const CHILD = fileURLToPath(new URL('./runtime-child.cjs', import.meta.url));
const LONGEST_INIT_MS = 10_000;

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

/** How to run one process of a function. */
export interface FunctionProcessOptions {
  readonly file: string;
  readonly handler: string;
  readonly functionArn: string;
  /** All that the process sees of an environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly onRequest: (request: SentRequest) => void;
}

interface Thrown {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: string;
}

type Said =
  | ({ readonly type: 'request' } & SentRequest)
  | { readonly type: 'ready' }
  | ({ readonly type: 'broken' } & Thrown)
  | { readonly type: 'result'; readonly result: string }
  | ({ readonly type: 'error' } & Thrown);

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: InvocationError) => void;
}

/** One execution environment: loads the function once, and does one invocation at a time. */
export class FunctionProcess {
  readonly #child: ChildProcess;
  readonly #ready: Promise<void>;
  readonly #ended: Promise<void>;
  #starting: Waiting | undefined;
  #invocation: Waiting | undefined;
  #stderr = '';
  #over = false;
  #fate = 'Runtime exited without providing a reason';

  constructor(options: FunctionProcessOptions) {
    const { file, handler, functionArn, environment, onLine, onRequest } = options;
    this.#child = spawn(process.execPath, [CHILD, file, handler, functionArn], {
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    createInterface({ input: this.#child.stdout as Readable }).on('line', onLine);
    (this.#child.stderr as Readable).setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.#ready = new Promise((resolve, reject) => {
      this.#starting = { resolve: () => resolve(), reject };
    });
    this.#ready.catch(() => {});
    this.#child.on('message', (said: Said) => {
      if (said.type === 'request') onRequest(said);
      else this.#hear(said);
    });
    this.#child.on('exit', (code, signal) => {
      this.#over = true;
      if (signal !== null) this.#fate = `Runtime exited with error: signal: ${signal}`;
      else if (code !== 0) this.#fate = `Runtime exited with error: exit status ${code}`;
    });
    this.#ended = new Promise((resolve) => {
      this.#child.on('error', (error) => this.#end(String(error), resolve));
      this.#child.on('close', () => this.#end(this.#fate, resolve));
    });
  }

  /** Whether it can be given another invocation. */
  get alive(): boolean {
    return !this.#over;
  }

  /**
   * What the handler answers, as JSON would carry it.
   * @throws InvocationError
   */
  async invoke(event: unknown, timeoutMs: number): Promise<unknown> {
    await this.#within(this.#ready, LONGEST_INIT_MS, 'Init');
    const requestId = randomUUID();
    const result = new Promise<unknown>((resolve, reject) => {
      this.#invocation = { resolve, reject };
    });
    const deadlineMs = Date.now() + timeoutMs;
    this.#child.send({ requestId, event: JSON.stringify(event), deadlineMs }, () => {});
    return this.#within(result, timeoutMs, `RequestId: ${requestId} Error: Task`);
  }

  /** Ends it at once, whatever it does. Resolves when it is gone. */
  kill(): Promise<void> {
    this.#over = true;
    this.#child.kill('SIGKILL');
    return this.#ended;
  }

  #hear(said: Exclude<Said, { type: 'request' }>): void {
    if (said.type === 'ready') this.#starting?.resolve(undefined);
    else if (said.type === 'result') this.#invocation?.resolve(JSON.parse(said.result));
    else if (said.type === 'error') this.#invocation?.reject(this.#thrown(said));
    else {
      this.#over = true;
      this.#starting?.reject(this.#thrown(said));
    }
  }

  async #within<T>(work: Promise<T>, timeMs: number, what: string): Promise<T> {
    const timer = setTimeout(() => {
      const message = `${what} timed out after ${(timeMs / 1_000).toFixed(2)} seconds`;
      const error = new InvocationError('Sandbox.Timedout', message, this.#stderr);
      this.#starting?.reject(error);
      this.#invocation?.reject(error);
      void this.kill();
    }, timeMs);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }

  #end(message: string, resolve: () => void): void {
    this.#over = true;
    const error = new InvocationError('Runtime.ExitError', message, this.#stderr);
    this.#starting?.reject(error);
    this.#invocation?.reject(error);
    resolve();
  }

  #thrown({ errorType, errorMessage, trace }: Thrown): InvocationError {
    return new InvocationError(errorType, errorMessage, trace + this.#stderr);
  }
}
