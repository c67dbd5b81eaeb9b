import type { AddressInfo } from 'node:net';
import { buildApp } from 'fauxqs';
import { LongPolls, NOTHING } from './sqs/long-poll.js';
import { MessageMoveTasks } from './sqs/message-move-tasks.js';
import { askingItself, isAskedByItself, type QueueApp, type SqsAnswer, SqsRefusal } from './sqs/sqs-self.js';
import { TEST_REGION, type TestServer } from './test-server.js';

/**
 * Starts SQS and SNS on 127.0.0.1 (fauxqs), without queues and topics. What fauxqs lacks or has otherwise than AWS is
 * put right in front of it: message move tasks, receivers that hang up, characters beyond the basic plane.
 */
export async function startQueueServer(): Promise<TestServer> {
  await acceptEveryPlane();
  const app = buildApp({ logger: false, host: '127.0.0.1', defaultRegion: TEST_REGION });
  putInFront(app);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  const close = () => {
    app.server.closeAllConnections();
    closing ??= Promise.resolve(app.close());
    return closing;
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

function putInFront(app: QueueApp): void {
  const ask = askingItself(app);
  putTasksInFront(app, new MessageMoveTasks(ask));
  putPollsInFront(app, new LongPolls(ask));
  app.addHook('onSend', async (_request, reply) => {
    const said = String(reply.getHeader('x-amzn-query-error'));
    if (said.includes('QueueNameExists')) reply.header('x-amzn-query-error', 'QueueAlreadyExists;Sender');
  });
}

function putTasksInFront(app: QueueApp, tasks: MessageMoveTasks): void {
  const actions: Readonly<Record<string, (body: Body) => object | Promise<object>>> = {
    StartMessageMoveTask: (body) => tasks.start(body),
    ListMessageMoveTasks: (body) => tasks.list(body),
    CancelMessageMoveTask: (body) => tasks.cancel(body),
    ListDeadLetterSourceQueues: (body) => tasks.listSources(body),
  };
  app.addHook('preHandler', async ({ headers, body }, reply) => {
    const action = actions[actionOf(headers)];
    if (action === undefined) return;
    const answer = await Promise.resolve(body as Body)
      .then(action)
      .then(ok, asRefusal);
    reply.status(answer.statusCode).header('content-type', 'application/x-amz-json-1.0');
    if (answer.queryError !== undefined) reply.header('x-amzn-query-error', answer.queryError);
    return reply.send(answer.body);
  });
  app.addHook('preClose', async () => tasks.close());
}

function putPollsInFront(app: QueueApp, polls: LongPolls): void {
  const receives = new WeakMap<object, { waitSeconds: number; hungUp: AbortSignal }>();
  app.addHook('preHandler', async (request, reply) => {
    if (actionOf(request.headers) !== 'ReceiveMessage' || isAskedByItself(request.headers)) return;
    const hangUp = new AbortController();
    reply.raw.once('close', () => hangUp.abort());
    const waitSeconds = await polls.waitSeconds(request.body as Body);
    receives.set(request, { waitSeconds, hungUp: hangUp.signal });
    if (waitSeconds > 0 && waitSeconds <= 20) Object.assign(request.body as object, { WaitTimeSeconds: 0 });
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const receive = receives.get(request);
    if (receive === undefined || reply.statusCode !== 200) return payload;
    const { waitSeconds, hungUp } = receive;
    const body = request.body as Body;
    const answer = payload === NOTHING ? await polls.receive(body, waitSeconds, hungUp) : String(payload);
    return polls.handOver(body, answer, hungUp);
  });
  app.addHook('onResponse', async ({ headers }) => {
    if (actionOf(headers) !== 'ReceiveMessage') polls.changed();
  });
}

function actionOf(headers: Readonly<Record<string, unknown>>): string {
  return String(headers['x-amz-target']).replace('AmazonSQS.', '');
}

type Body = Readonly<Record<string, unknown>>;

function ok(body: object): SqsAnswer {
  return { statusCode: 200, body: body as Record<string, unknown>, queryError: undefined };
}

function asRefusal(error: unknown): SqsAnswer {
  if (error instanceof SqsRefusal) return error.answer;
  throw error;
}

/**
 * SQS accepts U+10000 to U+10FFFF. The pattern of fauxqs looks at surrogates one by one and refuses them, and neither an
 * option nor a hook can change that: text that is encoded on its way in has another MD5, which clients check. So this
 * replaces the pattern's test, for the whole process.
 * @throws Error when the pattern is aware of Unicode: then delete this function
 */
async function acceptEveryPlane(): Promise<void> {
  const place = new URL('./sqs/sqsTypes.js', import.meta.resolve('fauxqs')).href;
  const { INVALID_MESSAGE_BODY_CHAR } = (await import(place)) as { INVALID_MESSAGE_BODY_CHAR: RegExp };
  if (INVALID_MESSAGE_BODY_CHAR.unicode) throw new Error('fauxqs accepts every plane now: delete acceptEveryPlane');
  const refused = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
  INVALID_MESSAGE_BODY_CHAR.test = (text) => refused.test(text);
}
