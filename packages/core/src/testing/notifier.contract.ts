import { isEarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { Notice } from '../model/notice.js';
import { NoticeDocument, toNoticeDocument } from '../wire/notice-document.js';
import { noticeArbitrary } from './arbitrary-notice.js';
import { assertEqual, assertOk } from './assert.js';
import { type ContractCase, type ContractOptions, casesOver } from './contract.js';
import type { NoticeFault, NotifierContext } from './notifier.context.js';

/**
 * What all {@link Notifier}s must keep to, as cases.
 * @param create gives a fresh target at each call
 */
export function notifierContract(
  create: () => NotifierContext | Promise<NotifierContext>,
  options: ContractOptions = {},
): readonly ContractCase[] {
  const { example, pair, property } = casesOver(create, options);
  return [
    property('the target gets each notice whole, as the document says', noticeArbitrary(), async (context, notice) => {
      await context.notifier.notify(Object.freeze(notice));
      assertEqual(await documentsAt(context), [toNoticeDocument(notice)], 'one document, with every field');
    }),
    example('notify resolves when the target has accepted the notice, and not before', async (context) => {
      for (const count of [1, 2, 3]) {
        await context.notifier.notify(aNotice(count));
        assertEqual((await context.received()).length, count, 'it is there');
      }
    }),
    example('a repeated notice is the same document', async (context) => {
      await context.notifier.notify(aNotice(1));
      await context.notifier.notify(aNotice(1));
      const documents = await documentsAt(context);
      assertOk(documents.length > 0, 'it arrives');
      for (const document of documents) assertEqual(document, toNoticeDocument(aNotice(1)), 'each has the same id');
    }),
    example('notices that are sent at the same time all arrive', async (context) => {
      const notices = Array.from({ length: 5 }, (_, number) => aNotice(number));
      await Promise.all(notices.map((notice) => context.notifier.notify(notice)));
      const ids = (await documentsAt(context)).map(({ id }) => id);
      assertEqual(ids.sort(), notices.map(({ id }) => id).sort(), 'each once');
    }),
    example('a transient fault is a retryable error, and the next try arrives', async (context) => {
      await assertFails(context, 'transient', true);
      await context.fail();
      await context.notifier.notify(aNotice(1));
      assertEqual(await documentsAt(context), [toNoticeDocument(aNotice(1))], 'it arrives');
    }),
    example('a permanent fault is an error that is not retryable', async (context) => {
      await assertFails(context, 'permanent', false);
    }),
    pair('two targets know nothing of each other', async (one, other) => {
      await one.notifier.notify(aNotice(1));
      await other.notifier.notify(aNotice(2));
      assertEqual(await documentsAt(one), [toNoticeDocument(aNotice(1))], 'the first has its own');
      assertEqual(await documentsAt(other), [toNoticeDocument(aNotice(2))], 'the other has its own');
    }),
    pair('a target has the same name in each process, a short one', async (one, other) => {
      assertEqual(one.notifier.target, other.notifier.target, 'the same name');
      assertOk(/^[\w:.-]{1,100}$/.test(one.notifier.target), 'letters, digits and _ : . -, at most 100');
    }),
  ];
}

function aNotice(number: number): Notice {
  const id = String(number).padStart(64, '0');
  const hash = id.slice(-32) as CallHash;
  return { id, kind: 'call.completed', hash, state: 'completed', atMs: 1_700_000_000_000 + number };
}

async function documentsAt(context: NotifierContext): Promise<NoticeDocument[]> {
  return (await context.received()).map((text) => NoticeDocument.parse(JSON.parse(text)));
}

async function assertFails({ notifier, fail }: NotifierContext, fault: NoticeFault, retryable: boolean): Promise<void> {
  await fail(fault);
  const error = await notifier.notify(aNotice(1)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assertOk(isEarshotError(error), 'notify rejects with an EarshotError');
  assertEqual(error.retryable, retryable, `retryable after a ${fault} fault`);
}
