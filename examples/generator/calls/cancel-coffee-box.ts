import { publicBlueprint } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** Somebody wants to cancel and stays with an offer. One field of the custom output is null, one is missing. */
export const cancelCoffeeBox: Call = {
  id: 'cancel-coffee-box',
  vintage: 'audio-2026',
  recordedAt: '2026-10-06T14:11',
  recording: STEREO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: agentAndCaller(0),
  blueprint: publicBlueprint({
    call_categories: ['Sales', 'Customer service'],
    call_summary:
      'Teodor Lindqvist asked to cancel his coffee subscription because beans were piling up. The agent offered a ' +
      'box every six weeks at 20 percent off for three deliveries, and the caller agreed to stay.',
    call_topics: ['subscription', 'cancellation', 'discount', 'delivery'],
    call_issues: ['too many deliveries', 'price increase'],
    call_intents: ['cancel subscription'],
    agent_actions: ['asked for reason', 'offered longer interval', 'applied discount'],
    agent_pending_action_items: [],
    issue_resolution: true,
    caller_satisfaction_level: 4,
    call_opening: true,
    call_wrapup: true,
    overall_call_sentiment_summary: 'Neutral at first, positive after the offer.',
    caller_emotion_label: 'Content',
    caller_emotion_rating: 4,
    caller_end_sentiment: 'Positive',
    caller_emotion_improvement: null,
    caller_negative_emotion: false,
    agent_emotion_label: 'Friendly',
    agent_emotion_rating: 4,
    agent_end_sentiment: 'Positive',
    spoken_locations: [],
    spoken_brand_names: ['Copper Kettle'],
    spoken_named_entities: ['Teodor Lindqvist', 'Copper Kettle'],
  }),
  summary:
    'A member of the Copper Kettle Coffee Club wants to cancel because too much coffee arrives and the price went ' +
    'up. The agent explains that a box can come every six weeks and offers 20 percent off the next three. The member ' +
    'accepts and keeps the subscription.',
  script: `
    == The member asks to cancel and gives his reasons.
    A: Copper Kettle Coffee Club, Renee speaking, how's your day going?
    C: Good, thanks. I'd like to cancel my subscription, please.
    A: Sure, I can help with that. May I have the email address on the account?
    C: It's teodor dot lindqvist at example dot com.
    A: Thank you, Teodor. I see you've been with us for almost two years. May I ask what made you decide?
    C: It's just, um, there's too much of it. I've got four bags sitting here unopened. And then the price went up as
      well.
    A (within 0.75): I see.
    A: That makes sense. Nobody wants stale coffee.

    == The agent explains other delivery rhythms and makes an offer.
    A: Would it be OK if I tell you about one thing before I cancel it? If it's not for you, I'll do it right away.
    C: Yeah, go on.
    A: Right now you get a box every 2 weeks. We can make that every 6 weeks, and you can skip one whenever you like.
    C: I didn't know you could do six. The website only shows me two and four.
    A (overlap 350): It's new, and it's a bit hidden, I'm afraid.
    C: Right. But it's still, what, 19 dollars a box now?
    A: It is. As you've been with us so long, I could take 20 percent off the next 3 boxes. So that'd be 15 dollars 20.
    C: And after that it goes up again.
    A: After that it's the normal price, but you can stop at any time, there's no contract.
    C: Hmm. Let me think. So every 6 weeks, 15 20 for the first 3.
    A: Exactly. And I'd push the next one to the middle of November, so you can finish what you have.
    C: OK. You know what, that's fair. Let's do that.

    == The agent makes the change, reads it back and closes the call.
    A: Wonderful. I'm changing it now. Do you want to keep the dark roast, or try something else?
    C: Keep the dark roast. My wife would kill me otherwise.
    A: We can't have that. OK, so it's one bag of dark roast, every 6 weeks, the next one on the 16th of November.
    C: Great.
    A: You'll get an email in a few minutes. Anything else I can do for you?
    C: No, that's it. I called to cancel and I'm still a member, so well done.
    A: I'll take that as a compliment. Enjoy your coffee, Teodor.
    C: Thanks, Renee. Bye.
  `,
};
