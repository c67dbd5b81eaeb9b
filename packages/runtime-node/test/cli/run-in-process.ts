import { PassThrough, Writable } from 'node:stream';
import { main } from '../../src/cli/main.js';
import type { Stream } from '../../src/cli/terminal.js';

/** A stream that keeps what is written to it. */
export function kept(facts: Partial<Stream> = {}): Stream & { written: string } {
  const stream = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        stream.written += String(chunk);
        done();
      },
    }),
    { written: '', ...facts },
  );
  return stream;
}

/** Runs a command in this process: quicker than in one of its own. It must name its `--data`. */
export async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [kept(), kept()];
  const code = await main(args, { stdout, stderr });
  return { code, stdout: stdout.written, stderr: stderr.written };
}

/** Runs a command in this process, on a terminal at which a person types this. */
export async function runTyping(typed: string, ...args: string[]): Promise<{ code: number; screen: string }> {
  const screen = kept({ isTTY: true, columns: 120 });
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  stdin.end(typed);
  const code = await main(args, { stdin, stdout: screen, stderr: screen });
  return { code, screen: screen.written };
}
