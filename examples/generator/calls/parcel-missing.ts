import { NO_BLUEPRINT } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** A parcel that is said to be delivered. No blueprint was configured, so the manifest names one file only. */
export const parcelMissing: Call = {
  id: 'parcel-missing',
  vintage: 'audio-2026',
  recordedAt: '2026-10-20T17:14',
  recording: STEREO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: agentAndCaller(1),
  blueprint: NO_BLUEPRINT,
  summary:
    'A customer of Hopper Post misses a parcel that is shown as delivered. The agent sees in the photo that it was ' +
    'left at number 17 instead of number 71, opens a search, and promises an answer by noon. If the parcel is not ' +
    'found, the sender will be told to send it again.',
  script: `
    == The customer says that a parcel which is shown as delivered never came.
    A: Hopper Post, Jarek speaking, what can I do for you?
    C: Hi. Your website says that my parcel was delivered at 1:40 today, but there's nothing here.
    A: Sorry to hear that. Have you got the tracking number?
    C: Yes. It's H P, 9 0 0, 4 4 7, 1 2.
    A: H P 9 0 0, 4 4 7, 1 2. OK. And the address?
    C: 71 Saddler's Hill.
    A: Was anyone at home at that time?
    C: I was home all day. Nobody rang, and my dog barks at everyone, so I'd have known.
    A (within 0.9): Right.

    == The agent finds that the parcel was left at another house.
    A: Let me open the photo that the driver took. One second.
    C: There's a photo?
    A (pause 12000): There is. I see a green door, with a, um, with a brass knocker. Is that yours?
    C: No. Ours is white. And we've got a bell.
    A: And I can see the number next to the door. It says 17.
    C: 17? That's at the other end of the road.
    A: So he turned the numbers round. I'm sorry about that.
    C (overlap 400): Great. It's a birthday present for tomorrow.

    == The agent opens a search and says what happens next.
    A: OK, here's what I can do. The driver is still out until 7, so I'll send him a message to go back and get it.
    C: And if they're not home?
    A: Then he tries again first thing in the morning. You'll hear from us by noon at the latest.
    C: Could I just walk over and ask?
    A: You can, of course. I'd just need to know, so that he doesn't go there for nothing.
    C: I'd rather he did it. I don't know them, and it'd be awkward.
    A: That's fine. I've opened a search for it, number 5 5 2 8.
    C: 5 5 2 8. And what if it's really gone?
    A: Then we tell the shop, and they send you a new one. It wouldn't cost you anything.
    C: It wouldn't be here for tomorrow, though.
    A: No. I understand. I'll do my best that it doesn't come to that.

    == They agree on a message and close the call.
    C: OK. Can you text me when he has it?
    A: Yes, to the number that ends in 0134?
    C: That's the one.
    A: You'll get a text the moment he scans it. Anything else?
    C: No. Thanks for your help, Jarek.
    A: Fingers crossed. Bye.
  `,
};
