import type { TranscriptSegment } from '../model/analysis.js';
import type { Evidence } from '../model/finding.js';
import { labelOf, type ParticipantRole } from '../model/participant.js';
import type { CallOverview, CallRecord } from '../model/record.js';

export type IdentifiedRecord = Pick<
  CallRecord,
  'callId' | 'aliases' | 'media' | 'metadata' | 'telephony' | 'jobs' | 'analysis' | 'correction'
>;

/** The roles whose names are stated. */
export const NAMED_ROLES = ['agent', 'customer'] as const satisfies readonly ParticipantRole[];
export type NamedRole = (typeof NAMED_ROLES)[number];

export interface RoleClaim {
  readonly role: ParticipantRole;
  readonly confidence?: number | undefined;
  readonly evidence?: readonly Evidence[] | undefined;
}

/** What the vendor calls each speaker, by label. */
export function vendorNames({ analysis }: Pick<IdentifiedRecord, 'analysis'>): ReadonlyMap<string, string> {
  return new Map(
    (analysis?.transcript?.segments ?? []).flatMap((segment: TranscriptSegment): [string, string][] => {
      const label = labelOf(segment);
      return label === undefined || segment.speakerName === undefined ? [] : [[label, segment.speakerName]];
    }),
  );
}

type NamedFiles = Pick<CallOverview, 'callId' | 'aliases' | 'media' | 'analysis'>;

/** The names of the files of a call: of its recording, and of the document that is its result. */
export function fileNamesOf({ callId, aliases = [], media, analysis }: NamedFiles): string[] {
  const uris = [media?.uri, ...(media?.names ?? []), analysis?.sources[0]?.uri];
  return [...uris.flatMap((uri) => (uri === undefined ? [] : uri.slice(uri.lastIndexOf('/') + 1))), callId, ...aliases];
}
