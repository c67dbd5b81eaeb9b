import type { JsonObject } from '../../input/json.js';
import type { SensitiveDataFinding, Word } from '../../model/analysis.js';
import { block, detectionBlock, spanKeys } from './blocks.js';

/** What one speaker said in one go. Its index is its position in the list of turns. */
export interface BdaTurn {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** `spk_0` to `spk_29`; absent where labels of speakers are turned off. */
  readonly speaker?: string | undefined;
  readonly speakerName?: string | undefined;
  /** `ch_0` or `ch_1`; absent where labels of channels are turned off. */
  readonly channel?: string | undefined;
  readonly language?: string | undefined;
  /** Words with times, punctuation without; absent in output of March 2025. */
  readonly words?: readonly Word[] | undefined;
}

/** Settings that hold for all turns of an output. */
export interface TurnSettings {
  /** Personal data in every text of the output; absent where it wasn't looked for. */
  readonly sensitiveData?: readonly SensitiveDataFinding[] | undefined;
  /** What a speaker is called who is unknown. @defaultValue the key is left out */
  readonly unknownSpeaker?: 'None' | undefined;
}

/** Turns as summaries' transcripts write them: `[spk_1]: …` with an empty line between speakers, or without labels. */
export function turnsText(turns: readonly BdaTurn[]): string {
  if (turns.every(({ speaker }) => speaker === undefined)) return plainText(turns);
  const paragraphs: string[] = [];
  for (const [index, { speaker = 'None', text }] of turns.entries()) {
    const goesOn = index > 0 && speaker === (turns[index - 1]?.speaker ?? 'None');
    paragraphs.push(goesOn ? `${paragraphs.pop()} ${text}` : `[${speaker}]: ${text}`);
  }
  return paragraphs.join('\n\n');
}

/** Turns as the transcript of a whole recording writes them. */
export function plainText(turns: readonly BdaTurn[]): string {
  return turns.map(({ text }) => text).join(' ');
}

/** `audio_items` of these turns; nothing where no turn has words. */
export function itemsBlock(turns: readonly BdaTurn[]): readonly JsonObject[] | undefined {
  if (turns.every(({ words }) => words === undefined)) return undefined;
  const words = turns.flatMap(({ words: own = [] }, segment) => own.map((word) => ({ segment, word })));
  return words.map(({ segment, word }, index) => ({
    item_index: index,
    audio_segment_index: segment,
    content: word.text,
    ...spanKeys(word),
  }));
}

/** `audio_segments` of these turns, counting on from those before. */
export function segmentsBlock(
  turns: readonly BdaTurn[],
  { sensitiveData, unknownSpeaker }: TurnSettings,
  firstIndex = 0,
): readonly JsonObject[] {
  let items = 0;
  return turns.map((turn, position) => {
    const firstItem = items;
    items += turn.words?.length ?? 0;
    const index = firstIndex + position;
    const label = turn.speaker ?? unknownSpeaker;
    const name = turn.speakerName ?? unknownSpeaker;
    const named = label !== undefined || name !== undefined;
    const findings = sensitiveData?.filter(({ segmentIndex }) => segmentIndex === index);
    return block({
      ...spanKeys(turn),
      segment_index: index,
      type: 'TRANSCRIPT',
      text: turn.text,
      speaker: named ? block({ speaker_label: label, speaker_name: name }) : undefined,
      channel: turn.channel === undefined ? undefined : { channel_label: turn.channel },
      audio_item_indices: turn.words?.map((_, word) => firstItem + word),
      language: turn.language,
      sensitive_data_detection:
        findings &&
        detectionBlock(findings, turn.text, (finding) => ({
          audio_item_indices: itemsWithin(turn, finding).map((word) => firstItem + word),
          ...spanKeys(finding),
        })),
    });
  });
}

/** The words of a turn from the start of a finding to its end, marks between them included. */
function itemsWithin({ words = [] }: BdaTurn, { startMs = 0, endMs = 0 }: SensitiveDataFinding): number[] {
  const within = ({ startMs: from, endMs: to }: Word) =>
    from !== undefined && to !== undefined && from >= startMs && to <= endMs;
  const first = words.findIndex(within);
  const last = words.findLastIndex(within);
  return first === -1 ? [] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
