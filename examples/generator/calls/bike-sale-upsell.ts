import { publicBlueprint } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** A sale that grows during the call. Personal data is found but not masked, so there are no redacted copies. */
export const bikeSaleUpsell: Call = {
  id: 'bike-sale-upsell',
  vintage: 'audio-2026',
  recordedAt: '2026-08-05T13:39',
  recording: STEREO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: agentAndCaller(0),
  sensitiveData: 'DETECTION',
  blueprint: publicBlueprint({
    call_summary:
      '{NAME|Hamish Orde} asked about the Swift Two bicycle and bought it with a rack, a lock and a two year service ' +
      'plan for 1,164 dollars. The bicycle will be ready on Saturday.',
    call_categories: ['Sales'],
    call_topics: ['bicycle', 'accessories', 'service plan', 'pickup'],
    call_issues: [],
    call_intents: ['buy bicycle', 'ask about delivery time'],
    agent_actions: ['compared two models', 'offered service plan', 'took payment'],
    agent_pending_action_items: ['assemble bicycle by Saturday', 'send receipt'],
    issue_resolution: true,
    caller_satisfaction_level: 5,
    call_opening: true,
    call_wrapup: true,
    overall_call_sentiment_summary: 'Positive throughout, with some hesitation about the price of the service plan.',
    caller_sentiment_summary: 'The caller was curious and became enthusiastic.',
    agent_sentiment_summary: 'The agent was knowledgeable and relaxed.',
    caller_emotion_label: 'Excited',
    caller_emotion_rating: 5,
    caller_end_sentiment: 'Very positive',
    caller_emotion_improvement: 'Improved',
    caller_negative_emotion: false,
    agent_emotion_label: 'Enthusiastic',
    agent_emotion_rating: 5,
    agent_end_sentiment: 'Positive',
    spoken_locations: ['Pine Street'],
    spoken_brand_names: ['Velo Verity', 'Swift Two'],
    spoken_named_entities: ['Hamish Orde', 'Velo Verity'],
  }),
  summary:
    '{NAME|Hamish Orde} buys a Swift Two bicycle from Velo Verity for commuting. The agent compares two models and ' +
    'adds a rack, a lock and a service plan. The bicycle can be collected on Saturday.',
  script: `
    == The caller asks about two bicycles for commuting.
    A: Velo Verity, {NAME|Solveig} here.
    C: Hi, I'm looking at the Swift on your website, and I can't decide between the One and the Two.
    A: What would you use it for, mostly?
    C: Getting to work. It's about six miles each way, and there's one nasty hill.
    A: Then I'd go for the Two. It has the lower gears, and disc brakes, which you'll like when it rains.
    C: OK. And that's the one for 899, right?
    A: 899 dollars, yes. The One is 749, but with a hill you'd be cursing me by October.

    == The agent suggests a rack, a lock and a service plan.
    A: Do you carry a bag, or a laptop?
    C: A backpack at the moment. It makes my back all sweaty.
    A: There's a rack that fits the Two, with a bag that clips on. Together they're 110.
    C (overlap 350): Oh, that's not bad.
    A: And do you have a decent lock?
    C: I've got one from, um, from my old bike. It's a cable.
    A: A cable lasts about five seconds, I'm afraid. We've got a folding one for 75, and most insurers accept it.
    C: Fine, add the lock. You're good at this.
    A: I just ride a lot. The last thing is the service plan. It's 80 for 2 years, so 4 services.
    C: Hmm. Do I need that? I can pump a tire.
    A: A new bike needs its first service after 200 miles, and that alone is 45. So with the second one it's paid for.
    C (within 0.85): Yeah.
    C: OK, all right. Let's do it.

    == The agent takes the order and the payment.
    A: Great. So that's 899, 110, 75 and 80. 1,164 dollars. Whose name is it for?
    C: {NAME|Hamish Orde}.
    A: And how tall are you, {NAME|Hamish}? For the frame.
    C: Six foot one.
    A: That's the large one, and I have it in green and in black.
    C: Green, please.
    A: Would you like to pay now, by card? Then we'll build it for you.
    C: Sure. It's {CREDIT_DEBIT_CARD_NUMBER|0000 9876 5432 0000}, and it runs out in {CREDIT_DEBIT_CARD_EXPIRY|March
      2031}.
    A (pause 9000): That went through. And a phone number, for when it's ready?
    C: {PHONE|555 0156}.

    == They arrange the collection.
    A: It'll be ready on Saturday from 11. We're on Pine Street, behind the bakery. Bring 20 minutes, so we can set the
      saddle for you.
    C: Saturday at 11. I'll be there at five to.
    A: Ha, good. I'll send the receipt as a text. Thanks, {NAME|Hamish}.
    C: Thank you. See you on Saturday.
    A: Bye.
  `,
};
