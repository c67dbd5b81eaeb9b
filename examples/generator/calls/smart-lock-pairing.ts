import { NO_BLUEPRINT } from '../blueprints.ts';
import type { Call } from '../call.ts';

/** A video call about a door lock, as the preview of the service wrote it: scenes instead of chapters. */
export const smartLockPairing: Call = {
  id: 'smart-lock-pairing',
  vintage: 'video-scenes',
  recordedAt: '2026-08-14T19:31',
  recording: {
    extension: 'mov',
    format: 'QuickTime / MOV',
    frameRate: 25,
    codec: 'h264',
    width: 1080,
    height: 1920,
    screens: ['Tamarack T3', 'Hold for 10 seconds', 'Front door connected'],
  },
  language: 'EN',
  generativeLanguage: 'EN',
  labels: { A: { speaker: 'spk_1' }, C: { speaker: 'spk_0' } },
  blueprint: NO_BLUEPRINT,
  summary:
    'A customer shows a new Tamarack door lock that does not connect to his phone on video. The agent sees that the ' +
    'batteries are the wrong way round, lets him reset the lock, and it connects.',
  script: `
    == The customer shows the lock, and the agent sees that the batteries are the wrong way round.
    C: Hello? Yes. So this is the lock, I hope you can see it.
    A: I can, thank you. Could you hold the phone a bit higher? That's better. It's a T3.
    C: It beeps three times, and then nothing. My phone never finds it.
    A: Three beeps means the power is too low. Can you slide the cover down and show me the batteries?
    C: They're new. I put them in an hour ago.
    A: I believe you. Ah. Look at the one on the right. The plus should be at the top.
    C: At the top? Oh, for heaven's sake.

    == The agent lets the customer reset the lock.
    A: It happens every day. Turn that one around, and put the cover back.
    C: Done. It made a different noise.
    A: That's the happy one. Now we need to reset it, because it has tried too often. There's a small button under the
      handle.
    C: I've got it.
    A: Press it, and hold it for 10 seconds, until the ring is white.
    C: My finger is too big for this. One moment.
    C (pause 13000): OK. It's white now.
    A: Let go, and open the app again.

    == The lock connects, and they test it.
    C: It says searching. And, yes, there it is. Front door.
    A: Tap it, and give it a name, if you like.
    C: I'll leave it. Can I try it?
    A: Please do. With the door open, though, just in case.
    C: Good thinking. Lock. Unlock. It works.
    A: Lovely. The batteries should last about a year now.
    C: Thanks a lot. I was ready to throw it out of the window.
    A: I'm glad you called us first. Have a nice evening.
    C: You too.
  `,
};
