import { basename, dirname } from 'node:path';
import { TEST_ACCOUNT, TEST_REGION } from '../test-server.js';
import { FunctionProcess, InvocationError } from './function-process.js';
import { iamActionOf } from './iam-action.js';

/** How to run a function. */
export interface FunctionOptions {
  /** The module that exports the handler. */
  readonly file: string;
  /** The name of the handler among its exports. @defaultValue handler */
  readonly handler?: string;
  /** @defaultValue the name of the file's folder */
  readonly name?: string;
  /** Nothing else of this process's environment is seen, but for what Lambda itself sets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** @defaultValue 30,000 */
  readonly timeoutMs?: number;
  /** So many processes at most; further invocations wait for one. @defaultValue 10 */
  readonly concurrency?: number;
}

/** A function on this machine. */
export interface LambdaFunction {
  readonly name: string;
  /**
   * What the handler answers, as JSON would carry it.
   * @throws InvocationError with the function's own error, or Lambda's word for the outcome of it
   */
  invoke(event: unknown): Promise<unknown>;
  /** Every line that its processes wrote to stdout. */
  logs(): readonly string[];
  /** How many processes were started. */
  coldStarts(): number;
  /** How often it sent requests that a policy must allow, by the policy's name of the action. */
  actions(): ReadonlyMap<string, number>;
  /** Kills its processes with SIGKILL, and with them what they do; the next invocation starts another. Returns how many were at work. */
  kill(): Promise<number>;
  /** Ends its processes, and fails what waits. Idempotent. */
  close(): Promise<void>;
}

/** Runs a function as Lambda does, in processes of its own that are started as they are needed. */
export function startFunction(options: FunctionOptions): LambdaFunction {
  const { file, handler = 'handler', name = basename(dirname(file)), timeoutMs = 30_000, concurrency = 10 } = options;
  const lines: string[] = [];
  const actions = new Map<string, number>();
  const idle: FunctionProcess[] = [];
  const busy = new Set<FunctionProcess>();
  const waiting: (() => void)[] = [];
  let coldStarts = 0;
  let closed = false;

  const start = () => {
    coldStarts++;
    return new FunctionProcess({
      file,
      handler,
      functionArn: `arn:aws:lambda:${TEST_REGION}:${TEST_ACCOUNT}:function:${name}`,
      environment: { ...lambdaEnvironment(name, handler), ...options.environment },
      onLine: (line) => lines.push(line),
      onRequest: (request) => {
        const action = iamActionOf(request);
        if (action !== undefined) actions.set(action, (actions.get(action) ?? 0) + 1);
      },
    });
  };
  const take = async () => {
    while (busy.size >= concurrency && !closed) await new Promise<void>((resolve) => waiting.push(resolve));
    if (closed) throw new InvocationError('ResourceNotFoundException', `function ${name} is closed`);
    let instance = idle.pop();
    while (instance !== undefined && !instance.alive) instance = idle.pop();
    instance ??= start();
    busy.add(instance);
    return instance;
  };
  const killAll = async () => {
    const working = busy.size;
    await Promise.all([...busy, ...idle.splice(0)].map((instance) => instance.kill()));
    return working;
  };

  return {
    name,
    invoke: async (event) => {
      const instance = await take();
      try {
        return await instance.invoke(event, timeoutMs);
      } finally {
        busy.delete(instance);
        if (instance.alive && !closed) idle.push(instance);
        waiting.shift()?.();
      }
    },
    logs: () => [...lines],
    coldStarts: () => coldStarts,
    actions: () => new Map(actions),
    kill: killAll,
    close: async () => {
      closed = true;
      for (const resolve of waiting.splice(0)) resolve();
      await killAll();
    },
  };
}

function lambdaEnvironment(name: string, handler: string): Record<string, string> {
  return {
    AWS_REGION: TEST_REGION,
    AWS_DEFAULT_REGION: TEST_REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'test',
    _HANDLER: `index.${handler}`,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
  };
}
