import type { components } from '@earshot/client';

/** A part that the server lacks, and where it goes. */
export type MissingPart = components['schemas']['Upload']['parts'][number];

/**
 * Sends the bytes of a part. `fetch` wouldn't say how far it is.
 * @param onSent gets how many bytes of the part are on their way
 * @returns the status of the answer; 0 when there was none, or when the signal stopped it
 */
export function sendPart(
  { url, headers }: MissingPart,
  bytes: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', new URL(url, document.baseURI));
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onloadend = () => resolve(request.status);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (signal.aborted) resolve(0);
    else request.send(bytes);
  });
}
