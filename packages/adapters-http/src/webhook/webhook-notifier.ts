import { setTimeout as sleep } from 'node:timers/promises';
import { EarshotError, type Notice, type Notifier, toNoticeDocument } from '@earshot/core';
import { signedHeaders, signingKey } from './signature.js';
import { answerError } from './webhook-answer.js';

export interface WebhookNotifierOptions {
  /** `https:`, or `http:` to this machine. */
  readonly url: string;
  /** `whsec_` and 24-64 bytes in base64, or at least 24 visible ASCII characters. */
  readonly secret: string;
  /** How long one request may take, in ms. @defaultValue 5,000 */
  readonly timeoutMs?: number;
  /** How often a notice is sent before the delivery has to come again for it. @defaultValue 3 */
  readonly attempts?: number;
  /** @defaultValue webhook */
  readonly target?: string;
  readonly now?: () => Date;
  /** Waits between attempts. @defaultValue a timer */
  readonly wait?: (ms: number) => Promise<unknown>;
}

const FIRST_DELAY_MS = 500;
/** A target that asks for more gets the notice with the next delivery. */
const LONGEST_DELAY_MS = 5_000;

/**
 * Posts notices as JSON, signed as Standard Webhooks describes: HMAC-SHA256 over id, timestamp and body. A 2xx status accepts
 * the notice. It sends no cookies and credentials, and follows no redirects.
 */
export class WebhookNotifier implements Notifier {
  readonly target: string;
  readonly #options: WebhookNotifierOptions;
  readonly #url: URL;
  readonly #key: Buffer;

  /** @throws EarshotError `EARSHOT_INVALID_INPUT` when the URL or the secret can't be used */
  constructor(options: WebhookNotifierOptions) {
    this.#options = options;
    this.#url = webhookUrl(options.url);
    this.#key = signingKey(options.secret);
    this.target = options.target ?? 'webhook';
  }

  async notify(notice: Notice): Promise<void> {
    const { attempts = 3, wait = sleep } = this.#options;
    const body = JSON.stringify(toNoticeDocument(notice));
    for (let attempt = 1; ; attempt++) {
      const error = await this.#post(notice.id, body);
      if (error === undefined) return;
      const asked = Number(error.details['retryAfterMs'] ?? 0);
      if (!error.retryable || attempt >= attempts || asked > LONGEST_DELAY_MS) throw error;
      await wait(Math.max(asked, FIRST_DELAY_MS * 2 ** (attempt - 1)));
    }
  }

  /** The error of one attempt. Each has a timestamp of its own, because receivers refuse old ones. */
  async #post(id: string, body: string): Promise<EarshotError | undefined> {
    const { timeoutMs = 5_000, now = () => new Date() } = this.#options;
    const { origin } = this.#url;
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'earshot',
          ...signedHeaders(this.#key, id, body, now()),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      return answerError(origin, response, now());
    } catch (cause) {
      const reason = isTimeout(cause) ? `no answer within ${timeoutMs} ms` : networkReason(cause);
      return new EarshotError('EARSHOT_UNAVAILABLE', `the webhook at ${origin}: ${reason}`, { cause });
    }
  }
}

/**
 * Checks where notices go. Errors don't repeat the URL, which may hold a secret.
 * @throws EarshotError `EARSHOT_INVALID_INPUT`
 */
function webhookUrl(text: string): URL {
  const expected = 'an https: URL without user name and password (http: only to this machine)';
  const url = URL.parse(text);
  const found = url === null ? 'no URL' : url.username + url.password === '' ? url.protocol : 'a URL with credentials';
  if (url !== null && found === 'https:') return url;
  if (url !== null && found === 'http:' && isLoopback(url.hostname)) return url;
  throw new EarshotError('EARSHOT_INVALID_INPUT', `the webhook's URL must be ${expected}, found ${found}`, {
    details: { field: 'url', expected, found },
  });
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

/** The word of the network for what happened, which names no address. */
function networkReason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'the connection failed';
}
