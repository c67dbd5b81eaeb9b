/** Personal data in a text: its kind and where it is, counted in characters. */
export interface Entity {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** A text and the personal data in it. */
export interface MarkedText {
  readonly text: string;
  readonly entities: readonly Entity[];
}

const MARK = /\{([A-Z_]+)\|([^}]+)\}/g;

/** Reads `My name is {NAME|Dana Whitlock}.` as a text with one entity. */
export function parseMarks(source: string): MarkedText {
  let text = '';
  let copied = 0;
  const entities: Entity[] = [];
  for (const match of source.matchAll(MARK)) {
    const [whole, type = '', content = ''] = match;
    text += source.slice(copied, match.index);
    entities.push({ type, start: text.length, end: text.length + content.length });
    text += content;
    copied = match.index + whole.length;
  }
  return { text: text + source.slice(copied), entities };
}

/** The text with a mask such as `[NAME]` in the place of each entity. Its entities are where the masks are. */
export function mask(marked: MarkedText): MarkedText {
  let text = '';
  let copied = 0;
  const entities: Entity[] = [];
  for (const { type, start, end } of marked.entities) {
    text += marked.text.slice(copied, start);
    entities.push({ type, start: text.length, end: text.length + type.length + 2 });
    text += `[${type}]`;
    copied = end;
  }
  return { text: text + marked.text.slice(copied), entities };
}
