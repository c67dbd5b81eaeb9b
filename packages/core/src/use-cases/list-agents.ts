import * as z from 'zod/mini';
import { AgentName } from '../coaching/agent-name.js';
import { parseMessage } from '../input/parse-input.js';
import { NonEmpty } from '../model/primitives.js';
import type { AgentPage, InsightRepository } from '../ports/insight-repository.js';
import { PageTokens } from './page-tokens.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './query-analytics.js';

/** How many agents at a time, and from where on. */
export const AgentsQuery = z.object({
  pageSize: z._default(z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE)), DEFAULT_PAGE_SIZE),
  /** It holds a name, which may be long. */
  nextToken: z.optional(NonEmpty.check(z.maxLength(4_096))),
});
export type AgentsQuery = z.input<typeof AgentsQuery>;

/** Agents by name, and the token for the next ones. */
export interface AgentsPage extends Pick<AgentPage, 'agents'> {
  readonly pageSize: number;
  /** Absent when nothing follows. */
  readonly nextToken?: string;
}

/** Names the agents whose calls have scores, page by page. */
export class ListAgents {
  readonly #insights: InsightRepository;
  readonly #tokens: PageTokens<string>;

  /** @param deps.sign as for `QueryAnalytics` */
  constructor(deps: { insights: InsightRepository; sign: (text: string) => string }) {
    this.#insights = deps.insights;
    this.#tokens = new PageTokens({ sign: deps.sign, list: 'agents', textOf: encodeURIComponent, positionOf });
  }

  /** @throws EarshotError `EARSHOT_INVALID_INPUT` when a field is wrong; what the repository throws */
  async execute(query: AgentsQuery = {}): Promise<AgentsPage> {
    const { pageSize, nextToken } = parseMessage(AgentsQuery, query, 'query');
    const after = nextToken === undefined ? undefined : this.#tokens.open(nextToken, {});
    const { agents, next } = await this.#insights.agents({ limit: pageSize, after });
    return { agents, pageSize, ...(next !== undefined && { nextToken: this.#tokens.seal(next, {}) }) };
  }
}

function positionOf(text: string): string | undefined {
  try {
    return AgentName.safeParse(decodeURIComponent(text)).data;
  } catch {
    return undefined;
  }
}
