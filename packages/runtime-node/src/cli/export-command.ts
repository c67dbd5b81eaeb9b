import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnalyticsItem, EarshotError, fileFault, isEarshotError } from '@earshot/core';
import { type Command, Option } from 'commander';
import {
  CAPTIONS,
  type CaptionsFormat,
  EXPORT_FORMATS,
  type ExportFormat,
  exportCalls,
} from '../export/export-calls.js';
import { fileNamesOf } from '../export/file-names.js';
import type { CallsReader } from './calls-reader.js';
import type { Context } from './context.js';
import { callsMeant, reportDamaged } from './query-command.js';
import { type FilterOptions, withFilters, withSort } from './query-options.js';
import { type SourceOptions, withCalls, withSource } from './source-option.js';
import { progressBar } from './terminal.js';

interface Options extends SourceOptions, FilterOptions {
  readonly format: ExportFormat;
  readonly output?: string;
}

/** `earshot export`: calls in full, in a format for other programs. */
export function addExportCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('export')
    .description('write calls in full, all or those that match the filters')
    .addOption(new Option('--format <format>', 'how to write them').choices([...EXPORT_FORMATS]).makeOptionMandatory())
    .option(
      '--output <path>',
      'write to this file; with vtt, srt and txt, to files in this folder (default: the screen)',
    );
  withSource(withSort(withFilters(command))).action(async (options: Options) => {
    const code = await withCalls(context, options, async (calls) => {
      const { whole, damaged } = await wholeCalls(context, calls, options);
      const { format, output } = options;
      if (format === 'vtt' || format === 'srt' || format === 'txt') await writeCaptions(context, whole, format, output);
      else await writeText(context, exportCalls(whole, format), output);
      reportDamaged(context, damaged);
      return whole.length > 0 && damaged.length === 0 ? 0 : 1;
    });
    exit(code);
  });
}

async function wholeCalls({ stderr }: Context, calls: CallsReader, options: Options) {
  const meant = await callsMeant(calls, options, Number.POSITIVE_INFINITY);
  const progress = progressBar(stderr, meant.found.length, 'Exporting');
  const whole: AnalyticsItem[] = [];
  const damaged = [...meant.damaged];
  try {
    for (const { hash } of meant.found) {
      const call = await calls.get(hash).catch((error: unknown) => {
        if (!isEarshotError(error, 'EARSHOT_UNREADABLE')) throw error;
        damaged.push(hash);
      });
      if (call !== undefined) whole.push(call);
      progress.step();
    }
  } finally {
    progress.stop();
  }
  return { whole, damaged };
}

async function writeCaptions(
  context: Context,
  calls: readonly AnalyticsItem[],
  format: CaptionsFormat,
  folder: string | undefined,
): Promise<void> {
  const written = CAPTIONS[format];
  const [only, ...others] = calls;
  if (folder === undefined) {
    if (others.length > 0) {
      throw new EarshotError(
        'EARSHOT_INVALID_INPUT',
        `a file of ${format} contains one call: name a folder with --output`,
        {
          details: { field: '--output', expected: 'a folder', found: `${calls.length} calls` },
        },
      );
    }
    if (only !== undefined) context.stdout.write(written(only));
    return;
  }
  await mkdir(folder, { recursive: true }).catch(refusing(folder));
  const names = fileNamesOf(calls);
  for (const [index, call] of calls.entries()) await write(join(folder, `${names[index]}.${format}`), written(call));
}

async function writeText(context: Context, text: string, file: string | undefined): Promise<void> {
  if (file === undefined) context.stdout.write(text);
  else await write(file, text);
}

function write(file: string, text: string): Promise<void> {
  return writeFile(file, text).catch(refusing(file));
}

function refusing(path: string): (error: unknown) => never {
  return (error) => {
    const found = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const { code, problem } = fileFault(found);
    throw new EarshotError(code, `${path}: ${problem} (${found})`, { cause: error, details: { uri: path, found } });
  };
}
