import { resolve } from 'node:path';
import { CALL_FORMAT_NAMES, EarshotError } from '@earshot/core';
import type { Command } from 'commander';
import type { ExportTarget } from '../export/export-derivation.js';
import { checkedPattern } from '../export/name-pattern.js';

/** Where finished calls are exported to, as the command line takes it. */
export interface ExportOptions {
  readonly exportTo?: string;
  readonly exportFormat?: string;
  readonly exportName?: string;
}

const DEFAULT_FORMATS = 'markdown';
const DEFAULT_NAME = '{date}_{agent}_{call}';

/** Adds the choice of a folder that finished calls are exported to. */
export function withExport(command: Command): Command {
  return command
    .option('--export-to <folder>', 'also write each finished call to files in this folder')
    .option(
      '--export-format <formats>',
      `with --export-to: ${CALL_FORMAT_NAMES.join(', ')}, separated by commas (default: ${DEFAULT_FORMATS})`,
    )
    .option(
      '--export-name <pattern>',
      `with --export-to: file names, with {date}, {time}, {agent}, {customer}, {call}, {hash} (default: "${DEFAULT_NAME}")`,
    );
}

/**
 * Where the options export calls to; `undefined` when they don't.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when one of them is wrong
 */
export function exportTargetOf({ exportTo, exportFormat, exportName }: ExportOptions): ExportTarget | undefined {
  if (exportTo === undefined) {
    const given = [exportFormat !== undefined && '--export-format', exportName !== undefined && '--export-name'];
    const field = given.find((name) => name !== false);
    if (field === undefined) return undefined;
    throw wrong(field, '--export-to', 'none');
  }
  const names = (exportFormat ?? DEFAULT_FORMATS).split(',').map((name) => name.trim());
  const formats = CALL_FORMAT_NAMES.filter((name) => names.includes(name));
  const unknown = names.find((name) => !formats.some((format) => format === name));
  if (unknown !== undefined) throw wrong('--export-format', CALL_FORMAT_NAMES.join(', '), unknown || 'nothing');
  return { folder: resolve(exportTo), formats, name: checkedPattern(exportName ?? DEFAULT_NAME, '--export-name') };
}

function wrong(field: string, expected: string, found: string): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `${field}: expected ${expected} (got ${found})`, {
    details: { field, expected, found },
  });
}
