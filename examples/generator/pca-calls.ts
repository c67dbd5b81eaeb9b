import type { PcaCall } from './pca-document.ts';

/** Calls of a furniture shop, as Post Call Analytics would have written them. The people and the shop are invented. */
export const PCA_CALLS: readonly PcaCall[] = [
  {
    job: 'late-sofa.wav',
    agent: 'Zoe',
    recordedAt: '2026-11-02 09:15:00',
    speakers: { A: 'spk_1', C: 'spk_0' },
    categories: { 'late-delivery': 'was to come on Monday', 'supervisor-requested': 'your manager' },
    issues: ['the sofa still is not here'],
    script: `
      A 1: Larch and Loom, Zoe speaking, how can I help you?
      C -4: I have been waiting for two weeks, and the sofa still is not here.
      A 1: All right, I can look that up for you. What is the number of your order, please?
      C -3: It is four four one nine. It was to come on Monday, and nobody even called me.
      A 2: Thank you. I see the order here. So what happens is that the sofa goes from the workshop to our warehouse first, and from there it is given to a carrier, and the carrier makes the plan for each week on the Friday before, so that the warehouse only knows on Friday afternoon which orders go out, and yours was not in the plan for this week because the fabric came in late from the mill.
      C -4: That does not help me. I took a day off for this.
      A 1: I understand. What I can do is put a note on the order, so that the carrier sees that you need a call before they come, and then the carrier rings you on the day before, usually between four and six, and they give you a window of four hours, and if that does not suit you, they can move it to another day of the same week, except for Saturdays, because there is only one van on Saturdays.
      C -3: I want to speak to your manager.
      A 2: I will ask her to call you back today. Is there anything else that I can do for you?
      C -3: No.
      A 1: Then thank you for calling, and goodbye.
    `,
  },
  {
    job: 'table-legs-came.wav',
    agent: 'Zoe',
    recordedAt: '2026-11-03 14:40:00',
    speakers: { A: 'spk_1', C: 'spk_0' },
    categories: {},
    issues: [],
    script: `
      A 2: Larch and Loom, Zoe speaking, how can I help you?
      C 4: Hi Zoe, we talked last week about the legs of my table. They came this morning, and they fit.
      A 3: Oh, I am glad to hear that. Was everything in the box this time?
      C 4: Everything, even the little key. You were so quick, I wanted to say thank you.
      A 3: That is very kind of you. Did the carrier take the wrong ones along?
      C 4: He did, and he was lovely about it. I will tell all my friends about you.
      A 2: Thank you for calling, and enjoy your table.
      C 5: I will. Bye now.
    `,
  },
  {
    job: 'charged-for-two-lamps.wav',
    agent: 'Mateo',
    recordedAt: '2026-11-04 11:05:00',
    speakers: { A: 'spk_0', C: 'spk_1' },
    labels: true,
    categories: {
      billing: 'charged for two',
      refund: 'send the money back',
      invoice: 'new invoice',
      callback: 'call you back',
    },
    issues: ['charged for two lamps', 'the invoice has the old address', 'nobody answered my mail'],
    script: `
      A 1: Larch and Loom, this is Mateo, what can I do for you?
      C -2: Hello. I ordered one lamp, but I was charged for two lamps.
      A 0: Sorry about that. May I have the number of the invoice?
      C -1: It is seven zero two six. And the invoice has the old address, too.
      A 1: Thank you. You are right, there are two on it. Shall I send the money back to the same card?
      C 0: Yes, please. I wrote last week, but nobody answered my mail.
      A 1: I am sorry. You get a new invoice with the new address today. Is it still Alder Lane?
      C 1: Yes, Alder Lane nine.
      A 2: Good. The refund takes three days, and I will call you back once it is out.
      C 2: That is fine. Thank you, Mateo.
    `,
  },
  {
    job: 'where-is-the-mirror.wav',
    agent: 'Mateo',
    recordedAt: '2026-11-05 16:20:00',
    speakers: { A: 'spk_1', C: 'spk_0' },
    categories: { 'late-delivery': 'where my mirror is' },
    issues: [],
    script: `
      A 1: Larch and Loom, this is Mateo, what can I do for you?
      C 0: I would like to know where my mirror is.
      A 0: Sure, one moment, I have to look.
      (48 s)
      A 0: Are you still there? It is in the warehouse, and I will see when the van goes.
      C -1: Yes, I am here.
      (35 s)
      A 1: It goes on Thursday, between nine and one. Does that suit you?
      C 1: Thursday is good. Thank you.
      A 1: You are welcome. Goodbye.
    `,
  },
];
