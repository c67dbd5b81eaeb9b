import { join } from 'node:path';
import type { AudioAnalyzer } from '@earshot/core';
import { progressOf } from './analysis/local-audio-analyzer.js';
import { FileResultStore } from './files/file-result-store.js';
import { DATABASE_NAME } from './open-local.js';
import { AnalysisJobs } from './sqlite/analysis-jobs.js';
import { openToRead } from './sqlite/open-to-read.js';
import { SqliteInsightRepository } from './sqlite/sqlite-insight-repository.js';
import { SqliteMomentIndex } from './sqlite/sqlite-moment-index.js';
import { SqliteRecordRepository } from './sqlite/sqlite-record-repository.js';

/** The calls of a data folder. */
export interface LocalCalls {
  readonly records: SqliteRecordRepository;
  readonly insights: SqliteInsightRepository;
  readonly moments: SqliteMomentIndex;
  readonly store: FileResultStore;
  /** Says how far the jobs of this machine are. */
  readonly analyzer: Required<Pick<AudioAnalyzer, 'progress'>>;
  close(): void;
}

/**
 * Opens the calls of a data folder, to read them. The folder may be read-only, or a backup: it needs no more than the
 * database, and nothing is made in it.
 * @throws EarshotError as `openToRead` does
 */
export function openLocalToRead({ folder }: { readonly folder: string }): LocalCalls {
  const { database, close } = openToRead(join(folder, DATABASE_NAME));
  try {
    const [records, insights] = [new SqliteRecordRepository({ database }), new SqliteInsightRepository({ database })];
    const moments = new SqliteMomentIndex({ database });
    const jobs = new AnalysisJobs({ database });
    const analyzer: LocalCalls['analyzer'] = { progress: async (jobId) => progressOf(jobs, jobId) };
    const store = new FileResultStore({ folder: join(folder, 'files') });
    return { records, insights, moments, store, analyzer, close };
  } catch (error) {
    close();
    throw error;
  }
}
