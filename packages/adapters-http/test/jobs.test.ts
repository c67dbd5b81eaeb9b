import { MemoryAudioAnalyzer } from '@earshot/adapters-memory';
import { createReaders, type JobProgress } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { jobEventsRoute } from '../src/serving/job-events.js';
import { CancelReceipt, JobResponse, JobsList } from '../src/serving/job-responses.js';
import { completedCall, digests, failedCall, posted, type Served, serve, sign } from './served-app.js';

const START = { callId: 'new', audioS3Uri: 's3://recordings/new.wav' };

class Reporting extends MemoryAudioAnalyzer {
  said: JobProgress = { stage: 'transcribing', doneMs: 250, totalMs: 1_000 };
  async progress(): Promise<JobProgress> {
    return this.said;
  }
}

async function started(analyzer = new Reporting()): Promise<Served & { id: string; hash: string }> {
  const served = serve({ analyzer });
  const { hash } = (await (await served.api.request('/calls', posted(START))).json()) as { hash: string };
  return { ...served, hash, id: `${hash}.1` };
}

function readersOf({ repository, analyzer, store }: Served) {
  return { ...createReaders({ repository, analyzer, store, sign }), digests };
}

async function jobAt({ api }: Pick<Served, 'api'>, target: string): Promise<JobResponse> {
  return JobResponse.parse(await (await api.request(target)).json());
}

describe('GET /jobs/{id}', () => {
  it('answers a job by its id, and the current one by the hash or the id of its call', async () => {
    const served = await started();
    const job = await jobAt(served, `/jobs/${served.id}`);
    expect(job).toMatchObject({ id: served.id, state: 'running', stage: 'transcribing', progress: 0.25 });
    expect(job.links).toEqual({
      self: `/jobs/${served.id}`,
      call: `/analytics/${served.hash}`,
      events: `/jobs/${served.id}/events`,
      cancel: `/jobs/${served.id}/cancel`,
    });
    for (const name of [served.hash, 'new']) expect(await jobAt(served, `/jobs/${name}`)).toEqual(job);
    expect((await served.api.request(`/jobs/${served.hash}.2`)).status).toBe(404);
  });

  it('says when to ask again, with an entity tag that changes with the progress', async () => {
    const analyzer = new Reporting();
    const { api, id } = await started(analyzer);
    const first = await api.request(`/jobs/${id}`);
    expect([first.headers.get('retry-after'), first.headers.get('cache-control')]).toEqual(['2', 'private, no-cache']);
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    const same = await api.request(`/jobs/${id}`, { headers });
    expect([same.status, same.headers.get('retry-after')]).toEqual([304, '2']);
    analyzer.said = { ...analyzer.said, doneMs: 500 };
    expect((await api.request(`/jobs/${id}`, { headers })).status).toBe(200);
  });

  it('says nothing of asking again when the job has ended, and longer times where no progress is reported', async () => {
    const { api, repository } = serve();
    await repository.save(completedCall('done'));
    await api.request('/calls', posted(START));
    expect((await api.request('/jobs/done')).headers.get('retry-after')).toBeNull();
    expect((await api.request('/jobs/new')).headers.get('retry-after')).toBe('10');
    expect((await api.request('/jobs?state=running')).headers.get('retry-after')).toBe('10');
    expect((await api.request('/jobs?state=succeeded')).headers.get('retry-after')).toBeNull();
  });

  it('says when a queued job is tried again', async () => {
    const { api, repository } = serve();
    const { failure: _, ...failed } = failedCall('late');
    const startRetry = {
      atMs: failed.createdAtMs + 30_000,
      count: 2,
      failure: { code: 'EARSHOT_DENIED', reason: 'no' },
    };
    await repository.save({ ...failed, state: 'submitted', startRetry });
    const response = await api.request('/jobs/late');
    expect(response.headers.get('retry-after')).toBe('30');
    expect(await response.json()).toMatchObject({ attempt: 2, state: 'queued', start_retry: { count: 2 } });
  });
});

describe('GET /jobs', () => {
  it('lists the current job of each call, by state', async () => {
    const served = await started();
    await served.repository.save(completedCall('done', 5));
    await served.repository.save(
      failedCall('broken', { recordedAt: { ms: 1_000, source: 'message' }, jobs: [{ state: 'refused' }] }),
    );
    const list = async (query: string) => JobsList.parse(await (await served.api.request(`/jobs${query}`)).json());
    const ids = ({ items }: JobsList) => items.map((job) => `${job.call_id} ${job.state}`);
    expect(ids(await list(''))).toEqual(['new running', 'done succeeded', 'broken failed']);
    expect(ids(await list('?state=failed'))).toEqual(['broken failed']);
    expect(ids(await list('?state=cancelled'))).toEqual([]);
    const page = await list('?pageSize=2');
    expect(page.pagination.hasMore).toBe(true);
    expect(ids(await list(`?pageSize=2&nextToken=${page.pagination.nextToken}`))).toEqual(['broken failed']);
  });
});

describe('POST /jobs/{id}/cancel and /retry', () => {
  it('cancel a job in the name of the caller, and start the next attempt', async () => {
    const { api, id, hash, repository } = await started();
    const receipt = CancelReceipt.parse(await (await api.request(`/jobs/${id}/cancel`, { method: 'POST' })).json());
    expect(receipt).toMatchObject({
      analysis: 'stopped',
      job: { state: 'cancelled', links: { retry: `/jobs/${id}/retry` } },
    });
    expect(receipt.job.links).not.toHaveProperty('cancel');
    expect(receipt.job.failure).toEqual({ code: 'CANCELLED', reason: 'cancelled by local' });
    const retried = await api.request(`/jobs/${id}/retry`, { method: 'POST' });
    expect([retried.status, retried.headers.get('location')]).toEqual([202, `/jobs/${hash}.2`]);
    expect(JobResponse.parse(await retried.json())).toMatchObject({ attempt: 2, state: 'running', latest: true });
    expect((await api.request(`/jobs/${id}/retry`, { method: 'POST' })).status).toBe(200);
    expect((await repository.get(hash as never))?.jobs).toHaveLength(2);
    expect((await jobAt({ api }, `/jobs/${id}`)).links).not.toHaveProperty('retry');
  });

  it('say that an analyzer can not stop jobs', async () => {
    const memory = new MemoryAudioAnalyzer();
    const analyzer = { start: memory.start.bind(memory), status: memory.status.bind(memory) };
    const { api } = serve({ analyzer });
    const { hash } = (await (await api.request('/calls', posted(START))).json()) as { hash: string };
    const receipt = CancelReceipt.parse(await (await api.request(`/jobs/${hash}.1/cancel`, { method: 'POST' })).json());
    expect(receipt).toMatchObject({ analysis: 'continues', message: expect.stringContaining('ignored') });
  });

  it('take ids of jobs alone: another attempt of a call may be another one than was meant', async () => {
    const { api } = await started();
    for (const command of ['cancel', 'retry']) {
      expect((await api.request(`/jobs/new/${command}`, { method: 'POST' })).status).toBe(404);
    }
  });
});

/** What a stream of events says, until it ends. */
async function eventsOf(response: Response): Promise<string[]> {
  return (await response.text()).split('\n\n').filter((event) => event !== '');
}

describe('GET /jobs/{id}/events', () => {
  const events = ({ api }: Served, id: string, seen?: string) =>
    api.request(`/jobs/${id}/events`, seen === undefined ? {} : { headers: { 'last-event-id': seen } });

  it('sends the job whenever it changes, until it has ended', async () => {
    const analyzer = new Reporting();
    const served = await started(analyzer);
    const response = await events(served, served.id);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const text = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await text()).toBe('retry: 2000\n\n');
    expect(await text()).toContain('"progress":0.25');
    analyzer.said = { ...analyzer.said, doneMs: 900 };
    expect(await text()).toMatch(/^id: \S+\nevent: job\ndata: \{.*"progress":0\.9.*\}\n\n$/);
    await served.api.request(`/jobs/${served.id}/cancel`, { method: 'POST' });
    expect(await text()).toContain('"state":"cancelled"');
    expect(await text()).toBe('event: end\ndata: {}\n\n');
    expect((await reader.read()).done).toBe(true);
  });

  it('does not repeat to a client that comes back what it has seen, and tells it to stay away after the end', async () => {
    const served = serve();
    await served.repository.save(completedCall('done'));
    const [, job = '', end] = await eventsOf(await events(served, 'done'));
    expect(end).toBe('event: end\ndata: {}');
    const seen = /^id: (\S+)/.exec(job)?.[1] ?? '';
    expect((await events(served, 'done', seen)).status).toBe(204);
    expect(await eventsOf(await events(served, 'done', 'another'))).toContain(job);
    const running = await started();
    const first = (await events(running, running.id)).body?.getReader();
    await first?.read();
    const id = /^id: (\S+)/.exec(new TextDecoder().decode((await first?.read())?.value))?.[1];
    await first?.cancel();
    const again = await events(running, running.id, id);
    const reader = again.body?.getReader();
    await reader?.read();
    await running.repository.delete(running.hash as never);
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('event: end\ndata: {}\n\n');
  });

  it('sends comments while nothing changes, and ends after a time', async () => {
    const served = await started();
    const { 'GET /jobs/{id}/events': handle } = jobEventsRoute(readersOf(served), {
      commands: true,
      events: true,
      pollMs: 1,
      heartbeatMs: 3,
      longestMs: 40,
    });
    const request = {
      method: 'GET',
      url: `http://localhost/jobs/${served.id}/events`,
      headers: new Headers(),
      body: null,
    };
    const answer = await handle(request, served.id, { name: 'ana', scopes: new Set() });
    const body = 'body' in answer ? (answer.body as AsyncIterable<Uint8Array>) : undefined;
    const sent: string[] = [];
    for await (const chunk of body ?? []) sent.push(new TextDecoder().decode(chunk));
    expect(sent.filter((text) => text.startsWith('id:'))).toHaveLength(1);
    expect(sent).toContain(': nothing changed\n\n');
  });

  it('ends at once when the client leaves', async () => {
    const served = await started();
    const { 'GET /jobs/{id}/events': handle } = jobEventsRoute(readersOf(served), {
      commands: true,
      events: true,
      pollMs: 60_000,
    });
    const request = {
      method: 'GET',
      url: `http://localhost/jobs/${served.id}/events`,
      headers: new Headers(),
      body: null,
    };
    const answer = await handle(request, served.id, { name: 'ana', scopes: new Set() });
    const chunks = (answer as { body: AsyncIterable<Uint8Array> }).body[Symbol.asyncIterator]();
    await chunks.next();
    await chunks.next();
    const waiting = chunks.next();
    await chunks.return?.();
    expect((await waiting).done).toBe(true);
  });
});
