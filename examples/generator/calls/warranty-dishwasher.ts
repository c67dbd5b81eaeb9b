import { ownBlueprint } from '../blueprints.ts';
import { type Call, MONO_MP3 } from '../call.ts';

/** A leaking dishwasher under warranty, in the words of March 2025: no audio items and no languages. */
export const warrantyDishwasher: Call = {
  id: 'warranty-dishwasher',
  vintage: 'audio-march-2025',
  recordedAt: '2026-08-11T15:20',
  recording: MONO_MP3,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: { A: { speaker: 'spk_0' }, C: { speaker: 'spk_1' } },
  blueprint: ownBlueprint({
    call_summary:
      'Graham Pettifer reported that his 14 month old Kestrel dishwasher leaks from the door. The agent confirmed ' +
      'the two year warranty, collected the serial number and asked for photos, and booked a free technician visit ' +
      'for Thursday between 8 and 12. The caller should keep the water tap closed until then.',
    call_categories: ['Product issues', 'Customer service'],
    topics: ['dishwasher', 'leak', 'warranty', 'technician'],
  }),
  summary:
    'A customer of Kestrel Appliances has a dishwasher that leaks from the door after fourteen months. The agent ' +
    'confirms that the warranty of two years applies, takes the serial number, and books a technician for Thursday ' +
    'morning at no cost.',
  script: `
    == The customer describes a leak, and the agent asks when and where the water comes out.
    A: Kestrel Appliances, customer care, my name is Bethany. What can I do for you?
    C: Hello, yes, I've got one of your dishwashers, and it's leaking all over my kitchen floor.
    A: Oh no. I'm sorry. Is it leaking right now, while we speak?
    C: Not now, I've turned the water off. But every time I run it there's a puddle.
    A: OK, good, keep the tap closed. Where does the water come out, can you tell?
    C: From the bottom of the door, on the left hand side. I put a towel there and it's soaked after ten minutes.
    A: And was it all right before, or did it start after something? A move, a new floor?
    C: No, nothing. It just started last weekend.

    == The agent checks the warranty and takes the serial number.
    A: Do you know roughly when you bought it?
    C: I've got the receipt here. The 6th of June last year, so 14 months ago.
    A: Then you're covered, because there's a 2 year warranty on parts and labour.
    C: Oh, that's a relief. I thought it'd be just the one year.
    A: It used to be. Could you open the door and read me the number on the sticker, on the right edge?
    C: Hang on, I need my glasses. It says K D 6 0, then a dash, then 1 1 8 2 0 5.
    A: K D 6 0, 1 1 8 2 0 5. Got it. And your name and address, please?
    C: Graham Pettifer, 21 Tannery Close, in Oldmarsh.

    == They book a technician, and the agent says what to prepare.
    A: Thank you, Mr Pettifer. It sounds like the seal of the door. That's a quick repair, about half an hour.
    C: So someone comes out to the house?
    A: Yes. I have Thursday, between 8 and 12, or Friday afternoon.
    C: Thursday is better. I'm home anyway. And it's really free?
    A: It's free. The only thing they'd charge for is a problem with your own plumbing, and they'd tell you first.
    C: Fair enough.
    A: If you can, take a photo of the puddle and of the seal, and reply to the text you'll get. Then he brings the
      right part.
    C: I can do that. My daughter can, anyway.
    A: That's perfect. Is there anything else?
    C: No, that's the lot. I'll do the dishes by hand until Thursday, like the old days.
    A: Only two days. Thank you for calling, Mr Pettifer.
    C: Thank you, love. Bye.
  `,
};
