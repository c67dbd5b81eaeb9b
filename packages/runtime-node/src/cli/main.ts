import { createRequire } from 'node:module';
import { isEarshotError, printableLines } from '@earshot/core';
import { Command, CommanderError } from 'commander';
import { readSettings } from '../environment.js';
import { loadFormats } from '../load-formats.js';
import { npmAncestors, ended as npmEnded } from '../npm-parent.js';
import { addAgentsCommand } from './agents-command.js';
import { addBackfillCommand } from './backfill-command.js';
import { addCoachCommand } from './coach-command.js';
import type { Context } from './context.js';
import { addDlqCommand } from './dlq-command.js';
import { addDoctorCommand } from './doctor-command.js';
import { addEraseCommand } from './erase-command.js';
import { addExportCommand } from './export-command.js';
import { withHelp } from './help.js';
import { addIngestCommand } from './ingest-command.js';
import { addInsightsCommand } from './insights-command.js';
import { addJobsCommand } from './jobs-command.js';
import { reportLostOutput } from './lost-output.js';
import { addQueryCommand } from './query-command.js';
import { addDeriveCommand, addIndexCommand, addRescoreCommand } from './rescore-command.js';
import { addRestartCommand } from './restart-command.js';
import { addRolesCommand } from './roles-command.js';
import { addSearchCommand } from './search-command.js';
import { addServeCommand } from './serve-command.js';
import { addShowCommand } from './show-command.js';
import { guardedTerminal, type Look, type Stream, styled } from './terminal.js';
import { addUploadCommand } from './upload-command.js';
import { addWatchCommand } from './watch-command.js';
import { addWorkerCommand } from './worker-command.js';

const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

/**
 * Runs the command line.
 * @returns the exit code: 0 done; 1 something was not understood, found or reachable; 2 wrong usage or settings
 */
export async function main(
  args: readonly string[],
  streams: { readonly stdin?: Context['stdin']; readonly stdout: Stream; readonly stderr: Stream } = process,
): Promise<number> {
  let exitCode = DONE;
  const exit = (code: number) => {
    exitCode = code;
  };
  const look: Look = { columns: widthIn(process.env), quiet: false };
  const [stdout, stderr] = [guardedTerminal(streams.stdout, look), guardedTerminal(streams.stderr, look)];
  reportLostOutput(streams);
  const npm = npmAncestors(process.env);
  const ended = new AbortController();
  try {
    const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
    const settings = readSettings(process.env);
    const context: Context = {
      get stdin() {
        return streams.stdin ?? process.stdin;
      },
      stdout,
      stderr,
      version,
      settings,
      formats: await loadFormats(settings.formatModules),
      environment: process.env,
      untilStopped: () => untilStopped(npm, ended.signal),
    };
    await programOf(context, look, exit).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : MISUSED;
    if (!isEarshotError(error)) throw error;
    stderr.write(`${styled(stderr, 'red', error.code)}: ${printableLines(error.message)}\n`);
    return error.code === 'EARSHOT_INVALID_INPUT' ? MISUSED : FAILED;
  } finally {
    ended.abort();
  }
}

function programOf(context: Context, look: Look, exit: (code: number) => void): Command {
  const program = new Command('earshot')
    .description('Turns recorded conversations into answers.')
    .version(versionText(context.version))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(printableLines(text)),
      writeErr: (text) => context.stderr.write(printableLines(text)),
    })
    .showHelpAfterError('Run the command with --help for its options.')
    .configureHelp({ showGlobalOptions: true })
    .option('--utc', 'times in UTC, also those of options; the default is local time, and UTC in pipes and files')
    .option('--quiet', 'only results and errors: no progress, counts or hints')
    .on('option:utc', () => {
      // Node follows: everything local is UTC from here on, options and child processes included.
      process.env['TZ'] = 'UTC';
    })
    .on('option:quiet', () => {
      look.quiet = true;
    });
  addIngestCommand(program, context, exit);
  addBackfillCommand(program, context, exit);
  addUploadCommand(program, context, exit);
  addQueryCommand(program, context, exit);
  addShowCommand(program, context, exit);
  addSearchCommand(program, context, exit);
  addExportCommand(program, context, exit);
  addCoachCommand(program, context, exit);
  addInsightsCommand(program, context, exit);
  addAgentsCommand(program, context, exit);
  addJobsCommand(program, context, exit);
  addServeCommand(program, context);
  addWatchCommand(program, context);
  addRestartCommand(program, context, exit);
  addRolesCommand(program, context, exit);
  addEraseCommand(program, context, exit);
  addRescoreCommand(program, context, exit);
  addDeriveCommand(program, context, exit);
  addIndexCommand(program, context, exit);
  addDoctorCommand(program, context, exit);
  addWorkerCommand(program, context);
  addDlqCommand(program, context, exit);
  return withHelp(program);
}

/** Packages have the version 0.0.0 until their first release. */
function versionText(version: string): string {
  return version === '0.0.0' ? '0.0.0 (not released yet)' : version;
}

function widthIn({ COLUMNS }: NodeJS.ProcessEnv): number | undefined {
  return COLUMNS !== undefined && /^[1-9]\d{0,5}$/.test(COLUMNS) ? Number(COLUMNS) : undefined;
}

/** @param over aborted when nobody waits any more */
async function untilStopped(npm: readonly number[], over: AbortSignal): Promise<void> {
  const signaled = new Promise<'signal'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const stop = () => resolve('signal');
      process.once(signal, stop);
      over.addEventListener('abort', () => process.removeListener(signal, stop));
    }
  });
  // After Ctrl-C npm ends as well.
  const why = await Promise.race([signaled, npmEnded(npm)]);
  if (why !== 'signal') process.stderr.write('Stopping: npm, which started this process, has ended.\n');
}
