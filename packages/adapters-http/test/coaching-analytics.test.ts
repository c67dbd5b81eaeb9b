import { type CallRecord, EarshotError, InsightId, type InsightItem } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import type { AgentItem, AgentsList, CallCoachingItem, CoachingAnalytics } from '../src/serving/coaching-responses.js';
import { coach, importAndCoach, NOW, UPSET_CUSTOMER } from './coached.js';
import { brokenInsights, byTokens, completedCall, digests, posted, type Served, serve } from './served-app.js';

async function read<T>({ api }: Served, target: string, status = 200): Promise<T> {
  const response = await api.request(target);
  const body = await response.json();
  expect([target, response.status, body]).toEqual([target, status, body]);
  return body as T;
}

const list = (served: Served, query = '') => read<CoachingAnalytics>(served, `/coaching-analytics${query}`);
const patched = (body: object, headers = {}) => ({ ...posted(body, headers), method: 'PATCH' });
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

describe('GET /coaching-analytics', () => {
  it('answers what the coaching add-on does, and what Earshot knows besides', async () => {
    const served = serve();
    const { hash, callId } = await importAndCoach(served, 'upset');
    const answer = await list(served);
    expect(answer).toMatchObject({
      totalInsights: 2,
      highPriorityInsights: 1,
      totalsExact: true,
      lastUpdated: NOW,
      pagination: { pageSize: 50, nextToken: null, hasMore: false },
    });
    expect(answer.insights.map(({ category }) => category).sort()).toEqual(['active_listening', 'empathy']);
    const empathy = answer.insights.find(({ category }) => category === 'empathy');
    expect(empathy).toMatchObject({
      hash,
      callId,
      transcriptFileName: 'upset.json',
      agentName: 'Imani',
      callTime: '2026-09-14T09:00:00.000Z',
      type: 'improvement',
      priority: 'high',
      impactLevel: 'high',
      aiConfidence: 0.89,
      suggestedActions: expect.arrayContaining([expect.any(String)]),
      metrics: { customerSentiment: -3.5, callDuration: 180 },
      status: 'pending',
      ruleset: 'pca-coaching',
      basis: 'estimated',
      decisions: [],
      version: 1,
    });
  });

  it('answers all rulesets, or another one, if asked', async () => {
    const served = serve();
    await importAndCoach(served, 'upset');
    const [all, support] = [await list(served, '?ruleset=*'), await list(served, '?ruleset=support')];
    expect(new Set(all.insights.map(({ ruleset }) => ruleset))).toEqual(new Set(['pca-coaching', 'support']));
    expect(all.totalInsights).toBe(2 + support.totalInsights);
    expect((await list(served, '?ruleset=unheard-of')).totalInsights).toBe(0);
  });

  it('filters, and counts what matches on all pages', async () => {
    const served = serve();
    for (const number of [1, 2, 3]) await importAndCoach(served, `upset-${number}`);
    const zoe = { ...UPSET_CUSTOMER.ConversationAnalytics, Agent: 'Zoe' };
    await importAndCoach(served, 'other', { ...UPSET_CUSTOMER, ConversationAnalytics: zoe });
    const totals = async (query: string) => {
      const { totalInsights, highPriorityInsights } = await list(served, query);
      return [totalInsights, highPriorityInsights];
    };
    expect(await totals('')).toEqual([8, 4]);
    expect(await totals('?agent=Zoe')).toEqual([2, 1]);
    expect(await totals('?priority=high')).toEqual([4, 4]);
    expect(await totals('?category=empathy&agent=Imani')).toEqual([3, 3]);
    expect(await totals('?type=praise')).toEqual([0, 0]);
    expect(await totals('?status=completed')).toEqual([0, 0]);
    expect(await totals('?call=upset-2')).toEqual([2, 1]);
    expect(await totals(`?call=${digests.md5Hex('upset-2')}`)).toEqual([2, 1]);
    expect(await totals('?from=2026-09-14')).toEqual([8, 4]);
    expect(await totals('?to=2026-09-14')).toEqual([0, 0]);
    expect(await totals('?pageSize=1')).toEqual([8, 4]);
    expect((await served.api.request('/coaching-analytics?call=nobody')).status).toBe(404);

    const seen: string[] = [];
    let token = '';
    do {
      const page = await list(served, `?pageSize=3${token}`);
      seen.push(...page.insights.map(({ id }) => id));
      token = page.pagination.nextToken === null ? '' : `&nextToken=${page.pagination.nextToken}`;
      expect(page.pagination.hasMore).toBe(token !== '');
    } while (token !== '');
    expect([seen.length, new Set(seen).size]).toEqual([8, 8]);
    const { pagination } = await list(served, '?pageSize=3');
    const stolen = `/coaching-analytics?agent=Zoe&nextToken=${pagination.nextToken}`;
    expect(await codeOf(await served.api.request(stolen))).toEqual([400, 'EARSHOT_INVALID_INPUT']);
  });

  it('names every wrong parameter', async () => {
    const query = 'priority=urgent&status=done&from=yesterday&pageSize=500&color=red';
    const problem = await read<{ errors: { field: string }[] }>(serve(), `/coaching-analytics?${query}`, 400);
    expect(problem.errors.map(({ field }) => field).sort()).toEqual([
      'color',
      'from',
      'pageSize',
      'priority',
      'status',
    ]);
  });

  it('reports damaged insights, and leaves them out', async () => {
    const id = InsightId.parse('0'.repeat(32));
    const insights = {
      ...brokenInsights(new Error('unused')),
      list: async () => ({ insights: [], damaged: [id] }),
      count: async () => ({ total: 10_000, high: 3, isExact: false }),
    };
    const answer = await list(serve({ insights }));
    expect(answer).toMatchObject({ damaged: [id], totalsExact: false, totalInsights: 10_000, insights: [] });
  });
});

describe('GET /calls/{hash}/coaching', () => {
  it('answers metrics with how they are known, and insights of all rulesets', async () => {
    const served = serve();
    const { hash } = await importAndCoach(served, 'upset');
    const coaching = await read<CallCoachingItem>(served, '/calls/upset/coaching');
    expect(coaching).toMatchObject({ hash, callId: 'upset', state: 'completed', understood: true });
    expect(coaching.participants).toMatchObject([
      { label: 'spk_0', role: 'customer', role_source: 'convention' },
      { label: 'spk_1', role: 'agent', role_source: 'convention', name: 'Imani' },
    ]);
    expect(await read(served, `/calls/${hash}/coaching`)).toEqual(coaching);
    const { insights } = await list(served, '?ruleset=*');
    expect(coaching.insights).toEqual(insights);
    const metric = (name: string) => coaching.metrics.find((one) => one.name === name);
    expect(metric('agent_talk_share')).toMatchObject({ value: 0.727273, unit: 'ratio', basis: 'estimated' });
    expect(metric('agent_interruptions')).toMatchObject({ basis: 'unavailable', method: expect.any(String) });
    expect(metric('agent_interruptions')).not.toHaveProperty('value');
  });

  it('compares with earlier calls of the agent, but judges nothing below 20', async () => {
    const served = serve();
    for (let number = 0; number <= 20; number++) {
      const ConversationTime = `2026-09-${10 + Math.floor(number / 10)} 09:0${number % 10}:00`;
      const analytics = { ...UPSET_CUSTOMER.ConversationAnalytics, ConversationTime };
      await importAndCoach(served, `call-${number}`, { ...UPSET_CUSTOMER, ConversationAnalytics: analytics });
    }
    const earlier = async (call: string) => {
      const { metrics } = await read<CallCoachingItem>(served, `/calls/${call}/coaching`);
      return metrics.find(({ name }) => name === 'agent_talk_share')?.earlier;
    };
    expect(await earlier('call-0')).toBeUndefined();
    expect(await earlier('call-19')).toEqual({ calls: 19, median: 0.727273 });
    expect(await earlier('call-20')).toEqual({ calls: 20, median: 0.727273, rank: 0.5 });
  });

  it('says that a call was not understood, and gives nothing', async () => {
    const served = serve();
    const record = completedCall('mumble');
    const analysis = {
      ...record.analysis,
      understood: false,
      notUnderstoodReason: 'too noisy',
    } as CallRecord['analysis'];
    await served.repository.save({ ...record, ...(analysis && { analysis }) });
    const coaching = await read<CallCoachingItem>(served, '/calls/mumble/coaching');
    expect(coaching).toMatchObject({ understood: false, notUnderstoodReason: 'too noisy', metrics: [], insights: [] });
  });

  it('answers for a call without a result, and not for one that there is not', async () => {
    const served = serve();
    const { analysis: _, ...record } = completedCall('new');
    await served.repository.save({ ...record, state: 'submitted' });
    const coaching = await read<CallCoachingItem>(served, '/calls/new/coaching');
    expect(coaching).toMatchObject({ state: 'submitted', metrics: [], insights: [] });
    expect(coaching).not.toHaveProperty('understood');
    expect(await codeOf(await served.api.request('/calls/nobody/coaching'))).toEqual([404, 'EARSHOT_NOT_FOUND']);
  });
});

describe('PATCH /insights/{id}', () => {
  const ana = [{ name: 'ana', sha256: digests.sha256Hex('a-token-of-ana'), scopes: ['write' as const] }];
  const bearing = { authorization: 'Bearer a-token-of-ana' };

  it('keeps what the caller decided, with their name and the time', async () => {
    const served = serve({}, { authentication: byTokens(ana) });
    const { insights, api } = served;
    const record = await importAndCoach(serve(), 'imported');
    await coach(served, record);
    const [insight] = await insights.ofCall(record.hash);
    const target = `/insights/${insight?.id}`;
    const body = { status: 'completed', comment: ' Went through it. ' };
    const response = await api.request(target, patched(body, bearing));
    expect(response.status).toBe(200);
    const decided = (await response.json()) as InsightItem;
    expect(decided).toMatchObject({
      status: 'completed',
      decisions: [{ status: 'completed', at: NOW, actor: 'ana' }],
      comments: [{ text: 'Went through it.', at: NOW, actor: 'ana' }],
      version: 2,
    });
    expect(await (await api.request(target, { headers: bearing })).json()).toEqual(decided);
    expect(await (await api.request(target, patched(body, bearing))).json()).toEqual(decided);
    expect((await api.request(target, patched(body))).status).toBe(401);
  });

  it('conflicts when somebody else has changed the insight since', async () => {
    const served = serve();
    const { hash } = await importAndCoach(served, 'upset');
    const [{ id, version } = { id: '', version: 0 }] = await served.insights.ofCall(hash);
    const patch = (body: object) => served.api.request(`/insights/${id}`, patched(body));
    expect((await patch({ status: 'acknowledged', version })).status).toBe(200);
    expect(await codeOf(await patch({ status: 'dismissed', version }))).toEqual([409, 'EARSHOT_CONFLICT']);
    expect((await patch({ status: 'acknowledged', version })).status).toBe(200);
    expect((await patch({ status: 'dismissed' })).status).toBe(200);
    expect((await served.insights.get(InsightId.parse(id)))?.decisions).toHaveLength(2);
  });

  it.each([
    [{}, ['status']],
    [{ status: 'done', note: 'x' }, ['note', 'status']],
    [{ comment: '' }, ['comment']],
    [{ status: 'completed', actor: 'somebody else' }, ['actor']],
  ])('names what is wrong in %o', async (body, fields) => {
    const served = serve();
    const { hash } = await importAndCoach(served, 'upset');
    const [insight] = await served.insights.ofCall(hash);
    const response = await served.api.request(`/insights/${insight?.id}`, patched(body));
    const problem = (await response.json()) as { errors: { field: string }[] };
    expect([response.status, problem.errors.map(({ field }) => field).sort()]).toEqual([400, fields]);
  });

  it.each(['0'.repeat(32), 'x'])('finds no insight named %s', async (id) => {
    const { api } = serve();
    expect(await codeOf(await api.request(`/insights/${id}`))).toEqual([404, 'EARSHOT_NOT_FOUND']);
    const response = await api.request(`/insights/${id}`, patched({ status: 'completed' }));
    expect(await codeOf(response)).toEqual([404, 'EARSHOT_NOT_FOUND']);
  });
});

describe('GET /agents', () => {
  it('names agents page by page', async () => {
    const served = serve();
    for (const Agent of ['Zoe', 'Ana/Bo', 'Imani']) {
      const analytics = { ...UPSET_CUSTOMER.ConversationAnalytics, Agent };
      await importAndCoach(served, `of ${Agent.slice(0, 3)}`, { ...UPSET_CUSTOMER, ConversationAnalytics: analytics });
    }
    const first = await read<AgentsList>(served, '/agents?pageSize=2');
    expect(first).toMatchObject({ count: 2, agents: [{ name: 'Ana/Bo' }, { name: 'Imani' }] });
    const next = `/agents?pageSize=2&nextToken=${encodeURIComponent(first.pagination.nextToken ?? '')}`;
    expect(await read(served, next)).toMatchObject({ agents: [{ name: 'Zoe' }], pagination: { hasMore: false } });
    expect(await read(served, '/agents/Ana%2FBo')).toMatchObject({ name: 'Ana/Bo', calls: 1 });
  });
});

describe('GET /agents/{name}', () => {
  it('gives medians with their numbers of calls, and no trend below 20', async () => {
    const served = serve();
    await importAndCoach(served, 'upset');
    const agent = await read<AgentItem>(served, '/agents/Imani');
    expect(agent).toMatchObject({ calls: 1, mostCalls: 1_000, isComplete: true, leastCalls: 20 });
    const share = agent.metrics.find(({ name }) => name === 'agent_talk_share');
    const week = { start: '2026-09-14T00:00:00.000Z', median: 0.727273, calls: 1 };
    expect(share).toEqual({ name: 'agent_talk_share', unit: 'ratio', median: 0.727273, calls: 1, weeks: [week] });
    expect(await read(served, '/agents/Imani?from=2026-09-15')).toMatchObject({ calls: 0, metrics: [] });
    expect(await codeOf(await served.api.request('/agents/nobody'))).toEqual([404, 'EARSHOT_NOT_FOUND']);
  });
});

describe('the routes about coaching', () => {
  it('are answered with 304 until something changes', async () => {
    const served = serve();
    const { hash } = await importAndCoach(served, 'upset');
    const [insight] = await served.insights.ofCall(hash);
    const target = `/insights/${insight?.id}`;
    const targets = ['/coaching-analytics', '/calls/upset/coaching', target, '/agents', '/agents/Imani'];
    const statuses = (tags: readonly (string | null)[]) =>
      Promise.all(
        targets.map(async (one, index) => {
          const headers = { 'if-none-match': tags[index] ?? '' };
          return (await served.api.request(one, { headers })).status;
        }),
      );
    const tags = await Promise.all(targets.map(async (one) => (await served.api.request(one)).headers.get('etag')));
    expect(new Set(tags).size).toBe(targets.length);
    expect(await statuses(tags)).toEqual([304, 304, 304, 304, 304]);
    await served.api.request(target, patched({ status: 'acknowledged' }));
    expect(await statuses(tags)).toEqual([200, 200, 200, 304, 304]);
  });

  it('pass on what goes wrong behind them', async () => {
    const { api } = serve({ insights: brokenInsights(new EarshotError('EARSHOT_UNAVAILABLE', 'gone')) });
    for (const target of ['/coaching-analytics', '/agents', '/agents/Ana', `/insights/${'0'.repeat(32)}`]) {
      expect(await codeOf(await api.request(target))).toEqual([503, 'EARSHOT_UNAVAILABLE']);
    }
  });
});
