import type { Call } from './calls.ts';

export type Segment = NonNullable<Call['segments']>[number];
type Role = NonNullable<Call['participants']>[number]['role'];

const ROLE_NAMES: Readonly<Record<Role, string | undefined>> = {
  agent: 'Agent',
  customer: 'Customer',
  ivr: 'Phone menu',
  other: 'Other',
  unknown: undefined,
};

/** Who speaks, as the page shows it. */
export interface Speaker {
  readonly label: string;
  readonly role: Role;
  readonly title: string;
  /** Whether the role was inferred rather than stated. */
  readonly isEstimated: boolean;
}

/** The label of who speaks a segment. */
export function labelOf({ speaker, channel }: Segment): string {
  return speaker ?? channel ?? '';
}

/** Everybody who speaks, by label. */
export function speakersOf({ participants = [], segments = [] }: Call): ReadonlyMap<string, Speaker> {
  const known = participants.map(({ label, role, name, role_source }): Speaker => {
    const title = [ROLE_NAMES[role], name].filter(Boolean).join(' · ') || label;
    return { label, role, title, isEstimated: role_source === 'phrases' || role_source === 'convention' };
  });
  const others = segments.map((segment): Speaker => {
    const label = labelOf(segment);
    return { label, role: 'unknown', title: segment.speaker_name ?? (label || 'Speaker'), isEstimated: false };
  });
  return new Map([...others, ...known].map((speaker) => [speaker.label, speaker]));
}
