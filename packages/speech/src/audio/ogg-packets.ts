import type { OggPage } from './ogg-pages.js';

/** The packets that are whole with a page. */
export interface OggPackets {
  readonly packets: readonly Uint8Array[];
  readonly page: OggPage;
}

/** Puts packets together that reach over several pages of one stream. Of one that was on a lost page too, nothing is given. */
export async function* oggPackets(pages: AsyncIterable<OggPage>): AsyncGenerator<OggPackets> {
  let open: Uint8Array[] = [];
  let before: OggPage | undefined;
  for await (const page of pages) {
    const packets: Uint8Array[] = [];
    const isNext = before !== undefined && page.sequence === before.sequence + 1;
    page.parts.forEach((part, index) => {
      const isRest = index === 0 && page.continues;
      if (!isRest) open = [];
      else if (!isNext || open.length === 0) return;
      open.push(part);
      if (!page.isOpen || index < page.parts.length - 1) packets.push(open.length === 1 ? part : Buffer.concat(open));
    });
    before = page;
    yield { packets, page };
  }
}
