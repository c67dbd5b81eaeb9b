import { access, constants, statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Local } from '@earshot/adapters-local';
import { isEarshotError } from '@earshot/core';
import {
  ENGLISH,
  findFfmpeg,
  findModels,
  languageCode,
  languageLabel,
  type Models,
  modelFiles,
  SUPPORTED_FORMATS,
  supportedLanguage,
} from '@earshot/speech';
import type { Settings } from '../environment.js';

/** Said of models in the folder of the user's own. */
const OWN_LICENSE = 'your own: check its license';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  /**
   * `missing` and `failed` keep Earshot from transcribing; `damaged` are calls that can't be read; `absent` takes something
   * less important away.
   */
  readonly state: 'ok' | 'absent' | 'damaged' | 'missing' | 'failed';
  readonly detail: string;
}

const MIB = 1_024 * 1_024;
/** What transcription needs at its worst, and what an hour of recordings with its documents does. */
const MEMORY_BYTES = 900 * MIB;
const DISK_BYTES = 500 * MIB;

export interface Examined {
  readonly version: string;
  readonly settings: Settings;
  /** The folder that calls are stored in. */
  readonly folder: string;
  /** Looks at what is kept there, if anything is. */
  readonly withLocal: (look: (local: Local | undefined) => Promise<Check[]>) => Promise<Check[]>;
}

/** Looks at what is installed and kept on this machine, and whether it can transcribe. */
export async function examine({ version, settings, folder, withLocal }: Examined): Promise<Check[]> {
  const ffmpeg = await findFfmpeg(settings.programs);
  return [
    {
      name: 'Earshot',
      state: 'ok',
      detail: `${version}, on Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    },
    ...(await dataChecks(folder, withLocal)),
    ...modelChecks(settings),
    { name: 'ffmpeg', state: ffmpeg === undefined ? 'absent' : 'ok', detail: ffmpeg ?? 'not on the PATH' },
    ...formatChecks(ffmpeg !== undefined),
    memoryCheck(),
    await diskCheck(folder),
  ];
}

async function dataChecks(folder: string, withLocal: Examined['withLocal']): Promise<Check[]> {
  const name = 'Calls';
  try {
    return await withLocal(async (local) => {
      if (local === undefined) {
        await access(await existingFolder(folder), constants.W_OK);
        return [{ name, state: 'ok', detail: `none yet; they will be kept in ${folder}` }];
      }
      const waiting = local.jobs.waiting().length;
      const deadLettered = (await local.deadLetters.count()).waiting;
      const detail = `in ${folder}; ${waiting} to be transcribed, ${deadLettered} messages dead-lettered`;
      return [{ name, state: 'ok', detail }, recordsCheck([...local.records.findDamaged()])];
    });
  } catch (error) {
    const detail = isEarshotError(error) ? `${error.code}: ${error.message}` : `${folder} can't be written`;
    return [{ name, state: 'failed', detail }];
  }
}

function recordsCheck(damaged: readonly string[]): Check {
  const name = 'Records';
  if (damaged.length === 0) return { name, state: 'ok', detail: 'every call can be read' };
  const remedy = 'restore a backup, or erase them by their hash and analyze them again';
  return { name, state: 'damaged', detail: `${damaged.length} damaged: ${damaged.join(', ')}; ${remedy}` };
}

function modelChecks({ modelsFolder: folder, model, language = ENGLISH }: Settings): Check[] {
  const models = findModels({ folder });
  const { parts, missing } = models;
  return [
    languagesCheck(models, language),
    ...parts.map(({ what, from, version, licence = OWN_LICENSE, sizeBytes }): Check => {
      const facts = [from, version, `${Math.round(sizeBytes / MIB)} MiB`, licence].filter((fact) => fact !== undefined);
      return { name: what.split(':')[0] ?? what, state: 'ok', detail: facts.join(', ') };
    }),
    ...missing.map(({ what, remedy }): Check => {
      const name = what.split(':')[0] ?? what;
      // Another speech model is used.
      const isSpare =
        name.startsWith('Moonshine') && modelFiles(models, languageCode(language) ?? ENGLISH, model) !== undefined;
      return { name, state: isSpare ? 'absent' : 'missing', detail: `${what}. ${remedy}` };
    }),
  ];
}

/** The languages that there are models for, and whether the one of the settings is among them. */
function languagesCheck(models: Models, language: string): Check {
  const name = 'Languages';
  try {
    supportedLanguage(models, language);
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    return { name, state: 'missing', detail: `EARSHOT_LANGUAGE: ${error.message}` };
  }
  const listed = Object.entries(models.speech).map(
    ([code, known = {}]) => `${languageLabel(code)}: ${Object.keys(known).join(', ')}`,
  );
  return { name, state: 'ok', detail: listed.join('; ') || 'none' };
}

function formatChecks(hasFfmpeg: boolean): Check[] {
  const hasDecoders = isInstalled('audio-decode');
  const can = { 'built in': true, 'audio-decode': hasDecoders || hasFfmpeg, ffmpeg: hasFfmpeg };
  const named = (needs: keyof typeof can) =>
    SUPPORTED_FORMATS.filter((format) => format.needs === needs).map(({ name }) => name);
  const remedy = { 'built in': '', 'audio-decode': 'npm install audio-decode, or ffmpeg: ', ffmpeg: 'needs ffmpeg: ' };
  return (['built in', 'audio-decode', 'ffmpeg'] as const).map((needs): Check => {
    const detail = named(needs).join(', ');
    return {
      name: 'Formats',
      state: can[needs] ? 'ok' : 'absent',
      detail: can[needs] ? detail : remedy[needs] + detail,
    };
  });
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.resolve('@earshot/speech')).resolve(name);
    return true;
  } catch {
    return false;
  }
}

function memoryCheck(): Check {
  const [free, total] = [freemem(), totalmem()];
  const detail = `${Math.round(free / MIB)} of ${Math.round(total / MIB)} MiB free; transcribing needs up to 800`;
  return { name: 'Memory', state: total < MEMORY_BYTES ? 'missing' : 'ok', detail };
}

async function diskCheck(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(await existingFolder(folder));
  const free = bavail * bsize;
  return {
    name: 'Disk',
    state: free < DISK_BYTES ? 'missing' : 'ok',
    detail: `${Math.round(free / MIB)} MiB free for calls`,
  };
}

/** The folder, or the one that it will be made in. */
async function existingFolder(folder: string): Promise<string> {
  try {
    await access(folder);
    return folder;
  } catch {
    return dirname(folder) === folder ? folder : existingFolder(dirname(folder));
  }
}
