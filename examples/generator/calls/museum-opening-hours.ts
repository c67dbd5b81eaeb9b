import { NO_MATCH } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** A general enquiry to which the blueprint did not match: no custom output, only a status in the manifest. */
export const museumOpeningHours: Call = {
  id: 'museum-opening-hours',
  vintage: 'audio-2026',
  recordedAt: '2026-08-30T10:02',
  recording: STEREO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: agentAndCaller(1),
  blueprint: NO_MATCH,
  summary:
    'A visitor asks the Tidewater Museum about opening hours, tickets for a family, access with a wheelchair and ' +
    'parking. The museum is open until eight on Fridays, a family ticket costs 28, and there is a lift to all ' +
    'floors.',
  script: `
    == The visitor asks about opening hours and tickets.
    A: Tidewater Museum, hello.
    C: Hello. I wanted to ask if you're open on Friday evening.
    A: We are. On Fridays we're open from 10 until 8, and the last entry is at 7.
    C: Great. And do I need to buy tickets online, or can I get them at the door?
    A: Both work. On Friday evenings it's quiet, so you won't have to wait. For the whale exhibition you do need a time
      slot.
    C: Ah, the whale is why we're coming. My grandson talks about nothing else.
    A (within 0.8): Aw.
    A: Then I'd book one of the slots. There's one at 5 and one at 6.
    C: How much would that be, for two adults and two children?
    A: A family ticket is 28, and the whale is included.

    == The visitor asks about access and parking.
    C: And my wife uses a wheelchair. Is that a problem with the ship, the one you can walk into?
    A: The lower deck is fine, there's a ramp. The upper deck has stairs only, I'm afraid, but there's a screen with a
      tour.
    C: OK. And the rest of the building?
    A: There's a lift to every floor, and we have folding chairs if anyone gets tired.
    C: That'd be me, then. What about parking?
    A: There are four spaces right next to the entrance. If you tell me the time I can keep one for you.
    C: Oh, could you? Around half past four.
    A: Half past four on Friday. And the name?
    C: Bellweather.
    A: That's done, Mr Bellweather. It'll have a sign with your name on it.

    == They say goodbye.
    C: Wonderful. Can we eat something there as well?
    A: The café is open until 7. The soup is very good, and there's a whale cake.
    C: Of course there is. Thank you very much.
    A: You're welcome. Enjoy your visit.
    C: Bye bye.
  `,
};
