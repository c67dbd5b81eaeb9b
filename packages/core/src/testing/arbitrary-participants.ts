import * as fc from 'fast-check';
import type { Finding } from '../model/finding.js';
import {
  type CorrectedParticipant,
  PARTICIPANT_ROLES,
  PARTICIPANT_SOURCES,
  type Participant,
  type Participants,
  type RoleCorrection,
} from '../model/participant.js';
import { epochMsArbitrary, FEW, label, mixed, text, whole } from './arbitrary-parts.js';

const speaker = () => fc.oneof(fc.constantFrom('spk_0', 'spk_1', 'ch_0'), label(40));
const role = () => fc.constantFrom(...PARTICIPANT_ROLES);
const source = () => fc.constantFrom(...PARTICIPANT_SOURCES);

/** Participants of any version of the rules. */
export function participantsArbitrary(): fc.Arbitrary<Participants> {
  const evidence = whole<Finding['evidence'][number]>({ segmentIndex: fc.nat(99), quote: text() });
  const participant = mixed<
    Omit<Participant, 'name' | 'nameSource' | 'confidence'>,
    Pick<Participant, 'name' | 'nameSource' | 'confidence'>
  >(
    { label: speaker(), role: role(), roleSource: source(), evidence: fc.array(evidence, FEW) },
    { name: label(40), nameSource: source(), confidence: fc.double({ min: 0, max: 1, noNaN: true }) },
  );
  return whole<Participants>({
    version: fc.nat(9),
    people: fc.uniqueArray(participant, { ...FEW, selector: (one) => one.label }),
  });
}

/** Corrections by a person. */
export function roleCorrectionArbitrary(): fc.Arbitrary<RoleCorrection> {
  const corrected = fc
    .tuple(whole<Required<CorrectedParticipant>>({ label: speaker(), role: role(), name: label(40) }), fc.nat(2))
    .map(([{ label: of, role: is, name }, which]): CorrectedParticipant => {
      return { label: of, ...(which !== 0 && { role: is }), ...(which !== 1 && { name }) };
    });
  return whole<RoleCorrection>({ roles: fc.array(corrected, FEW), actor: label(40), atMs: epochMsArbitrary() });
}
