import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Settings } from '../settings.ts';

const FOLDER = join(import.meta.dirname, '../../settings');

/** The environments that there are settings of. */
export const ENVIRONMENTS: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();

/**
 * The settings of an environment.
 * @throws Error that names the environments there are, or the settings that are wrong
 */
export async function loadSettings(environment: string | undefined): Promise<Settings> {
  if (environment === undefined || !ENVIRONMENTS.includes(environment)) {
    const found = environment === undefined ? 'no environment is named' : `there is no environment "${environment}"`;
    throw new Error(`${found}; those with a file in infra/settings are ${ENVIRONMENTS.join(', ')}`);
  }
  const module = (await import(pathToFileURL(join(FOLDER, `${environment}.ts`)).href)) as { settings: Settings };
  return module.settings;
}
