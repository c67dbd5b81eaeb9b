import * as z from 'zod/mini';
import { EpochMs } from './call.js';
import { Evidence } from './finding.js';
import { Confidence, Natural, NonEmpty } from './primitives.js';

/** A participant's role in a call. `unknown`: no evidence is strong enough. */
export const PARTICIPANT_ROLES = ['agent', 'customer', 'ivr', 'other', 'unknown'] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/**
 * How a role or a name became known, the strongest source first: a person's correction, the start message, the vendor's
 * label, the name of the recording or of the document, what the speakers say, what a vendor's documents mean where they say
 * nothing.
 */
export const PARTICIPANT_SOURCES = [
  'correction',
  'start_message',
  'vendor',
  'file_name',
  'phrases',
  'convention',
  'unknown',
] as const;
export type ParticipantSource = (typeof PARTICIPANT_SOURCES)[number];

/** The longest label of a participant, in characters. Longer labels have none. */
export const LONGEST_LABEL = 256;
const Label = NonEmpty.check(z.maxLength(LONGEST_LABEL));
const Name = NonEmpty.check(z.maxLength(256));

/** The most participants of a call. Further speakers have no role. */
export const MAX_PARTICIPANTS = 100;

/** Somebody, or something, that takes part in a call. */
export const Participant = z.object({
  /** See {@link labelOf}. Unique in its call. */
  label: Label,
  role: z.enum(PARTICIPANT_ROLES),
  /** Personal data. It may be an id, where nothing better is known. */
  name: z.optional(Name),
  roleSource: z.enum(PARTICIPANT_SOURCES),
  nameSource: z.optional(z.enum(PARTICIPANT_SOURCES)),
  /** How likely the role is right. Absent where that isn't known. */
  confidence: z.optional(Confidence),
  /** The words that support the role: three quotes at most. */
  evidence: z.array(Evidence),
});
export type Participant = z.infer<typeof Participant>;

/**
 * The version of the rules that identify participants. Raise it with every change that affects
 * their results.
 */
export const PARTICIPANTS_VERSION = 1;

/** Who takes part in a call, in the order in which they first speak. */
export const Participants = z.object({
  /** The version of the rules that identified them: see `participantsOf`. */
  version: Natural,
  people: z.array(Participant),
});
export type Participants = z.infer<typeof Participants>;

/** A person's correction of one participant: the role, the name, or both. */
export const CorrectedParticipant = z
  .object({ label: Label, role: z.optional(z.enum(PARTICIPANT_ROLES)), name: z.optional(Name) })
  .check(
    z.refine(({ role, name }) => role !== undefined || name !== undefined, {
      path: ['role'],
      message: 'expected a role or a name',
    }),
  );
export type CorrectedParticipant = z.infer<typeof CorrectedParticipant>;

/** A person's correction of who takes part in a call. The last one counts, and it outlives every analysis. */
export const RoleCorrection = z.object({
  roles: z.array(CorrectedParticipant).check(z.maxLength(MAX_PARTICIPANTS)),
  /** Who made it. */
  actor: NonEmpty.check(z.maxLength(256)),
  atMs: EpochMs,
});
export type RoleCorrection = z.infer<typeof RoleCorrection>;

/**
 * The label of a segment's speaker: the analyzer's label of the speaker, or that of the audio channel where there is
 * none; `undefined` when there is neither.
 */
export function labelOf(segment: {
  readonly speaker?: string | undefined;
  readonly channel?: string | undefined;
}): string | undefined {
  return segment.speaker ?? segment.channel;
}
