import { S3Error } from './s3-error.js';

/** What {@link writeXml} writes: a list becomes one element for each of its values, `undefined` none. */
export type XmlValue = string | number | boolean | undefined | XmlFields | readonly XmlValue[];
export interface XmlFields {
  readonly [name: string]: XmlValue;
}

/** An element that was read. */
export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A document of S3's namespace. */
export function writeXml(name: string, fields: XmlFields): string {
  return `${HEAD}<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inside(fields)}</${name}>`;
}

/** A document without a namespace, as S3 writes errors. */
export function writePlainXml(name: string, fields: XmlFields): string {
  return HEAD + element(name, fields);
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((each) => element(name, each)).join('');
  return `<${name}>${inside(value)}</${name}>`;
}

function inside(value: XmlValue): string {
  if (typeof value !== 'object') return escapeText(String(value));
  return Object.entries(value)
    .map(([name, each]) => element(name, each))
    .join('');
}

function escapeText(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  const isSpecial = /[&<>"\p{Cc}]/gu;
  return text.replace(isSpecial, (found) => entities[found] ?? `&#x${found.charCodeAt(0).toString(16)};`);
}

/**
 * Reads a document of elements and text; attributes are passed over.
 * @throws S3Error `MalformedXML`
 */
export function readXml(source: string): XmlElement {
  const root: XmlElement = { name: '', children: [], text: '' };
  const open = [root];
  const tokens = /<\?[^>]*\?>|<!--.*?-->|<\/([\w:]+)\s*>|<([\w:]+)(?:\s[^>]*?)?(\/?)>|([^<]+)|(.)/gs;
  for (const [, closes, opens, alone, text, wrong] of source.matchAll(tokens)) {
    const parent = open.at(-1) ?? malformed();
    if (wrong !== undefined) malformed();
    if (text !== undefined) parent.text += unescapeText(text);
    if (closes !== undefined && (open.length === 1 || open.pop()?.name !== closes)) malformed();
    if (opens === undefined) continue;
    const child: XmlElement = { name: opens, children: [], text: '' };
    parent.children.push(child);
    if (alone === '') open.push(child);
  }
  const [document, ...more] = root.children;
  if (document === undefined || more.length > 0 || open.length > 1 || root.text.trim() !== '') malformed();
  return document;
}

/** The children of one name. */
export function childrenOf(parent: XmlElement, name: string): readonly XmlElement[] {
  return parent.children.filter((child) => child.name === name);
}

/** The text of the first child of a name. */
export function textOf(parent: XmlElement, name: string): string | undefined {
  return childrenOf(parent, name)[0]?.text;
}

/** @throws S3Error `MalformedXML`, always */
export function malformed(): never {
  throw new S3Error('MalformedXML', 'The XML you provided was not well-formed or did not validate.');
}

function unescapeText(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));?|&/gi, (_, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return ENTITIES[name] ?? malformed();
  });
}
