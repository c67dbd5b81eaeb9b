import type { OggPage } from './ogg-pages.js';

/** The packets that are whole with a page. */
export interface OggPackets {
  readonly packets: readonly Uint8Array[];
  readonly page: OggPage;
}

/** Puts packets together that reach over several pages of one stream. */
export async function* oggPackets(pages: AsyncIterable<OggPage>): AsyncGenerator<OggPackets> {
  let open: Uint8Array[] = [];
  for await (const page of pages) {
    const packets: Uint8Array[] = [];
    page.parts.forEach((part, index) => {
      if (index > 0 || !page.continues) open = [];
      open.push(part);
      if (!page.isOpen || index < page.parts.length - 1) packets.push(open.length === 1 ? part : Buffer.concat(open));
    });
    yield { packets, page };
  }
}
