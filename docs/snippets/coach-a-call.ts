import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type CallRecord, coachCall, readRuleset } from '@earshot/core';

const ruleset = readRuleset(readFileSync(new URL('our-ruleset.json', import.meta.url), 'utf8'));
const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');

/** @param record of a stored call, such as `repository.get(hash)` gives */
export function coach(record: CallRecord): string[] {
  const { metrics, insights } = coachCall(record, [ruleset], { sha256Hex });
  const share = metrics.find(({ name }) => name === 'agent_talk_share');
  return [
    `agent_talk_share: ${share?.value ?? share?.method} (${share?.basis})`,
    ...insights.map(({ priority, message, metrics: figures }) => `${priority}: ${message} ${JSON.stringify(figures)}`),
  ];
}
