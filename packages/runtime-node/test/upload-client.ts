import { StartReceipt, UploadItem } from '@earshot/adapters-http';

/** Asks a server about uploads. */
export function uploadClient(server: string) {
  const ask = (path: string, method = 'GET', body?: object) =>
    fetch(server + path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  const itemOf = async (response: Response) => UploadItem.parse(await response.json());
  return {
    open: async (message: object) => itemOf(await ask('/uploads', 'POST', message)),
    read: async (id: string) => itemOf(await ask(`/uploads/${id}`)),
    complete: (id: string) => ask(`/uploads/${id}/complete`, 'POST'),
    /** Sends one of the parts that are missing, from the bytes of the whole recording. */
    send({ parts, part_size_bytes = 0 }: UploadItem, number: number, bytes: Uint8Array<ArrayBuffer>) {
      const part = parts.find((one) => one.number === number);
      if (part === undefined) throw new Error(`part ${number} is not missing`);
      const at = (number - 1) * part_size_bytes;
      const body = bytes.subarray(at, at + part.size_bytes);
      return fetch(new URL(part.url, server), { method: 'PUT', headers: part.headers, body });
    },
  };
}

/** What the answer to a completed upload says. */
export async function receiptOf(response: Response): Promise<StartReceipt> {
  if (!response.ok) throw new Error(await response.text());
  return StartReceipt.parse(await response.json());
}
