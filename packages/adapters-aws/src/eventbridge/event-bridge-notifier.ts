import { type EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { type EarshotError, type Notice, type Notifier, toNoticeDocument } from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';

export interface EventBridgeNotifierOptions {
  readonly client: Pick<EventBridgeClient, 'send'>;
  /** The bus's name, or its ARN if it is in another account. */
  readonly eventBusName: string;
  /** @defaultValue eventbridge */
  readonly target?: string;
}

/** The `source` of every event. */
export const EVENT_SOURCE = 'earshot';

/** Puts notices on an event bus. The detail is the `NoticeDocument`, the detail type follows from its kind. */
export class EventBridgeNotifier implements Notifier {
  readonly target: string;
  readonly #options: EventBridgeNotifierOptions;

  constructor(options: EventBridgeNotifierOptions) {
    this.#options = options;
    this.target = options.target ?? 'eventbridge';
  }

  async notify(notice: Notice): Promise<void> {
    const { client, eventBusName: EventBusName } = this.#options;
    const entry = {
      EventBusName,
      Source: EVENT_SOURCE,
      DetailType: detailTypeOf(notice.kind),
      Detail: JSON.stringify(toNoticeDocument(notice)),
    };
    const answer = await client.send(new PutEventsCommand({ Entries: [entry] })).catch((error: unknown) => {
      throw toEarshotError(error, 'EventBridge.PutEvents');
    });
    // A request succeeds even if its only entry failed.
    const [result] = answer.Entries ?? [];
    if (result?.ErrorCode !== undefined) throw toEntryError(result);
  }
}

/** `call.no_match` is "Earshot Call No Match". */
function detailTypeOf(kind: string): string {
  const words = kind.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return ['Earshot', ...words].join(' ');
}

/** The error that a whole request would have met. */
function toEntryError({ ErrorCode: name = '', ErrorMessage }: PutEventsResultEntry): EarshotError {
  const httpStatusCode = name.startsWith('Internal') ? 500 : name.startsWith('NotAuthorized') ? 403 : 400;
  const error = Object.assign(new Error(ErrorMessage ?? 'the entry failed'), { name, $metadata: { httpStatusCode } });
  return toEarshotError(error, 'EventBridge.PutEvents');
}
