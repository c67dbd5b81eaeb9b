import { EarshotError } from '@earshot/core';

/** Longer rows are not read into memory: a quote that is never closed would take the rest of the file. */
const LONGEST_ROW = 1_048_576;

/**
 * The rows of CSV text by RFC 4180: commas, optional quotes, any line ends. Empty lines are no rows; a byte order mark is
 * no text.
 * @throws EarshotError `EARSHOT_UNREADABLE` at a quote that is never closed
 */
export async function* csvRows(text: AsyncIterable<string> | Iterable<string>): AsyncGenerator<readonly string[]> {
  let [row, cell, rowLength, line]: [string[], string, number, number] = [[], '', 0, 1];
  let state: 'plain' | 'quoted' | 'quote' = 'plain';
  let isStart = true;
  const endOfRow = (): readonly string[] | undefined => {
    const ended = [...row, cell];
    [row, cell, rowLength, state] = [[], '', 0, 'plain'];
    return ended.length === 1 && ended[0] === '' ? undefined : ended;
  };
  for await (const chunk of text) {
    for (const character of isStart ? chunk.replace(/^\uFEFF/, '') : chunk) {
      if (character === '\n') line++;
      rowLength += character.length;
      if (rowLength > LONGEST_ROW) throw unreadable(line, 'a row of more than a million characters');
      if (state === 'quoted') {
        if (character === '"') state = 'quote';
        else cell += character;
      } else if (character === '"' && (state === 'quote' || cell === '')) {
        // Two quotes within quotes are one.
        if (state === 'quote') cell += character;
        state = 'quoted';
      } else if (character === ',') {
        row.push(cell);
        cell = '';
        state = 'plain';
      } else if (character === '\n' || character === '\r') {
        const ended = endOfRow();
        if (ended !== undefined) yield ended;
      } else {
        cell += character;
      }
    }
    isStart &&= chunk === '';
  }
  if (state === 'quoted') throw unreadable(line, 'a quote that is never closed');
  const last = endOfRow();
  if (last !== undefined) yield last;
}

function unreadable(line: number, found: string): EarshotError {
  return new EarshotError('EARSHOT_UNREADABLE', `not CSV: ${found}, at line ${line}`, {
    details: { path: `line ${line}`, expected: 'CSV by RFC 4180', found },
  });
}
