import type { Schema } from './openapi-document.js';

/** Text made safe for HTML. */
export function safe(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A sentence or more, with code between backticks. */
export function prose(text: string): string {
  return safe(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

/** A block of code. */
export function block(label: string, text: string): string {
  return `<figure class="code"><figcaption>${safe(label)}</figcaption><pre tabindex="0"><code>${safe(text)}</code></pre></figure>`;
}

const LINE = 60;

/** JSON for people: what fits on a line stays on it. */
export function readable(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const list = Array.isArray(value);
  const members = Object.entries(value).map(([name, member]) => {
    const written = readable(member, deeper);
    return list ? written : `${JSON.stringify(name)}: ${written}`;
  });
  const [open, shut] = list ? '[]' : '{}';
  const line = members.join(', ');
  const fits = line.length <= LINE && !line.includes('\n');
  if (fits) return list || line === '' ? `${open}${line}${shut}` : `${open} ${line} ${shut}`;
  return `${open}\n${members.map((member) => deeper + member).join(',\n')}\n${indent}${shut}`;
}

/** A table. On a narrow screen each row becomes a small card, its cells named by their heads. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((name) => `<th scope="col">${safe(name)}</th>`).join('');
  const body = rows.map((cells) => {
    const [first = '', ...rest] = cells;
    const others = rest.map((cell, index) => `<td data-head="${safe(heads[index + 1] ?? '')}">${cell}</td>`);
    return `<tr><th scope="row">${first}</th>${others.join('')}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** What a schema takes, in a few words of HTML. */
export function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return `<a href="#schema-${safe(name)}">${safe(name)}</a>`;
  }
  if (schema.enum !== undefined) return schema.enum.map((one) => `<code>${safe(String(one))}</code>`).join(' · ');
  if (schema.const !== undefined) return `<code>${safe(String(schema.const))}</code>`;
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return eitherOf(either.map(objectOf)).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(itemOf(schema))}`;
  const values = schema.additionalProperties;
  if (schema.type === 'object' && schema.properties === undefined && values !== undefined) {
    return `map of text to ${typeOf(objectOf(values))}`;
  }
  const kinds = [schema.format ?? schema.type ?? 'any'].flat().map((kind) => TYPE_NAMES[kind] ?? kind);
  return safe([kinds.join(' or '), ...limitsOf(schema)].join(', '));
}

/** A pattern next to a plain type spells the same thing for values that hardly anyone meets. */
function eitherOf(schemas: readonly Schema[]): string[] {
  const plain = schemas.filter(({ pattern }) => pattern === undefined);
  return (plain.length === 0 ? schemas : plain).map(typeOf);
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  null: 'null',
  'date-time': 'date and time',
};

function limitsOf({ minimum, maximum, minLength, maxLength, default: usual }: Schema): string[] {
  return [
    ...within(sensible(minimum), sensible(maximum), ''),
    ...(maxLength === undefined ? [] : within(minLength, maxLength, ' characters')),
    ...(usual === undefined ? [] : [`default ${usual}`]),
  ];
}

/** A limit that a reader gains by; epoch times have others. */
function sensible(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) > 1e12 ? undefined : limit;
}

function within(low: number | undefined, high: number | undefined, unit: string): string[] {
  if (low !== undefined && high !== undefined) return [`${low}–${high}${unit}`];
  if (high !== undefined) return [`at most ${high}${unit}`];
  return low === undefined ? [] : [`at least ${low}${unit}`];
}

/** One row for each field of a schema, those of inner objects among them under their whole path. */
export function fieldRows(schema: Schema, prefix = ''): string[][] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([name, given]) => {
    const member = objectOf(given);
    const inner = member.type === 'array' ? itemOf(member) : member;
    const mark = required.has(name) ? '' : ' <span class="aside">optional</span>';
    const path = `<span class="inner">${safe(prefix)}</span>${safe(name)}`;
    const kind = inner.properties === undefined ? typeOf(member) : member === inner ? 'object' : 'list of objects';
    const row = [`<code>${path}</code>${mark}`, kind, prose(member.description ?? '')];
    return [row, ...fieldRows(inner, `${prefix}${name}${member === inner ? '' : '[]'}.`)];
  });
}

function objectOf(schema: Schema | boolean): Schema {
  return typeof schema === 'boolean' ? {} : schema;
}

function itemOf({ items }: Schema): Schema {
  return items === undefined || Array.isArray(items) ? {} : objectOf(items as Schema | boolean);
}
