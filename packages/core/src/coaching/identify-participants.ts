import {
  LONGEST_LABEL,
  labelOf,
  MAX_PARTICIPANTS,
  PARTICIPANTS_VERSION,
  type Participant,
  type ParticipantRole,
  type ParticipantSource,
  type Participants,
} from '../model/participant.js';
import type { CallRecord } from '../model/record.js';
import { isRedacted } from '../model/redacted.js';
import type { IdentifiedRecord, RoleClaim } from './identified-record.js';
import { namesOfLabels, namesOfRoles } from './participant-names.js';
import { roleClaims } from './role-claims.js';

/** Lists of calls carry participants. */
const MAX_EVIDENCE = 3;
const LONGEST_QUOTE = 200;

/**
 * Who takes part in a call: those that its record keeps, if the present rules identified them; otherwise they are identified
 * from the record. So a change of the rules takes effect at once, without rewriting what is stored.
 */
export function participantsOf(record: IdentifiedRecord & Pick<CallRecord, 'participants'>): Participants {
  const { participants } = record;
  return participants?.version === PARTICIPANTS_VERSION ? participants : identifyParticipants(record);
}

/**
 * Tells who takes part in a call. The strongest source decides each role; of two people, the other has the other role. Names
 * are left out where only redacted copies are kept, unless a person gave them.
 */
export function identifyParticipants(record: IdentifiedRecord): Participants {
  const labels = labelsIn(record);
  const roles = new Map<string, RoleClaim & { readonly source: ParticipantSource }>();
  for (const { source, claims } of roleClaims(record, labels)) {
    if (labels.every((label) => roles.has(label))) break;
    for (const [label, claim] of claims) {
      if (labels.includes(label) && !roles.has(label)) roles.set(label, { ...claim, source });
    }
    for (const [label, claim] of complement(labels, roles)) roles.set(label, { ...claim, source });
  }
  const masksNames = isRedacted(record);
  const names = [...namesOfLabels(record, labels), ...namesOfRoles(record, (role) => labelsWith(roles, role))].filter(
    ({ source }) => !masksNames || source === 'correction',
  );
  const people = labels.map((label): Participant => {
    const { role = 'unknown', source = 'unknown', confidence, evidence = [] } = roles.get(label) ?? {};
    const named = names.filter((one) => one.label === label).sort((a, b) => a.rank - b.rank)[0];
    return {
      label,
      role,
      ...(named && { name: named.name }),
      roleSource: source,
      ...(named && { nameSource: named.source }),
      ...(confidence !== undefined && { confidence }),
      evidence: evidence.slice(0, MAX_EVIDENCE).map(({ segmentIndex, quote }) => ({
        segmentIndex,
        quote: quote.slice(0, LONGEST_QUOTE),
      })),
    };
  });
  return { version: PARTICIPANTS_VERSION, people };
}

/** In the order in which they first speak, then those that only statistics name. */
function labelsIn({ analysis }: IdentifiedRecord): string[] {
  const spoken = (analysis?.transcript?.segments ?? []).map(labelOf);
  const stated = (analysis?.speakerStatistics ?? []).map(({ speaker }) => speaker);
  const labels = new Set([...spoken, ...stated]);
  return [...labels]
    .filter((label) => label !== undefined && label !== '' && label.length <= LONGEST_LABEL)
    .slice(0, MAX_PARTICIPANTS) as string[];
}

const OPPOSITES: { readonly [Role in ParticipantRole]?: ParticipantRole } = { agent: 'customer', customer: 'agent' };

/** Of two people, the role of the one whose role isn't known: that which the other hasn't. */
function complement(labels: readonly string[], roles: ReadonlyMap<string, RoleClaim>): [string, RoleClaim][] {
  const people = labels.filter((label) => !NO_PEOPLE.has(roles.get(label)?.role));
  const [unknown, ...others] = people.filter((label) => !roles.has(label));
  if (people.length !== 2 || unknown === undefined || others.length > 0) return [];
  const other = people.map((label) => roles.get(label)).find((claim) => claim !== undefined);
  const role = other && OPPOSITES[other.role];
  return role === undefined ? [] : [[unknown, { role, confidence: other?.confidence }]];
}

const NO_PEOPLE: ReadonlySet<ParticipantRole | undefined> = new Set(['ivr', 'other'] as const);

function labelsWith(roles: ReadonlyMap<string, RoleClaim>, role: ParticipantRole): string[] {
  return [...roles].flatMap(([label, claim]) => (claim.role === role ? [label] : []));
}
