import { parseScript, type Script } from '../generator/script.ts';

/** A call that is spoken by synthetic voices. */
export interface SpokenCall {
  /** The file's name, with the time at which the call is said to have been recorded. */
  readonly file: string;
  /** `stereo`: the agent left, the caller right. `mono`: both in one channel. */
  readonly channels: 'stereo' | 'mono';
  /** A voice of flite for each speaker. */
  readonly voices: Readonly<Record<string, 'slt' | 'rms' | 'awb' | 'kal16'>>;
  readonly script: Script;
}

export const SPOKEN_CALLS: readonly SpokenCall[] = [
  {
    file: 'gym-charged-twice_20261104T1405Z.mp3',
    channels: 'stereo',
    voices: { A: 'slt', C: 'rms' },
    script: parseScript(`
      == A member was charged twice for November, and gets one payment back.
      A: Thank you for calling Harbor Fitness, this is Laura speaking. How can I help you today?
      C: Hello Laura. I am calling because I was charged twice for my membership this month.
      C (pause 300): There are two payments of thirty nine dollars on my bank statement, and I am quite annoyed about it.
      A: I am very sorry about that. Can I have your name and your phone number, please?
      C: My name is Robert Miller. My phone number is five five five, zero one four two.
      A: Thank you, Robert. I can see both payments here. The second payment was a mistake on our side.
      C: That is what I thought. It is the second time this has happened.
      A: I understand. I will give you a refund for the second payment right now. The money will be back in your account
        within five working days.
      C: Good. And can you make sure that it does not happen again?
      A: Yes. I have removed the old card from your account, so only one payment will be taken from now on.
      C: That is perfect. I really appreciate your help, and I am happy with that.
      A: You are welcome. I will send you an email with the receipt for your refund this afternoon. Goodbye, Robert.
      C: You too. Goodbye.
    `),
  },
  {
    file: 'parcel-locker-will-not-open_20261105T0917Z.wav',
    channels: 'mono',
    voices: { A: 'rms', C: 'slt' },
    script: parseScript(`
      == A parcel locker does not open with its code, and is opened from afar.
      A: Good morning, North Star Parcels. What can I do for you?
      C: Good morning. I am standing in front of your parcel locker, and it will not open.
      A: I am sorry to hear that. Which code did you type in?
      C: The code from the text message. I have tried it four times, and the screen goes black every time.
      A: All right. Where is this locker?
      C: It is at the train station, next to the bakery.
      A: I see. That locker lost its connection this morning. I will restart it from here.
      C (pause 1500): Oh, the display is working again.
      A: Great. Please type in the code once more.
      C: The door is open now. Wonderful, thank you so much.
      A: You are welcome. I will report the locker to our technicians, so that they can repair it tomorrow.
      C: Thanks again. Goodbye.
    `),
  },
];
