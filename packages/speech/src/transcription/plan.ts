import type { Recording } from '../audio/recording.js';
import { activeRegions } from './active-regions.js';
import { diarize } from './diarize.js';
import { framesOf } from './frames.js';
import { type Passage, passagesOf } from './passages.js';
import type { ChannelSurvey, Survey } from './survey.js';
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
/** A channel has a speaker of its own if the detector is sure of so much speech: less may be a noise. */
const MIN_SPEECH = framesOf(1);

/**
 * Plans what to recognize. Two channels that both have speech of their own have one speaker each; else voices are told
 * apart in the one that has more, and what little is heard in the other is a further speaker's.
 * @throws whatever reading the samples throws
 */
export async function planOf(recording: Recording, survey: Survey, signal: AbortSignal | undefined): Promise<Plan> {
  const spoken = survey.channels
    .flatMap((channel, index) => {
      const regions = activeRegions(channel, PAUSE);
      return regions.length === 0 ? [] : [{ index, channel, regions, sureFrames: sureFramesIn(channel) }];
    })
    .sort((a, b) => b.sureFrames - a.sureFrames);
  const [most, ...others] = spoken;
  if (most === undefined) return { passages: [], speakers: 'unavailable', speakersExplanation: 'Nobody speaks.' };
  const passagesBy = (speaker: number, { index, channel, regions }: (typeof spoken)[number]) =>
    passagesOf(
      regions.map((region) => ({ ...region, speaker })),
      index,
      channel,
    );
  if (others.some(({ sureFrames }) => sureFrames >= MIN_SPEECH)) {
    return {
      passages: inOrder(spoken.flatMap((each) => passagesBy(each.index, each))),
      speakers: 'measured',
      speakersExplanation: 'Each channel has a speaker of its own.',
    };
  }
  const regions = await diarize(recording, most.index, most.channel, signal);
  const voices = new Set(regions.map(({ speaker }) => speaker)).size;
  const why =
    recording.channelCount === 1
      ? 'The recording has one channel'
      : 'Only one channel has more than a second of clear speech of its own';
  return {
    passages: inOrder([
      ...passagesOf(regions, most.index, most.channel),
      ...others.flatMap((each) => passagesBy(voices, each)),
    ]),
    speakers: 'estimated',
    speakersExplanation: `${why}; ${voices === 1 ? 'one voice was heard' : `${voices === 2 ? 'two' : 'several'} voices were told apart`} in it.`,
  };
}

function sureFramesIn({ sure, crosstalk }: ChannelSurvey): number {
  return sure.reduce((count, mark, frame) => count + (crosstalk[frame] === 0 ? mark : 0), 0);
}

function inOrder(passages: readonly Passage[]): Passage[] {
  const startOf = ({ regions: [first] }: Passage) => first?.start ?? 0;
  return [...passages].sort((a, b) => startOf(a) - startOf(b) || a.channel - b.channel);
}
