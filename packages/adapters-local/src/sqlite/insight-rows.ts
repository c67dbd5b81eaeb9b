import type { CallHash, Comment, Decision, Insight, InsightId, StoredInsight } from '@earshot/core';
import { type KeptJson, keptJson, readJson } from './record-json.js';

export interface InsightRow extends KeptJson {
  readonly id: InsightId;
  readonly hash: CallHash;
  readonly is_given: number;
  readonly version: number;
  readonly people: string;
  readonly people_crc32: number;
}

/** The columns of an {@link InsightRow}. */
export const INSIGHT_COLUMNS = 'id, hash, is_given, version, json, crc32, people, people_crc32';

export type People = Pick<StoredInsight, 'decisions' | 'comments'>;

/** @throws EarshotError `EARSHOT_UNREADABLE` when the row isn't what was written */
export function readInsight(row: InsightRow, file: string): StoredInsight {
  const insight = readJson<Insight>(row, { file, hash: row.hash });
  return { insight, isGiven: row.is_given === 1, ...readPeople(row, file), version: row.version };
}

/** @throws EarshotError as {@link readInsight} does */
export function readPeople({ people, people_crc32: crc32, hash }: InsightRow, file: string): People {
  const kept = readJson<{ d?: readonly Decision[]; c?: readonly Comment[] }>({ json: people, crc32 }, { file, hash });
  return { decisions: kept.d ?? [], comments: kept.c ?? [] };
}

/** What {@link readPeople} reads. */
export function keptPeople({ decisions, comments }: People): KeptJson {
  return keptJson({ ...(decisions.length > 0 && { d: decisions }), ...(comments.length > 0 && { c: comments }) });
}
