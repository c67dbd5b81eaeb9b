import type { Recording } from '../audio/recording.js';
import { activeRegions } from './active-regions.js';
import { diarize } from './diarize.js';
import { framesOf } from './frames.js';
import { type Passage, passagesOf } from './passages.js';
import type { Survey } from './survey.js';
import type { Transcription } from './transcription.js';

/** What to recognize in a recording, and whose it is. */
export interface Plan {
  /** In the order of their beginnings. */
  readonly passages: readonly Passage[];
  readonly speakers: Transcription['speakers'];
  readonly speakersExplanation: string;
}

/** A shorter pause is within a word. */
const PAUSE = framesOf(0.3);

/**
 * Plans what to recognize. Two channels that both have speech of their own have one speaker each; else voices are told
 * apart in the one that has.
 * @throws whatever reading the samples throws
 */
export async function planOf(recording: Recording, survey: Survey, signal: AbortSignal | undefined): Promise<Plan> {
  const spoken = survey.channels.flatMap((channel, index) => {
    const regions = activeRegions(channel, PAUSE);
    return regions.length === 0 ? [] : [{ index, channel, regions }];
  });
  const [only] = spoken;
  if (only === undefined) return { passages: [], speakers: 'unavailable', speakersExplanation: 'Nobody speaks.' };
  if (spoken.length > 1) {
    const passages = spoken.flatMap(({ index, channel, regions }) =>
      passagesOf(
        regions.map((region) => ({ ...region, speaker: index })),
        index,
        channel,
      ),
    );
    return {
      passages: inOrder(passages),
      speakers: 'measured',
      speakersExplanation: 'Each channel has a speaker of its own.',
    };
  }
  const regions = await diarize(recording, only.index, only.channel, signal);
  const voices = new Set(regions.map(({ speaker }) => speaker)).size;
  const why = recording.channelCount === 1 ? 'The recording has one channel' : 'Only one channel has speech of its own';
  return {
    passages: passagesOf(regions, only.index, only.channel),
    speakers: 'estimated',
    speakersExplanation: `${why}; ${voices === 1 ? 'one voice was heard' : `${voices === 2 ? 'two' : 'several'} voices were told apart`} in it.`,
  };
}

function inOrder(passages: readonly Passage[]): Passage[] {
  const startOf = ({ regions: [first] }: Passage) => first?.start ?? 0;
  return [...passages].sort((a, b) => startOf(a) - startOf(b) || a.channel - b.channel);
}
