import type { EarshotError } from '@earshot/core';

/** A job's documents: in the job's own folder, or in files of any name, by the path that each would have in such a folder. */
export type JobDocuments = { readonly folder: string } | { readonly files: ReadonlyMap<string, string> };

/** Why a file is no call: its content, a file of the same name that says more, what it goes with, or a link. */
export type WhyIgnored = 'unsupported' | 'said_elsewhere' | 'sidecar' | 'link';

/** Something found while traversing folders. */
export type FoundItem =
  /** A job's folder, or loose documents that make one up. */
  | {
      readonly type: 'job';
      /** The folder on disk that is taken for a bucket. */
      readonly root: string;
      /** The key of the job's folder in that bucket, ending in `/`; or of its only document. */
      readonly key: string;
      /** The path of the document that completes the job, in that folder; empty if it is the only one. */
      readonly result: string;
      /** The file or folder, as a person would name it. */
      readonly label: string;
      readonly modifiedMs: number;
      readonly documents: JobDocuments;
      /** The recording next to a document of the same name. */
      readonly recording?: string | undefined;
    }
  /** A message body in a file. */
  | { readonly type: 'message'; readonly label: string; readonly modifiedMs: number; readonly body: string }
  | { readonly type: 'ignored'; readonly label: string; readonly why: WhyIgnored }
  | { readonly type: 'problem'; readonly label: string; readonly error: EarshotError };
