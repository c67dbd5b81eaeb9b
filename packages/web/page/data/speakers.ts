import type { Call } from './calls.ts';

export type Segment = NonNullable<Call['segments']>[number];
export type Role = NonNullable<Call['participants']>[number]['role'];

export const ROLE_NAMES: Readonly<Record<Role, string | undefined>> = {
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
  /** Which color the page gives to the person: those whose role is unknown differ, too. */
  readonly tone: 'agent' | 'customer' | 'other' | 'another';
  /** Whether the role was inferred rather than stated. */
  readonly isEstimated: boolean;
}

/** The label of who speaks a segment. */
export function labelOf({ speaker, channel }: Segment): string {
  return speaker ?? channel ?? '';
}

/** Everybody who speaks, by label, in the order in which they first speak. */
export function speakersOf({ participants = [], segments = [] }: Call): ReadonlyMap<string, Speaker> {
  const speakers = new Map<string, Speaker>();
  const add = (label: string, role: Role, name: string | undefined, isEstimated: boolean) => {
    const others = [...speakers.values()].filter(({ tone }) => tone === 'other');
    const tone = role === 'agent' || role === 'customer' ? role : others.length === 0 ? 'other' : 'another';
    const title = [ROLE_NAMES[role], name].filter(Boolean).join(' · ') || titleOf(label);
    speakers.set(label, { label, role, title, tone, isEstimated });
  };
  for (const { label, role, name, role_source } of participants) {
    add(label, role, name, role_source === 'phrases' || role_source === 'convention');
  }
  for (const segment of segments) {
    if (!speakers.has(labelOf(segment))) add(labelOf(segment), 'unknown', segment.speaker_name, false);
  }
  return speakers;
}

/** The labels of analyzers count from 0, as in `spk_0`; other labels may be names. */
function titleOf(label: string): string {
  const number = /^(?:spk|speaker|ch)[_ ]?(\d+)$/i.exec(label)?.[1];
  return number === undefined ? label || 'Speaker' : `Speaker ${Number(number) + 1}`;
}
