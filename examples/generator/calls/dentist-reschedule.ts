import { ownBlueprint } from '../blueprints.ts';
import { type Call, MONO_WAV } from '../call.ts';

/** A mono recording with labels switched off: nobody can say who speaks. The id has a dot and an underscore. */
export const dentistReschedule: Call = {
  id: 'dentist.reschedule_2026-09',
  vintage: 'audio-2026',
  recordedAt: '2026-09-08T07:55',
  recording: MONO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  blueprint: ownBlueprint({
    topics: ['appointment', 'dentist', 'rescheduling'],
    call_summary:
      'A patient of Willowbank Dental could not keep her cleaning on Thursday because of a school event. The ' +
      'receptionist moved it to Tuesday the 22nd at 8:30, added the son of the caller at 9, and confirmed that there ' +
      'is no fee.',
    call_categories: ['Customer service', 'General inquiries'],
  }),
  summary:
    'A patient moves an appointment at Willowbank Dental from Thursday to Tuesday the 22nd at 8:30. Her son gets an ' +
    'appointment for a check after hers. There is no fee, because she called more than a day before.',
  script: `
    == The patient asks to move her appointment.
    A: Willowbank Dental, good morning, this is Carys.
    C: Morning. I've got an appointment on Thursday at 2, for a cleaning, and I need to move it.
    A: No problem. What's the name?
    C: Nuria Beck.
    A: Got you. Thursday at 2, with Doctor Ames. When would suit you better?
    C: Early in the morning, if there's anything. My daughter has a thing at school on Thursday that I forgot about.
    A: It happens. Let me see. I've got next Monday at 8, or Tuesday the 22nd at 8:30.

    == They agree on a new time and add an appointment for her son.
    C: Tuesday would be great. Is that still with Doctor Ames?
    A: It's with the hygienist, and Doctor Ames would pop in at the end to have a look.
    C: That's fine. Oh, and could I bring my son as well? He hasn't been for, um, for over a year.
    A: Sure. How old is he?
    C: He's nine. His name is Oskar, with a K.
    A: Then I'd put him right after you, at 9, for a check. He'd be back at school by ten.
    C: Brilliant, he'll be so disappointed.
    A: They always are.
    C: Do I have to pay anything because I moved it?
    A: No, only if it's less than a day before. You're well in time.
    C: OK, good.

    == The receptionist reads back the details and says goodbye.
    A: So that's you at 8:30 and Oskar at 9, on Tuesday the 22nd. I'll send you a text the day before.
    C: Perfect. Same number as always.
    A: And one thing, we've moved to the first floor. It's the same entrance, just take the stairs on the left.
    C: Good to know. I'd have gone to the old door.
    A: Everyone does. See you on Tuesday, Ms Beck.
    C: See you then. Thanks, bye.
  `,
};
