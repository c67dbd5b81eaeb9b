import { labelOf, type ParticipantSource } from '../model/participant.js';
import type { AnalyticsItem } from './analytics-item.js';

type Segment = NonNullable<AnalyticsItem['segments']>[number];
type Participant = NonNullable<AnalyticsItem['participants']>[number];

const ROLE_NAMES: Partial<Record<Participant['role'], string>> = { agent: 'Agent', customer: 'Customer', ivr: 'IVR' };
const ESTIMATES: readonly ParticipantSource[] = ['phrases', 'convention'];

/**
 * How text for people names the speaker of a segment: `Agent Zoe` or `Customer (estimated)` where the role is known, otherwise the
 * name or the label. Speakers who would share a name also have their labels. Captions keep the names that reading them must restore.
 */
export function speakerNames({
  participants = [],
}: Pick<AnalyticsItem, 'participants'>): (
  segment: Pick<Segment, 'speaker' | 'speaker_name' | 'channel'>,
) => string | undefined {
  const byLabel = new Map(participants.map((participant) => [participant.label, nameOf(participant)]));
  const names = [...byLabel.values()];
  const shared = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return (segment) => {
    const label = labelOf(segment);
    const name = label === undefined ? undefined : byLabel.get(label);
    if (name === undefined) return segment.speaker_name ?? segment.speaker;
    return shared.has(name) ? `${name} (${label})` : name;
  };
}

function nameOf({ label, role, name, role_source: source }: Participant): string | undefined {
  const title = ROLE_NAMES[role];
  if (title === undefined) return name;
  const mark = ESTIMATES.includes(source) ? ' (estimated)' : '';
  return `${title}${name === undefined || name === label ? '' : ` ${name}`}${mark}`;
}
