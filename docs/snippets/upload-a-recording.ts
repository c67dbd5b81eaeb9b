import { open } from 'node:fs/promises';
import { basename } from 'node:path';

interface Upload {
  readonly upload_id: string;
  readonly part_size_bytes?: number;
  /** Those that are missing. */
  readonly parts: readonly {
    readonly number: number;
    readonly size_bytes: number;
    readonly url: string;
    readonly headers: Record<string, string>;
  }[];
}

/** Uploads a recording to a server, and answers with the hash of its call. Pass the id of an upload to resume it. */
export async function uploadRecording(server: string, path: string, id?: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const body = JSON.stringify({ file_name: basename(path), size_bytes: size });
    const headers = { 'content-type': 'application/json' };
    const answer = await (id === undefined
      ? send(`${server}/uploads`, { method: 'POST', headers, body })
      : send(`${server}/uploads/${id}`, {}));
    const { upload_id, part_size_bytes = 0, parts } = (await answer.json()) as Upload;

    for (const { number, size_bytes, url, headers } of parts) {
      // Every part but the last has the same size.
      const at = (number - 1) * part_size_bytes;
      const { buffer } = await file.read(Buffer.alloc(size_bytes), 0, size_bytes, at);
      await send(new URL(url, server).href, { method: 'PUT', headers, body: buffer });
    }
    const completed = await send(`${server}/uploads/${upload_id}/complete`, { method: 'POST' });
    return ((await completed.json()) as { hash: string }).hash;
  } finally {
    await file.close();
  }
}

async function send(url: string, request: RequestInit): Promise<Response> {
  const answer = await fetch(url, request);
  // Worth another try unless the status is 4xx: what has arrived is not sent again.
  if (!answer.ok) throw new Error(`${request.method} ${answer.status}: ${await answer.text()}`);
  return answer;
}
