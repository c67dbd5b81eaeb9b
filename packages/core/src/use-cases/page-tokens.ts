import { EarshotError } from '../errors.js';

export interface PageTokensOptions<P> {
  /** A keyed digest (an HMAC) as lower-case hex. */
  readonly sign: (text: string) => string;
  /** Prevents a token of one list from being accepted by another. Absent for lists of calls. */
  readonly list?: string;
  readonly textOf: (position: P) => string;
  /** What {@link PageTokensOptions.textOf} wrote; anything or `undefined` for other text. */
  readonly positionOf: (text: string) => P | undefined;
}

/**
 * Writes positions as tokens, `<position>.<signature over position and filter>`: none can be made up, or used with another
 * filter.
 */
export class PageTokens<P> {
  readonly #options: PageTokensOptions<P>;

  constructor(options: PageTokensOptions<P>) {
    this.#options = options;
  }

  /** @param filter as a schema parsed it: its keys are in order */
  seal(position: P, filter: object): string {
    const { sign, list, textOf } = this.#options;
    const text = textOf(position);
    const named = Object.entries(filter).filter(([, value]) => value !== undefined);
    return `${text}.${sign(JSON.stringify(list === undefined ? [text, named] : [list, text, named]))}`;
  }

  /** @throws EarshotError `EARSHOT_INVALID_INPUT` when the token isn't one that {@link seal} made for this filter */
  open(token: string, filter: object): P {
    const position = this.#options.positionOf(token.slice(0, token.lastIndexOf('.')));
    if (position !== undefined && this.seal(position, filter) === token) return position;
    throw new EarshotError('EARSHOT_INVALID_INPUT', "nextToken isn't from this query", {
      details: { field: 'nextToken', expected: 'the token of the previous page, with the same filters' },
    });
  }
}
