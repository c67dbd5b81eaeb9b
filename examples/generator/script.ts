import { type MarkedText, parseMarks } from './marked-text.ts';

/** Something that one person says without a break. */
export interface Turn {
  readonly who: string;
  readonly said: MarkedText;
  readonly topic: number;
  readonly cues: Cues;
}

/** How a turn is placed and judged; all optional. */
export interface Cues {
  /** Silence before the turn, in milliseconds, besides the usual short one. */
  readonly pause?: number;
  /** How long before the end of the previous turn this one starts, in milliseconds. */
  readonly overlap?: number;
  /** Where inside the previous turn this one is said, 0 to 1; the next turn follows the longer one. */
  readonly within?: number;
  /** How rude the words are, 0 to 1. */
  readonly rude?: number;
}

export interface Script {
  readonly turns: readonly Turn[];
  /** A summary for each topic. */
  readonly topics: readonly MarkedText[];
}

const TOPIC = /^== (.*)$/;
const TURN = /^([A-Z])(?: \(([^)]*)\))?: (.*)$/;

/**
 * Reads a script. `== summary` starts a topic, `A: words` or `C (overlap 700): words` a turn;
 * any other line continues the line before it.
 */
export function parseScript(source: string): Script {
  const turns: Turn[] = [];
  const topics: MarkedText[] = [];
  for (const line of joinContinued(source)) {
    const topic = TOPIC.exec(line);
    const turn = TURN.exec(line);
    if (topic) {
      topics.push(parseMarks(topic[1] ?? ''));
    } else if (turn && topics.length > 0) {
      const [, who = '', cues = '', words = ''] = turn;
      turns.push({ who, said: parseMarks(words), topic: topics.length - 1, cues: parseCues(cues) });
    } else {
      throw new Error(`Not a line of a script: ${line}`);
    }
  }
  return { turns, topics };
}

function joinContinued(source: string): string[] {
  const lines: string[] = [];
  for (const line of source.split('\n').map((each) => each.trim())) {
    if (TOPIC.test(line) || TURN.test(line)) {
      lines.push(line);
    } else if (line !== '') {
      lines.push(`${lines.pop() ?? ''} ${line}`);
    }
  }
  return lines;
}

function parseCues(source: string): Cues {
  const pairs = source.split(', ').filter((cue) => cue !== '');
  return Object.fromEntries(
    pairs.map((cue) => {
      const [name = '', amount = ''] = cue.split(' ');
      if (!['pause', 'overlap', 'within', 'rude'].includes(name) || !(Number(amount) > 0)) {
        throw new Error(`Not a cue: ${cue}`);
      }
      return [name, Number(amount)];
    }),
  );
}
