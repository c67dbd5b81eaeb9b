import { NO_BLUEPRINT } from '../blueprints.ts';
import type { Call } from '../call.ts';

/** Help with a lost password on a shared screen. The recording is an MP4, so it was routed to video. */
export const accountLockedOut: Call = {
  id: 'account-locked-out',
  vintage: 'video-chapters',
  recordedAt: '2026-09-29T15:44',
  recording: {
    extension: 'mp4',
    format: 'QuickTime / MOV',
    frameRate: 30,
    codec: 'h264',
    width: 1280,
    height: 720,
    screens: ['Too many attempts', 'Check your inbox', 'Add a second way to sign in', 'Welcome back'],
  },
  language: 'EN',
  generativeLanguage: 'EN',
  labels: { A: { speaker: 'spk_0' }, C: { speaker: 'spk_1' } },
  blueprint: NO_BLUEPRINT,
  summary:
    'A user of the Ledgerly accounting service shares her screen with an agent because she is locked out of her ' +
    'account. The agent sends a link, she sets a new password, adds her phone as a second way to sign in, and finds ' +
    'her invoices again.',
  script: `
    == The user shares her screen, which shows that the account is locked after too many attempts.
    A: Hi, this is Wendell from Ledgerly support. Can you see me OK?
    C: Yes, I can. I think I'm sharing my screen. Is it working?
    A: I can see it. It says too many attempts. How many times did you try?
    C: Um, maybe eight? I was sure I knew the password.
    A: That's all right. It locks after five, to keep others out.
    C: Well, it's keeping me out very nicely. And I've got to send an invoice today.

    == The agent sends a link, and the user sets a new password.
    A: Let's fix it. I'll send a link to the address we have. It starts with o dot and ends with example dot org.
    C: That's my work one. OK. It's here already.
    A: Click on it, and I'll look away while you type the new password.
    C: Do I need the capital letter and the number and all that?
    A: No, not any more. It just has to be long. Four random words are perfect.
    C (overlap 300): Oh, I like that.
    C: OK, it says done.

    == They add a phone as a second way to sign in.
    A: Now it asks you for a second way to sign in. Do you have your phone there?
    C: Yes. Do I have to? It's one more thing to lose.
    A: I'd really do it. You can add two, so your phone and maybe the tablet.
    C: Fine. I scan this square thing, do I?
    A: With the camera, exactly. And then it shows a number with 6 digits.
    C: It's counting down. That makes me nervous.
    A: Take your time, there's always a new one.
    C (pause 8000): There. It took it.

    == The user is back in her account and finds her invoices.
    A: And you're in.
    C: Oh, there they are, all my invoices. Thank you so much.
    A: You're welcome. Please print the page with the backup codes, and put it somewhere safe.
    C: I will. In the drawer with the spare keys.
    A: Perfect. Good luck with the invoice.
    C: Thanks, Wendell. Bye now.
  `,
};
