import { createReadStream } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { EarshotError, type ErrorCode } from '@earshot/core';

/** A part of a file, and where it goes. */
export interface FilePart {
  readonly path: string;
  /** Of its first byte. */
  readonly offset: number;
  readonly sizeBytes: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** No byte passes for so long: the other side is gone. */
const SILENCE_MS = 60_000;
/** What is read of an answer that refuses a part. */
const LONGEST_REASON = 2_000;

const LASTING: Readonly<Record<number, ErrorCode>> = {
  400: 'EARSHOT_INVALID_INPUT',
  404: 'EARSHOT_NOT_FOUND',
  405: 'EARSHOT_NOT_SUPPORTED',
  412: 'EARSHOT_CONFLICT',
  413: 'EARSHOT_INVALID_INPUT',
};

/**
 * Sends a part with its exact length, from the disk: a part is never in memory as a whole. `fetch` would send a stream in chunks of
 * unknown length, which S3 refuses, and wouldn't say how far it is.
 * @param onSent gets the bytes that went out since it was last called
 * @throws EarshotError retryable unless sending the part again is no use
 */
export async function sendPart(part: FilePart, onSent: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  const { path, offset, sizeBytes, url, headers } = part;
  const { request: open } = url.startsWith('https:') ? https : http;
  const request = open(url, { method: 'PUT', headers: { ...headers, 'content-length': sizeBytes }, signal });
  request.setTimeout(SILENCE_MS, () => request.destroy(new Error('no answer')));
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  const body = createReadStream(path, { start: offset, end: offset + sizeBytes - 1, highWaterMark: 256 * 1_024 });
  body.on('data', (chunk) => onSent(chunk.length));
  // It may be answered, with a refusal, before it is sent.
  const sending = pipeline(body, request).catch(() => {});
  let response: http.IncomingMessage;
  try {
    response = await answered;
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : (cause as Error).message;
    throw new EarshotError('EARSHOT_UNAVAILABLE', `the connection to ${new URL(url).host} broke: ${why}`, { cause });
  } finally {
    body.destroy();
  }
  const status = response.statusCode ?? 0;
  const reason = await reasonIn(response);
  await sending;
  if (status >= 200 && status < 300) return;
  // A refused URL may have expired: fresh ones are asked for.
  const code = LASTING[status] ?? 'EARSHOT_UNAVAILABLE';
  const message = `${new URL(url).host} answered ${status} to a part${reason === '' ? '' : `: ${reason}`}`;
  throw new EarshotError(code, message, { details: { status } });
}

/** What an answer says of why, without its URL, which would be a credential: `detail` of a problem, `Message` of S3's XML. */
async function reasonIn(response: http.IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response.setEncoding('utf8')) if (text.length < LONGEST_REASON) text += chunk;
  } catch {
    // The status says enough.
  }
  const [, detail, message] = /"detail":"((?:[^"\\]|\\.)*)"|<Message>([^<]*)<\/Message>/.exec(text) ?? [];
  return detail ?? message ?? '';
}
