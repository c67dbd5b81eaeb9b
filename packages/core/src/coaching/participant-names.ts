import { isNeutral } from '../formats/neutral-labels.js';
import { PARTICIPANT_SOURCES, type ParticipantSource } from '../model/participant.js';
import { metadataOf } from '../model/telephony.js';
import { fileNamesOf, type IdentifiedRecord, NAMED_ROLES, type NamedRole, vendorNames } from './identified-record.js';
import { nameIn, nameInFileName, statedIn } from './stated-names.js';

/** A name that a source has for a participant. */
export interface NameClaim {
  readonly label: string;
  readonly name: string;
  readonly source: ParticipantSource;
  /** The lowest counts. */
  readonly rank: number;
}

/** Captions have names for labels. */
const LIKE_A_NAME = /^\p{Lu}[\p{L}\p{M}'’. -]+$/u;

/** The names that sources have for labels: a person's, the vendor's, and labels that are names. */
export function namesOfLabels(record: IdentifiedRecord, labels: readonly string[]): NameClaim[] {
  const vendor = (label: string, name: string, weaker: number) =>
    isNeutral(name) ? [] : claim(label, nameIn(name), 'vendor', weaker);
  return [
    ...(record.correction?.roles ?? []).flatMap(({ label, name }) => claim(label, name, 'correction')),
    ...[...vendorNames(record)].flatMap(([label, name]) => vendor(label, name, 0)),
    ...labels.flatMap((label) => (LIKE_A_NAME.test(label) ? vendor(label, label, 0.5) : [])),
  ];
}

/** The names that sources have for roles, for the only one who has the role. */
export function namesOfRoles(
  record: IdentifiedRecord,
  labelsWith: (role: NamedRole) => readonly string[],
): NameClaim[] {
  const files = fileNamesOf(record);
  return NAMED_ROLES.flatMap((role) => {
    const [label, ...others] = labelsWith(role);
    if (label === undefined || others.length > 0) return [];
    const said = record.analysis?.findings?.find(({ kind }) => role === 'customer' && kind === 'caller')?.value;
    return [
      ...claim(label, statedIn(metadataOf(record), role).name, 'start_message'),
      ...claim(label, statedIn(record.analysis?.customFields, role).name, 'vendor', 0.75),
      ...claim(label, files.map((name) => nameInFileName(name, role)).find(Boolean), 'file_name'),
      ...claim(label, nameIn(said), 'phrases'),
    ];
  });
}

function claim(label: string, name: string | undefined, source: ParticipantSource, weaker = 0): NameClaim[] {
  return name === undefined ? [] : [{ label, name, source, rank: PARTICIPANT_SOURCES.indexOf(source) + weaker }];
}
