import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EarshotError, FORMATS, type ResultFormat } from '@earshot/core';
import { findingSensitiveData } from './finding-sensitive-data.js';

/**
 * Loads the formats that modules export, under any name.
 * @param specifiers paths, or packages installed where the process runs
 * @returns these formats, then those that Earshot reads by itself: the first to recognize a result reads it
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when a module can't be loaded, exports no format, or one whose name is taken
 */
export async function loadFormats(specifiers: readonly string[]): Promise<readonly ResultFormat[]> {
  const loaded = await Promise.all(
    specifiers.map(async (specifier) => ({ specifier, formats: await formatsIn(specifier) })),
  );
  const taken = new Set(FORMATS.map(({ name }) => name));
  for (const { specifier, formats } of loaded) {
    for (const { name } of formats) {
      if (taken.has(name))
        throw refusal(specifier, `exports a format named ${name}, and there is one of that name already`);
      taken.add(name);
    }
  }
  return [...loaded.flatMap(({ formats }) => formats), ...FORMATS].map(findingSensitiveData);
}

async function formatsIn(specifier: string): Promise<readonly ResultFormat[]> {
  const exported = await load(specifier).catch((cause: unknown) => {
    throw refusal(specifier, `can't be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  });
  const formats = Object.values(exported).filter(isFormat);
  if (formats.length === 0) throw refusal(specifier, 'exports no result format');
  return [...new Set(formats)];
}

async function load(specifier: string): Promise<Record<string, unknown>> {
  const isPath = specifier.startsWith('.') || isAbsolute(specifier);
  const file = isPath ? resolve(specifier) : createRequire(join(process.cwd(), 'formats.js')).resolve(specifier);
  return import(pathToFileURL(file).href);
}

function isFormat(value: unknown): value is ResultFormat {
  if (typeof value !== 'object' || value === null) return false;
  const { name, jobAt, placeOf, read } = value as Partial<Record<keyof ResultFormat, unknown>>;
  return typeof name === 'string' && [jobAt, placeOf, read].every((member) => typeof member === 'function');
}

function refusal(specifier: string, why: string, cause?: unknown): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `EARSHOT_FORMATS: ${specifier} ${why}`, {
    cause,
    details: { field: 'EARSHOT_FORMATS', expected: 'modules that export result formats', found: specifier },
  });
}
