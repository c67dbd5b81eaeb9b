import { ownBlueprint } from '../blueprints.ts';
import { type Call, STEREO_WAV } from '../call.ts';

/**
 * The longest call: an angry customer interrupts, swears mildly and is passed on to a supervisor, who speaks on the
 * agent's channel. Three speakers on two channels.
 */
export const complaintEscalation: Call = {
  id: 'complaint-escalation',
  vintage: 'audio-2026',
  recordedAt: '2026-09-21T16:03',
  recording: STEREO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: {
    C: { speaker: 'spk_0', channel: 'ch_0' },
    A: { speaker: 'spk_1', channel: 'ch_1' },
    S: { speaker: 'spk_2', channel: 'ch_1' },
  },
  blueprint: ownBlueprint({
    call_categories: ['Complaints', 'Service issues', 'Customer service'],
    call_summary:
      'Rosalind Achterberg complained that Larch and Loom missed three delivery appointments for her sofa. She was ' +
      'angry and asked for a supervisor. The supervisor apologised, refunded the 79 delivery charge, added a 100 ' +
      'voucher, and booked a dedicated van for Wednesday between 7 and 9 in the evening with her direct number as ' +
      'contact.',
    topics: ['delivery', 'sofa', 'complaint', 'supervisor', 'refund', 'voucher'],
  }),
  summary:
    'A customer complains that her sofa was not delivered on three agreed days. The conversation becomes heated and ' +
    'she asks for a supervisor, who finds that the order was loaded in the wrong depot each time. She refunds the ' +
    'delivery charge, adds a voucher of 100, and arranges a van of its own for Wednesday evening.',
  script: `
    == The customer says that nobody came for the third time.
    A: Thank you for calling Larch and Loom, this is Kieran. Can I have your order number?
    C: It's 3 0 8 8 1. And before you say anything, I'm sitting here waiting for a sofa for the third time.
    A: I'm very sorry about that. Let me open the order. Is this Ms Achterberg?
    C: Yes. Rosalind Achterberg.
    A: OK, and I can see it was scheduled for today, between 12 and 4.
    C: It's five past four. I took an afternoon off. Again.
    A: I understand how frustrating that
    C (overlap 900): No, I don't think you do understand. I've taken three afternoons off work. Three.
    A: You're right. I'm sorry.

    == The agent finds that the sofa is still in a depot, and the customer becomes angry.
    A: Let me check with the driver where he is. One moment, please.
    C: Fine.
    A (pause 22000): OK, thank you for waiting. So, um, it looks like the sofa isn't on the van today.
    C (rude 0.55): Oh, you have got to be kidding me.
    A: It shows as still at the depot in Carrow. I don't know why it wasn't loaded.
    C (rude 0.86): This is bloody ridiculous. What kind of idiots load a van without looking at the damn list?
    A: I hear you, and I'd be angry too.
    C (within 0.6, rude 0.42): Useless.
    C: Last week somebody told me it was on the van. They told me they could see it.
    A: I can see that note, yes. That was wrong, and I apologise for it.
    C: So was that a lie, or can nobody there read a screen?
    A: I think it was the status of a different item. There's a footstool on the same order.
    C (overlap 500): I don't care about the footstool. I want the sofa, or I want my money back.
    A: The next slot I have is on the 2nd of October. I know that's not
    C (overlap 1100, rude 0.61): The 2nd of October? Are you out of your mind? That's almost two weeks.
    A: It's the only one the system offers me.

    == The customer asks for a supervisor, and the agent hands the call over.
    C: Then get me someone who isn't limited by the system. I want to speak to your manager.
    A: Of course. I'll get my supervisor for you, and I'll tell her the whole story, so you don't have to repeat it.
    C: Good. And don't cut me off.
    A: I won't. Please stay on the line.
    S (pause 31000): Ms Achterberg, good afternoon. My name is Yasmin Holt, I'm the supervisor here. Kieran told me
      everything, and I've read the notes of all three dates.
    C: OK. Then you know that I'm not in the best of moods.
    S: I do, and you've got every reason. We let you down three times, and the last time we gave you wrong information
      too.
    C (within 0.8): Yes, you did.
    C: I'm sorry I shouted at him, it isn't his fault. But honestly.
    S: I'll pass that on. He'll be fine.

    == The supervisor explains the mistake and offers compensation.
    S: May I tell you what went wrong?
    C: Please.
    S: Your order was split between two depots. The footstool is in Wexley, and the van always starts in Wexley. So each
      time the driver ticked off the footstool, and the system took the whole order as loaded.
    C: So the sofa was never even close to me.
    S: No. I'm afraid it wasn't.
    C: Well, at least that's an honest answer.
    S: So this is what I'd like to do. First, you'll get the delivery charge back, that's 79 pounds, today.
    C: OK.
    S: Second, a voucher for 100 pounds. You can use it or give it away, it doesn't run out.
    C: And the sofa?
    S (overlap 250): And the sofa. I've asked for a van of its own, only for you, from the right depot.
    C: When?
    S: Wednesday. And because you've lost enough afternoons, in the evening, between 7 and 9.

    == They settle the details, and the customer accepts.
    C: Wednesday evening. That's, um, that's actually fine. And if it doesn't come?
    S: Then you call me, not the main number. I'll text you my direct line. It ends in 0188.
    C: All right. Will they carry it up? It's the second floor.
    S: Two people, up the stairs and into the room, and they take the packaging with them.
    C: And the old one? I was told they'd take the old one.
    S: I'm adding that now, at no charge. OK, that's done.
    C: Right. Well. Thank you. I have to say, you've turned that around a bit.
    S: I'd rather it hadn't been needed. I'll check on Wednesday at 6 that it's really on the van, and send you a
      message.
    C: I'd appreciate that.
    S: Thank you for your patience, Ms Achterberg. Goodbye.
    C: Bye.
  `,
};
