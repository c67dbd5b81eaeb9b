import type { Layout } from '../intake/layout.js';
import type { Digests, RecordingKind } from '../model/call.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { RecordingStore } from '../ports/recording-store.js';

export interface UploadDeps {
  readonly recordings: Pick<RecordingStore, 'stat' | 'uploads'>;
  readonly repository: Pick<RecordRepository, 'get'>;
  readonly digests: Pick<Digests, 'md5Hex'>;
  readonly layout: Pick<Layout, 'uploadsPrefix' | 'mediaSuffixes' | 'names'>;
  /** Where uploads go, below the prefix of uploads. */
  readonly place: { readonly scheme: string; readonly bucket: string };
  /** Signs the ids of uploads. */
  readonly sign: (text: string) => string;
  /** 32 random hex digits. */
  readonly randomHex: () => string;
  readonly now: () => Date;
  /** Bytes that an upload may have. @defaultValue those that Bedrock Data Automation analyzes */
  readonly limitsBytes?: Readonly<Record<RecordingKind, number>> | undefined;
}
