import * as z from 'zod/mini';
import { InsightId } from '../coaching/insight.js';
import { INSIGHT_STATUSES, type InsightChange, type KeptInsight } from '../coaching/kept-insight.js';
import { EarshotError, isEarshotError } from '../errors.js';
import { parseMessage } from '../input/parse-input.js';
import { NonEmpty } from '../model/primitives.js';
import type { InsightRepository } from '../ports/insight-repository.js';

const TRIES = 8;

/** How many decisions and comments an insight may have in all. */
export const MAX_DECISIONS = 50;

/** A person's response to an insight: a new status, a comment, or both. */
export const InsightDecision = z
  .object({
    id: InsightId,
    /** `pending` opens it again. */
    status: z.optional(z.enum(INSIGHT_STATUSES)),
    comment: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000))),
    /** The version that the caller has seen. @defaultValue whichever is kept */
    version: z.optional(z.int()),
    /** Who decides. */
    actor: NonEmpty.check(z.maxLength(256)),
  })
  .check(
    z.refine(({ status, comment }) => status !== undefined || comment !== undefined, {
      path: ['status'],
      message: 'expected a status, a comment, or both',
    }),
  );
export type InsightDecision = z.input<typeof InsightDecision>;

/** Acknowledges, completes, dismisses, reopens or comments on an insight. */
export class DecideInsight {
  readonly #insights: InsightRepository;
  readonly #now: () => Date;

  constructor(deps: { insights: InsightRepository; now: () => Date }) {
    this.#insights = deps.insights;
    this.#now = deps.now;
  }

  /**
   * Reads the insight again if somebody else changed it meanwhile. A status that it has already is no new decision, and what its
   * last comment says is no new comment of the same actor, so that a repeated request adds nothing.
   * @returns the insight as stored afterwards
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when a field is wrong, or the insight has {@link MAX_DECISIONS} decisions and
   * comments; `EARSHOT_NOT_FOUND` when there is no such insight; `EARSHOT_CONFLICT` when it has another version than the caller has
   * seen, or others were faster every time
   */
  async execute(decision: InsightDecision): Promise<KeptInsight> {
    const { id, status, comment: text, version, actor } = parseMessage(InsightDecision, decision, 'decision');
    const by = { atMs: this.#now().getTime(), actor };
    for (let tries = 1; ; tries++) {
      const kept = await this.#insights.get(id);
      if (kept === undefined) {
        throw new EarshotError('EARSHOT_NOT_FOUND', `no insight has id ${id}`, { details: { field: 'id', found: id } });
      }
      const change: InsightChange = {
        ...(status !== undefined && status !== kept.status && { decision: { status, ...by } }),
        ...(text !== undefined && !isLastComment(kept, text, actor) && { comment: { text, ...by } }),
      };
      if (change.decision === undefined && change.comment === undefined) return kept;
      if (version !== undefined && version !== kept.version) throw conflict(kept, version);
      requireRoom(kept, change);
      try {
        return await this.#insights.decide(id, kept.version, change);
      } catch (error) {
        if (!isEarshotError(error, 'EARSHOT_CONFLICT') || tries === TRIES) throw error;
      }
    }
  }
}

function isLastComment({ comments }: KeptInsight, text: string, actor: string): boolean {
  const last = comments.at(-1);
  return last?.text === text && last.actor === actor;
}

/** Only the caller can tell whether the change still makes sense. */
function conflict({ id, version }: KeptInsight, expected: number): EarshotError {
  return new EarshotError(
    'EARSHOT_CONFLICT',
    `insight ${id} is at version ${version}, not ${expected}: read it again`,
    {
      retryable: false,
      details: { field: 'version', found: version, expected },
    },
  );
}

/** Stores hold an insight in one item. */
function requireRoom({ id, decisions, comments }: KeptInsight, change: InsightChange): void {
  const found = decisions.length + comments.length;
  if (found + Object.keys(change).length <= MAX_DECISIONS) return;
  const field = change.comment === undefined ? 'status' : 'comment';
  const message = `insight ${id} has ${found} decisions and comments: at most ${MAX_DECISIONS} are kept`;
  throw new EarshotError('EARSHOT_INVALID_INPUT', message, { details: { field, found, expected: MAX_DECISIONS } });
}
