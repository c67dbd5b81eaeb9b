import {
  type AgentListRequest,
  type AgentPage,
  type AgentScores,
  type CallScore,
  isEarshotError,
  type ScoresRequest,
} from '@earshot/core';
import { readScore } from './call-insights.js';
import { AGENT_DIRECTORY, agentAt, agentListing, namesAfter } from './insight-keys.js';
import { AGENTS_BY_NAME, INSIGHTS_BY_AGENT } from './insights-table.js';
import type { Item } from './item.js';
import { rangeOf } from './keys.js';
import { Listing } from './sharded-listing.js';
import type { TableClient } from './table-client.js';

/** Entries of the index of names for which a query is charged the least, about 4 KB. */
const NAMES_AT_LEAST_CHARGE = 40;

/** Names agents and reads the scores of their calls. */
export class AgentList {
  readonly #table: TableClient;
  readonly #shards: number;

  constructor(options: { readonly table: TableClient; readonly shards: number }) {
    this.#table = options.table;
    this.#shards = options.shards;
  }

  /** Some names, as {@link InsightRepository.agents} says. The index has a name for every call: a query begins after each. */
  async page({ limit, after }: AgentListRequest): Promise<AgentPage> {
    const agents: { readonly name: string }[] = [];
    let last = after;
    for (let isMore = true; isMore; ) {
      const range = namesAfter(last);
      const found = await this.#table.query('agents', AGENTS_BY_NAME, AGENT_DIRECTORY, range, {
        limit: NAMES_AT_LEAST_CHARGE,
      });
      for (const item of found.items) {
        const name = agentAt(String(item['agentPosition']));
        if (name === last) continue;
        if (agents.length === limit) return { agents, next: agents.at(-1)?.name };
        agents.push({ name });
        last = name;
      }
      isMore = found.more && found.items.length > 0;
    }
    return { agents };
  }

  /** Scores of an agent's calls. Leaves damaged ones out, and isn't complete then. */
  async scoresOf({ agent, fromMs, toMs, limit }: ScoresRequest): Promise<AgentScores> {
    const range = rangeOf({ fromMs, toMs }, undefined);
    if (range === undefined) return { scores: [], isComplete: true };
    const listing = agentListing('calls', agent);
    const entries = new Listing(
      (shard, within, count) =>
        this.#table.query('scoresOf', INSIGHTS_BY_AGENT, `${listing}#${shard}`, within, { limit: count }),
      this.#shards,
      range,
    );
    const taken = await entries.take(limit);
    const scores = taken.flatMap(({ item }) => readable(item) ?? []);
    return { scores, isComplete: entries.isDone && scores.length === taken.length };
  }
}

function readable(item: Item): CallScore | undefined {
  try {
    return readScore(item);
  } catch (error) {
    if (!isEarshotError(error, 'EARSHOT_UNREADABLE')) throw error;
    return undefined;
  }
}
