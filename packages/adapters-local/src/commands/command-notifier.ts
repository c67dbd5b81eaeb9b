import { type ChildProcess, spawn } from 'node:child_process';
import { EarshotError, type Notice, type Notifier, toNoticeDocument } from '@earshot/core';

export interface CommandNotifierOptions {
  /** The program and its arguments. There is no shell: nothing in them is expanded. */
  readonly command: readonly [program: string, ...args: string[]];
  /** The command's environment variables. @defaultValue none but PATH's default */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How long it may run, in ms. Then it is killed. @defaultValue 30,000 */
  readonly timeoutMs?: number;
  /** @defaultValue command */
  readonly target?: string;
}

/** How a command ended. */
type Ending =
  | { readonly unstarted: NodeJS.ErrnoException }
  | { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly timedOut: boolean };

/** EX_TEMPFAIL of sysexits.h. The other codes from 64 to 78 say that another try won't help. */
const TEMPORARY = 75;
/** Of what a command writes to stderr, this much of the end is reported. */
const REPORTED_CHARACTERS = 500;
const DRAIN_MS = 100;

/**
 * Runs a command for each notice, with the `NoticeDocument` as one line of JSON on stdin. Exit code 0 accepts the notice. Codes
 * 64-78 other than 75 (sysexits.h) refuse it permanently, and so does a program that can't be started. Any other code, a signal
 * or a timeout is transient.
 */
export class CommandNotifier implements Notifier {
  readonly target: string;
  readonly #options: CommandNotifierOptions;

  constructor(options: CommandNotifierOptions) {
    this.#options = options;
    this.target = options.target ?? 'command';
  }

  async notify(notice: Notice): Promise<void> {
    const {
      command: [program, ...args],
      environment = {},
      timeoutMs = 30_000,
    } = this.#options;
    // A process group of its own, so that a timeout also ends what the command has started.
    const detached = process.platform !== 'win32';
    const child = spawn(program, args, { env: environment, stdio: ['pipe', 'ignore', 'pipe'], detached });
    const complaint = tailOf(child);
    // A command may decide without reading: its exit code counts, not the broken pipe.
    child.stdin?.on('error', () => {});
    child.stdin?.end(`${JSON.stringify(toNoticeDocument(notice))}\n`);
    const ending = await endOf(child, timeoutMs);
    child.stderr?.destroy();
    const error = errorOf(ending, timeoutMs, complaint());
    if (error !== undefined) throw error;
  }
}

function endOf(child: ChildProcess, timeoutMs: number): Promise<Ending> {
  return new Promise((resolve) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child);
    }, timeoutMs);
    child.once('error', (unstarted) => {
      clearTimeout(timer);
      resolve({ unstarted });
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      // For the rest of stderr, which a process that the command left running may hold open.
      const drained = setTimeout(end, DRAIN_MS);
      child.once('close', end);
      function end(): void {
        clearTimeout(drained);
        resolve({ code, signal, timedOut });
      }
    });
  });
}

function killGroup(child: ChildProcess): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

function tailOf({ stderr }: ChildProcess): () => string {
  let tail = '';
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-REPORTED_CHARACTERS);
  });
  return () => tail.trim();
}

/** Why a notice wasn't accepted; `undefined` when it was. Arguments may hold secrets, so they aren't named. */
function errorOf(ending: Ending, timeoutMs: number, complaint: string): EarshotError | undefined {
  if ('unstarted' in ending) {
    const { code, syscall } = ending.unstarted;
    const reason = `the notice command can't be started: ${code ?? 'unknown'} (${syscall?.split(' ')[0] ?? 'spawn'})`;
    return new EarshotError(code === 'ENOENT' ? 'EARSHOT_NOT_FOUND' : 'EARSHOT_DENIED', reason, {
      cause: ending.unstarted,
    });
  }
  const { code, signal, timedOut } = ending;
  if (code === 0) return undefined;
  const end = timedOut
    ? `took more than ${timeoutMs} ms`
    : code === null
      ? `ended by ${signal}`
      : `exited with ${code}`;
  const isPermanent = code !== null && code >= 64 && code <= 78 && code !== TEMPORARY;
  return new EarshotError(
    isPermanent ? 'EARSHOT_INVALID_INPUT' : 'EARSHOT_UNAVAILABLE',
    `the notice command ${end}${complaint === '' ? '' : `: ${complaint}`}`,
    { details: { exitCode: code ?? undefined } },
  );
}
