import { spawn } from 'node:child_process';

/** A command at work in a process of its own. */
export interface RunningCommand {
  /** Every line that it wrote so far, to stdout and to stderr. */
  lines(): readonly string[];
  /** Resolves with the first line, written before or later, that fits. Rejects when the command ends without one. */
  line(pattern: RegExp): Promise<string>;
  /** Sends a signal. Resolves with the exit code, or with the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  /** How it ended. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Runs a JavaScript file with this process's Node, in an environment that holds nothing but what is given. */
export function startCommand(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): RunningCommand {
  const child = spawn(process.execPath, [file, ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      tell();
    });
  }
  let over = false;
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      over = true;
      resolve(code ?? signal ?? 'SIGKILL');
      tell();
    });
  });
  return {
    lines: () => [...lines],
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((line) => pattern.test(line));
          if (found !== undefined) resolve(found);
          else if (over) reject(new Error(`ended without a line like ${pattern}:\n${lines.join('\n')}`));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}
