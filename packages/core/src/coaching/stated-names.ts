import { isObject, type JsonObject } from '../input/json.js';
import { textOf } from '../input/read-fields.js';
import { agentNameOf } from './agent-name.js';
import type { NamedRole } from './identified-record.js';

export interface Stated {
  /** A name, an id, or the label of a speaker. */
  readonly name?: string | undefined;
  /** The label of a speaker or a channel. */
  readonly label?: string | undefined;
}

/** As Post Call Analytics writes names into the names of files: `..._AGENT_Zoe_CUST_987_...`. */
const IN_FILE_NAMES: Readonly<Record<NamedRole, RegExp>> = {
  agent: /(?:^|[_/])AGENT_([^_/.]+)/,
  customer: /(?:^|[_/])CUST(?:OMER)?_([^_/.]+)/,
};

/** The name that the name of a file has for a role. */
export function nameInFileName(name: string, role: NamedRole): string | undefined {
  return nameIn(IN_FILE_NAMES[role].exec(name)?.[1]);
}

const LABEL = /^(?:spk|ch)[ _-]?\d+$/i;

/**
 * What the metadata of a start message, or the fields of a vendor, say of a role: `agent` (a name, a label, or an object with
 * `name` and `label`), `agent_name`, `agent_channel`, in camelCase and PascalCase, too.
 */
export function statedIn(fields: JsonObject | undefined, role: NamedRole): Stated {
  if (fields === undefined) return {};
  const pascal = role.charAt(0).toUpperCase() + role.slice(1);
  const first = (...keys: string[]) => keys.map((key) => fields[key]).find((value) => value !== undefined);
  const whole = first(role, pascal, ...(role === 'customer' ? ['Cust'] : []));
  const isLabel = typeof whole === 'string' && LABEL.test(whole);
  const parts = isObject(whole) ? whole : { [isLabel ? 'label' : 'name']: whole };
  const channel = textOf(first(`${role}_channel`, `${role}Channel`));
  return {
    name: nameIn(parts['name'] ?? first(`${role}_name`, `${role}Name`, `${pascal}Name`)),
    label: textOf(parts['label']) ?? (channel !== undefined && /^\d+$/.test(channel) ? `ch_${channel}` : channel),
  };
}

/** A name, unless it is that of nobody (Python's `None`) or a mask of redaction. */
export function nameIn(value: unknown): string | undefined {
  const name = agentNameOf(textOf(value));
  return name === undefined || name === 'None' || /\[[A-Z_]+\]/.test(name) ? undefined : name;
}
