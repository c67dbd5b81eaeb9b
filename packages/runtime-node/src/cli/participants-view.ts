import type { AnalyticsItem, ParticipantSource } from '@earshot/core';
import { type Stream, table } from './terminal.js';

const KNOWN_BY: Readonly<Record<ParticipantSource, string>> = {
  correction: 'a person',
  start_message: 'the start message',
  vendor: 'the label',
  file_name: 'the file name',
  phrases: 'what was said',
  convention: 'convention',
  unknown: '',
};

/** Who takes part in a call, and how that is known. @param corrector the person who corrected it, where that is known */
export function participantsTable(
  stream: Stream,
  participants: NonNullable<AnalyticsItem['participants']>,
  corrector?: string,
): string {
  const columns = [
    { heading: 'Speaker', share: 0 },
    { heading: 'Role', share: 0 },
    { heading: 'Name', share: 1 },
    { heading: 'Known by', share: 0 },
    { heading: 'Evidence', share: 3 },
  ];
  const by = corrector === undefined ? '' : ` (${corrector})`;
  const rows = participants.map(({ label, role, name = '', role_source: source, evidence }) => [
    label,
    role,
    name,
    KNOWN_BY[source] + (source === 'correction' ? by : ''),
    evidence.map(({ quote }) => `“${quote}”`).join(' '),
  ]);
  return table(stream, columns, rows);
}
