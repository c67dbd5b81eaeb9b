import type { EarshotError } from '@earshot/core';

/** Something that a walk through folders came upon. */
export type FoundItem =
  /** A job's folder, or loose documents that make one up. */
  | {
      readonly type: 'job';
      /** The call that the folder names. */
      readonly callId: string;
      readonly jobId: string;
      /** The file or folder, as a person would name it. */
      readonly label: string;
      readonly modifiedMs: number;
      /** Where its documents lie: in the job's own folder, or loose, each in a file whose content tells what it is. */
      readonly documents: { readonly folder: string } | { readonly files: readonly string[] };
    }
  /** A message body in a file. */
  | { readonly type: 'message'; readonly label: string; readonly modifiedMs: number; readonly body: string }
  | { readonly type: 'ignored'; readonly label: string }
  | { readonly type: 'problem'; readonly label: string; readonly error: EarshotError };
