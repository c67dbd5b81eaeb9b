import { open } from 'node:fs/promises';
import { basename } from 'node:path';

interface Part {
  readonly number: number;
  readonly size_bytes: number;
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** Uploads a recording to a server, and answers with the hash of its call. Pass the id of an upload to resume it. */
export async function uploadRecording(server: string, path: string, id?: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const message = { file_name: basename(path), size_bytes: size };
    const upload = await (id === undefined
      ? send(`${server}/uploads`, 'POST', JSON.stringify(message), { 'content-type': 'application/json' })
      : send(`${server}/uploads/${id}`, 'GET')
    ).then((answer) => answer.json());

    for (const { number, size_bytes, url, headers } of upload.parts as readonly Part[]) {
      // Every part but the last has the same size.
      const at = (number - 1) * (upload.part_size_bytes ?? 0);
      const { buffer } = await file.read(Buffer.alloc(size_bytes), 0, size_bytes, at);
      await send(new URL(url, server).href, 'PUT', buffer, headers);
    }
    const completed = await send(`${server}/uploads/${upload.upload_id}/complete`, 'POST');
    return (await completed.json()).hash;
  } finally {
    await file.close();
  }
}

async function send(url: string, method: string, body?: BodyInit, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  // Worth another try unless the status is 4xx: what has arrived is not sent again.
  if (!answer.ok) throw new Error(`${method} ${answer.status}: ${await answer.text()}`);
  return answer;
}
