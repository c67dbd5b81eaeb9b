import type { JsonObject } from '../../input/json.js';
import { each, text } from '../../input/read-fields.js';

/** Who takes part in a conversation. */
export interface Speakers {
  /** The label of who speaks a turn: the role, or the id where several have the same role, or where the role isn't known. */
  labelOf(turn: JsonObject): string | undefined;
  /** The label of the one who has a role; `undefined` when several have it. */
  withRole(role: string): string | undefined;
  /** The labels of all that have a role. */
  allWithRole(role: string): readonly string[];
}

/** The speakers that `Participants` names. Call Analytics names their roles alone, and Contact Lens their ids too. */
export function speakersIn(document: JsonObject): Speakers {
  const roles = new Map<string, string>();
  each(document, 'Participants', (raw) => {
    const role = text(raw, 'ParticipantRole');
    const id = text(raw, 'ParticipantId') ?? role;
    if (id !== undefined && role !== undefined) roles.set(id, role);
  });
  const byRole = new Map<string, string[]>();
  for (const [id, role] of roles) {
    const ids = byRole.get(role);
    if (ids === undefined) byRole.set(role, [id]);
    else ids.push(id);
  }
  const idsOf = (role: string) => byRole.get(role) ?? [];
  const labels = new Map([...roles].map(([id, role]) => [id, idsOf(role).length === 1 ? role : id]));
  const withRole = (role: string) => (idsOf(role).length > 1 ? undefined : role);
  return {
    labelOf(turn) {
      const id = text(turn, 'ParticipantId');
      const role = text(turn, 'ParticipantRole');
      const known = id === undefined ? undefined : labels.get(id);
      return known || (role === undefined ? undefined : (withRole(role) ?? id)) || id || role || undefined;
    },
    withRole,
    allWithRole: (role) => idsOf(role).map((id) => labels.get(id) ?? id),
  };
}
