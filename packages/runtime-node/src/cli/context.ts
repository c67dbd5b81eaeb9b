import type { ResultFormat } from '@earshot/core';
import type { Settings } from '../environment.js';
import type { Stream } from './terminal.js';

export interface Context {
  /** Where answers of a person come from. */
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly version: string;
  readonly settings: Settings;
  /** What results may be written in. */
  readonly formats: readonly ResultFormat[];
  /** The process's environment, for what reads its own variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Resolves when a person asks the process to stop. */
  readonly untilStopped: () => Promise<void>;
}
