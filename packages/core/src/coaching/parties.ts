import type { CallOverview } from '../model/record.js';
import { isRedacted } from '../model/redacted.js';
import { metadataOf } from '../model/telephony.js';
import { agentNameOf } from './agent-name.js';
import { fileNamesOf, NAMED_ROLES, type NamedRole } from './identified-record.js';
import { nameInFileName, statedIn } from './stated-names.js';

/** Who the agent and the customer of a call are, by name. Absent where nothing says it. */
export type Parties = { readonly [Role in NamedRole]?: string };

export type NamedCall = Pick<
  CallOverview,
  'callId' | 'aliases' | 'media' | 'metadata' | 'telephony' | 'jobs' | 'analysis' | 'participants'
>;

/**
 * The names of a call's agent and customer: those of its participants, or else what the start message, the telephone system,
 * the vendor's fields or the name of the recording says, so that calls without a transcript have them, too. Where only redacted
 * copies are kept, only a participant's name counts: a person gave it.
 */
export function partiesOf(call: NamedCall): Parties {
  return Object.fromEntries(
    NAMED_ROLES.flatMap((role) => {
      const name = nameOfParticipant(call, role) ?? (isRedacted(call) ? undefined : statedName(call, role));
      return name === undefined ? [] : [[role, name]];
    }),
  );
}

function nameOfParticipant({ participants }: NamedCall, role: NamedRole): string | undefined {
  const named = participants?.people.find((one) => one.role === role && one.name !== undefined);
  return agentNameOf(named?.name);
}

function statedName(call: NamedCall, role: NamedRole): string | undefined {
  return (
    statedIn(metadataOf(call), role).name ??
    statedIn(call.analysis?.customFields, role).name ??
    fileNamesOf(call)
      .map((name) => nameInFileName(name, role))
      .find((name) => name !== undefined)
  );
}
