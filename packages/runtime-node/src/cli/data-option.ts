import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DATABASE_NAME } from '@earshot/adapters-local';
import { COPIES, type Copies, printable, recordingNames } from '@earshot/core';
import { findFfmpeg } from '@earshot/speech';
import { type Command, Option } from 'commander';
import type { AppSettings } from '../container.js';
import type { Settings } from '../environment.js';
import { type LocalApp, openLocalApp } from '../local/local-app.js';
import type { Context } from './context.js';
import type { ExportOptions } from './export-options.js';
import { type RulesetOptions, rulesetsOf, withRulesets } from './rulesets-option.js';
import { styled } from './terminal.js';

/** Where calls are kept. */
export interface DataOptions {
  readonly data?: string;
}

/** How recordings are transcribed, and calls coached. */
export interface TranscriptionOptions extends DataOptions, RulesetOptions {
  readonly model?: Settings['model'];
  readonly language?: string;
  readonly namePattern?: string;
  readonly timeZone?: string;
  readonly copies?: Copies;
}

/** Adds the choice of the folder that calls are stored in. */
export function withData(command: Command): Command {
  return command.option('--data <folder>', "data folder (default: the platform's folder for user data)");
}

/** Adds the options of transcription and coaching. */
export function withTranscription(
  command: Command,
  { copies, language }: Pick<Settings, 'copies' | 'language'>,
): Command {
  return withRulesets(withData(command))
    .addOption(new Option('--model <name>', 'the speech model (default: base)').choices(['base', 'tiny']))
    .addOption(
      new Option(
        '--language <code>',
        'what is spoken, such as es (default: what the file says, if there is a model for it, else en)',
      ).default(language, 'EARSHOT_LANGUAGE'),
    )
    .option(
      '--name-pattern <regex>',
      'reads file names by the groups (?<time>…), (?<agent>…), (?<customer>…) and (?<id>…) (default: as Post Call Analytics writes them)',
    )
    .option('--time-zone <zone>', "the zone of times in file names that state none (default: this machine's)")
    .addOption(
      new Option(
        '--copies <kind>',
        'keep the original transcripts, or only those with personal data masked (default: as the data folder does; ' +
          'a new one keeps originals)',
      )
        .choices(COPIES)
        .default(copies, 'EARSHOT_COPIES'),
    );
}

/** The folder that calls are stored in. */
export function dataFolder({ settings }: Pick<Context, 'settings'>, { data }: DataOptions): string {
  return resolve(data ?? settings.data ?? settings.defaultData);
}

/** Whether calls are kept there already. */
export function hasData(folder: string): boolean {
  return existsSync(join(folder, DATABASE_NAME));
}

/** Opens the folder that calls are stored in. @param notices where notices go of calls that end in this process */
export async function openData(
  context: Context,
  options: TranscriptionOptions & Pick<ExportOptions, 'exportTo'>,
  notices?: AppSettings['notices'],
): Promise<LocalApp> {
  const { settings, formats, stderr } = context;
  return openLocalApp({
    formats,
    notices,
    rulesets: await rulesetsOf(context, options),
    writesFiles: settings.files,
    isExporting: options.exportTo !== undefined,
    folder: dataFolder(context, options),
    model: options.model ?? settings.model,
    language: options.language,
    names: recordingNames({
      pattern: options.namePattern ?? settings.namePattern,
      timeZone: options.timeZone ?? settings.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
    modelsFolder: settings.modelsFolder,
    ffmpeg: await findFfmpeg(settings.programs),
    secret: settings.tokenSecret,
    ...(options.copies !== undefined && { copies: options.copies }),
    onError: (error) =>
      stderr.write(`${styled(stderr, 'red', printable(error instanceof Error ? error.message : String(error)))}\n`),
  });
}
