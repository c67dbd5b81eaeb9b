import { ownBlueprint } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** A claim after a hailstorm. The job was given a prefix with a trailing slash, so its paths have an empty part. */
export const insuranceHailClaim: Call = {
  id: 'insurance-hail-claim',
  vintage: 'audio-2026',
  recordedAt: '2026-08-19T11:26',
  recording: STEREO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: agentAndCaller(0),
  prefixEndsInSlash: true,
  blueprint: ownBlueprint({
    call_summary:
      'Winston Abara reported hail damage to his car and to the roof window of his house. The agent opened two ' +
      'claims with Northgate Shield, explained the deductibles of 300 and 150, sent an upload link for photos, ' +
      'approved an emergency cover for the window and booked an assessor for Monday at 10.',
    call_categories: ['Customer service', 'Other'],
    topics: ['insurance', 'claim', 'hail', 'car', 'window'],
  }),
  summary:
    'A customer of Northgate Shield reports damage by hail to his car and to a roof window. The agent opens two ' +
    'claims, explains the deductibles, approves an emergency cover for the window and books an assessor for Monday ' +
    'morning.',
  script: `
    == The customer reports damage by hail, and the agent makes sure that everybody is safe.
    A: Northgate Shield claims, my name is Pilar. Is everybody safe?
    C: Yes, yes, we're all fine, thanks for asking. It's about the storm on Monday night.
    A: I'm glad to hear it. What was damaged?
    C: My car, it was parked outside, it looks like a golf ball. And, uh, one of the windows in the roof is cracked.
    A: Then I'd open two claims, one for the car and one for the house, as they're two policies. Do you have the
      numbers?
    C: The car is N S 5 5 0 3 1. The house, um, I'd have to look for it.
    A (overlap 400): That's OK, I can find it with the first one. Mr Winston Abara, is that right?
    C: That's me.

    == The agent takes the details of the damage to the car.
    A: Let's start with the car. When did it happen, as exactly as you can?
    C: Monday, between half past nine and ten in the evening. It was maybe ten minutes, but really heavy.
    A: And can you describe the damage?
    C: There are dents on the roof and the bonnet, I stopped counting at 40. The windscreen is fine. One of the mirrors
      is cracked.
    A (within 0.6): OK.
    A: Is it still safe to drive?
    C: I think so. I drove to work with it.
    A: Good. For hail there's a deductible of 300, and it won't touch your no claims bonus.
    C: Oh, really? I was worried about that.
    A: No, hail is nobody's fault.

    == The agent takes the details of the roof window and approves an emergency cover.
    A: Now the window. Is water coming in?
    C: A little. I put tape on it, and a bucket under it.
    A: I'd like somebody to cover it properly today, then. Can I send you our partner? It's paid for.
    C: Please, yes. They say there's more rain tomorrow.
    A: Let me call them on the other line. I'll put you on hold for a minute.
    C: OK.
    A (pause 51000): Thanks for waiting. They'll be with you between 4 and 6 this afternoon.
    C: That's fantastic. And the window itself, is that a deductible too?
    A: Yes, 150 on the house policy. Has it been replaced or repaired before?
    C: No, it's as old as the house. 12 years.

    == They agree on photos and on the visit of an assessor.
    A: I'm sending you a link now. Please take photos of everything before they cover it, from close up and from further
      away.
    C: I took some on Tuesday. Do those count?
    A: They do. Then an assessor comes to look at both. I've got Monday at 10.
    C: Monday at 10 works, I'm on the late shift.
    A: Great. Your claim numbers are 6 1 0 4 for the car and 6 1 0 5 for the house.
    C: 6 1 0 4 and 6 1 0 5. And the repair, can I choose the garage?
    A: You can, but with one of ours you get a car while yours is away.
    C: Then I'll take one of yours. Thank you, Pilar, that was easier than I thought.
    A: That's what we're here for. Keep the bucket there until 6. Goodbye, Mr Abara.
    C: I will. Bye.
  `,
};
