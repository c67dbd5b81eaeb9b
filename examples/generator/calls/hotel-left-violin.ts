import { publicBlueprint } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** A guest left a violin behind. Its custom output is of the public blueprint. */
export const hotelLeftViolin: Call = {
  id: 'hotel-left-violin',
  vintage: 'audio-2026',
  recordedAt: '2026-09-02T12:48',
  recording: STEREO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: agentAndCaller(1),
  blueprint: publicBlueprint({
    call_summary:
      'Imogen Farr left a violin in her wardrobe at the Harbour Lantern and needs it for a concert on Saturday. The ' +
      'receptionist found it with housekeeping and arranged an insured overnight courier at 24 pounds.',
    call_categories: ['Customer service'],
    issue_resolution: true,
    call_topics: ['lost property', 'courier', 'concert'],
    call_issues: ['violin left in hotel room'],
    call_intents: ['find lost item', 'arrange shipping'],
    agent_actions: ['searched lost property list', 'called housekeeping', 'booked courier'],
    agent_pending_action_items: ['hand violin to courier on Thursday', 'send tracking link'],
    caller_satisfaction_level: 5,
    call_opening: true,
    call_wrapup: true,
    overall_call_sentiment_summary: 'The call moved from worry to relief, and both sides stayed friendly.',
    caller_sentiment_summary: 'The caller was anxious until the violin was found and then very thankful.',
    agent_sentiment_summary: 'The agent was calm and attentive throughout.',
    caller_emotion_label: 'Relieved',
    caller_emotion_rating: 5,
    caller_end_sentiment: 'Very positive',
    caller_emotion_improvement: 'Improved',
    caller_negative_emotion: false,
    agent_emotion_label: 'Caring',
    agent_emotion_rating: 4,
    agent_end_sentiment: 'Positive',
    spoken_locations: ['Leeds', 'Quayside'],
    spoken_brand_names: ['Harbour Lantern'],
    spoken_named_entities: ['Imogen Farr', 'Harbour Lantern', 'Leeds'],
  }),
  summary:
    'A guest who checked out of the Harbour Lantern in the morning left her violin in the wardrobe of room 214. The ' +
    'receptionist learns from housekeeping that it was found, and they agree on an insured overnight courier to ' +
    'Leeds for 24 pounds, so that the violin arrives before a concert on Saturday.',
  script: `
    == The guest reports that she left a violin in the wardrobe of her room.
    A: The Harbour Lantern, reception, good afternoon. Tomasz speaking.
    C: Hello, um, I stayed with you last night and I've done something really stupid. I left my violin in the wardrobe.
    A: Oh dear. Don't worry, let's see if we can find it. Which room were you in?
    C: 214, the one that looks over the water.
    A: And the name on the booking?
    C: Farr, F A double R. Imogen Farr.
    A: Thank you, Ms Farr. And what does it look like, the case?
    C: It's an oblong case, dark blue, with a, um, with a red ribbon on the handle. There's a sticker of a heron on it.

    == The receptionist checks the list of found items and asks housekeeping.
    A: I'm looking at the list for today. I've got a charger, a pair of glasses, and one very lonely sock. No violin
      yet.
    C (within 0.8): Oh no.
    C: It's not on there?
    A: The second floor may not have handed in their things yet. Can I put you on hold while I ring housekeeping?
    C: Yes, please, of course.
    A (pause 48000): Ms Farr? Good news. Magda has it on her trolley. Blue case, red ribbon, and the heron.
    C (overlap 600): Oh, thank goodness. Oh, you've made my day.
    A: She was wondering who'd been playing next door, she said it was lovely.
    C: That's so kind. I was practising with the mute on, I promise.

    == They agree how the violin gets to the guest before her concert.
    A: So how would you like to get it back? Are you still in town?
    C: No, that's the thing, I'm on the train to Leeds and I'm playing on Saturday.
    A: Then I'd suggest a courier. If they collect it tomorrow, you'd have it on Friday before noon.
    C: Is that safe? It's, um, it's worth more than my car.
    A: We use them for wedding dresses. It's insured up to 8,000 pounds, and it's 24 pounds in total.
    C: That's fine. Do you need a card?
    A: No, I can add it to your bill, we still have your booking open.
    C: Perfect. And could somebody wrap it in something soft?
    A: I'll do it myself. Towels we have plenty of.
    C: You're a star. It should go to the hall, not to my house. It's Millgate Hall, at 3 Quayside.
    A: Millgate Hall, 3 Quayside, Leeds. And a phone number for the driver?
    C: 555 0143.

    == The receptionist promises a tracking link and they say goodbye.
    A: 555 0143. You'll get a link as soon as it leaves here, so you can watch it all the way.
    C: I'll be watching, believe me. Thank you so much, Tomasz.
    A: My pleasure. Good luck on Saturday.
    C: Thank you. Bye.
    A (overlap 150): Goodbye.
  `,
};
