import type { Stream } from './terminal.js';

/**
 * Ends no command when its output can't be written. A reader that wants no more, such as `head`, has got what it wanted.
 * Anything else, such as a full disk, is reported once, and the process ends with 1.
 */
export function reportLostOutput({ stdout, stderr }: { readonly stdout: Stream; readonly stderr: Stream }): void {
  let isReported = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isReported) return;
    isReported = true;
    process.exitCode = 1;
    stderr.write(`EARSHOT_UNAVAILABLE: output can't be written: ${error.code ?? error.name}\n`);
  });
  stderr.on('error', () => {
    // Nobody reads it, and there is nowhere else to say so.
  });
}
