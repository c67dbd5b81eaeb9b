import { isNeutral } from '../formats/neutral-labels.js';
import { labelOf, type ParticipantRole, type ParticipantSource } from '../model/participant.js';
import { metadataOf } from '../model/telephony.js';
import {
  fileNamesOf,
  type IdentifiedRecord,
  NAMED_ROLES,
  type NamedRole,
  type RoleClaim,
  vendorNames,
} from './identified-record.js';
import { rolesFromPhrases } from './roles-from-phrases.js';
import { nameInFileName, statedIn } from './stated-names.js';

/** What one source says of the roles, by label. */
export interface ClaimsOf {
  readonly source: ParticipantSource;
  readonly claims: ReadonlyMap<string, RoleClaim>;
}

/** What each source says of the roles, the strongest first. What the words say is looked for only if the others leave a doubt. */
export function* roleClaims(record: IdentifiedRecord, labels: readonly string[]): Iterable<ClaimsOf> {
  if (labels.length === 0) return;
  const find = finderOf(record, labels);
  yield { source: 'correction', claims: corrected(record) };
  yield { source: 'start_message', claims: stated((role) => statedIn(metadataOf(record), role), find) };
  yield { source: 'vendor', claims: labeled(record, labels) };
  const names = fileNamesOf(record);
  const named = (role: NamedRole) => ({ name: names.map((name) => nameInFileName(name, role)).find(Boolean) });
  yield { source: 'file_name', claims: stated(named, find) };
  yield { source: 'phrases', claims: spoken(record) };
  yield { source: 'convention', claims: conventional(record) };
}

type Claims = ReadonlyMap<string, RoleClaim>;

function corrected({ correction }: IdentifiedRecord): Claims {
  const roles = correction?.roles ?? [];
  return new Map(roles.flatMap(({ label, role }) => (role === undefined ? [] : [[label, { role, confidence: 1 }]])));
}

/** Finds the only speaker with this label, channel or name. */
function finderOf({ analysis }: IdentifiedRecord, labels: readonly string[]) {
  const known = new Map<string, Set<string>>();
  const add = (key: string | undefined, label: string) => {
    if (key === undefined || key === '') return;
    const plain = key.toLowerCase();
    known.set(plain, (known.get(plain) ?? new Set()).add(label));
  };
  for (const label of labels) add(label, label);
  for (const segment of analysis?.transcript?.segments ?? []) {
    const label = labelOf(segment);
    if (label === undefined) continue;
    add(segment.channel, label);
    add(segment.speakerName, label);
  }
  return (key: string | undefined): string | undefined => {
    const [found, ...others] = key === undefined ? [] : (known.get(key.toLowerCase()) ?? []);
    return others.length === 0 ? found : undefined;
  };
}

function stated(
  of: (role: NamedRole) => { readonly name?: string | undefined; readonly label?: string | undefined },
  find: (key: string | undefined) => string | undefined,
): Claims {
  return new Map(
    NAMED_ROLES.flatMap((role): [string, RoleClaim][] => {
      const { name, label } = of(role);
      const found = find(label) ?? find(name);
      return found === undefined ? [] : [[found, { role }]];
    }),
  );
}

/** What vendors call those who have a role: as labels, and as the names of speakers. */
const ROLE_WORDS: readonly (readonly [ParticipantRole, RegExp])[] = [
  ['agent', /^(?:agent|representative|advis[eo]r|operator)(?:[ _-]?\d+)?$/i],
  ['customer', /^(?:customer|caller|client)(?:[ _-]?\d+)?$/i],
  ['ivr', /^(?:ivr|system|bot|custom_bot|automated)(?:[ _-]?\d+)?$/i],
  ['other', /^supervisor(?:[ _-]?\d+)?$/i],
];

/**
 * Roles that labels and names of speakers say, and findings of a document that names the agent. Post Call Analytics calls one
 * speaker the customer and others by their names: those are agents.
 */
function labeled({ analysis }: IdentifiedRecord, labels: readonly string[]): Claims {
  const claims = new Map<string, RoleClaim>();
  const names = vendorNames({ analysis });
  for (const label of labels) {
    const words = [names.get(label) ?? '', label];
    const [role] = ROLE_WORDS.find(([, pattern]) => words.some((word) => pattern.test(word))) ?? [];
    if (role !== undefined) claims.set(label, { role });
  }
  for (const { kind, value, evidence } of analysis?.findings ?? []) {
    // A conclusion from the words names them.
    if (kind === 'agent' && evidence.length === 0 && typeof value === 'string') claims.set(value, { role: 'agent' });
  }
  if ([...claims.values()].some(({ role }) => role === 'customer')) {
    for (const [label, name] of names) if (!claims.has(label) && !isNeutral(name)) claims.set(label, { role: 'agent' });
  }
  return claims;
}

/** What an analyzer concluded from the words, or else what we do. */
function spoken({ analysis }: IdentifiedRecord): Claims {
  if (analysis?.transcript === undefined || analysis.understood === false) return new Map();
  const concluded = (analysis.findings ?? []).flatMap(({ kind, value, evidence }): [string, RoleClaim][] => {
    if (kind !== 'agent' || value === undefined || evidence.length === 0) return [];
    // Documents that Earshot wrote before it knew participants have the speaker's number.
    return [[typeof value === 'number' ? `spk_${value}` : value, { role: 'agent', evidence }]];
  });
  return concluded.length > 0 ? new Map(concluded) : rolesFromPhrases(analysis.transcript.segments);
}

/** In a document of Post Call Analytics that names no speakers, the first channel is the customer's. */
function conventional({ analysis }: IdentifiedRecord): Claims {
  const isBare = analysis?.sources[0]?.kind === 'pca' && vendorNames({ analysis }).size === 0;
  return new Map(
    isBare
      ? [
          ['spk_0', { role: 'customer' }],
          ['spk_1', { role: 'agent' }],
        ]
      : [],
  );
}
