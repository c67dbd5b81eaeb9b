import type { Cues } from './cue-strengths.js';

/** What a sentence may be said for. */
export const PURPOSES = ['reason', 'resolution', 'next_step', 'neither'] as const;

/** One of {@link PURPOSES}. */
export type Purpose = (typeof PURPOSES)[number];

/** Phrases that tell what a sentence is said for, by how much they say. In the notation of `phrases.ts`. */
export const PURPOSE_CUES: Cues<Purpose> = {
  reason: {
    3: `
      calling/call/called/phoning because/about/to/regarding/for/in/on
      reason i'm/i_am/for/why
      i/we have/got/had/have_got a/an/some ... question/problem/issue/complaint/request
      i'm/i_am/we're/we_are having/trying/looking/interested/wondering
      i/we was/were wondering/hoping
      i'd/we'd/i_would/we_would (just/also/really) like to
      i/we (really/just/also) need/want/wanted to
      i/we need/want a/an/my/some/help/you/someone/somebody
      i/we haven't/didn't/never/still ... received/receive/got/get/heard
      i/we was/were/got/have_been/been (just) charged/billed/told/promised/supposed/overcharged/double-charged
      can/could/would you (please) help/tell/check/explain/send/give ... me
      my/our ... isn't/doesn't/won't/hasn't/keeps/stopped/never/broke
      having trouble/problems/issues
      on behalf of
      there's/there_is/there_was a/an ... on/with my/our/the
    `,
    2: `
      i/we can't/cannot/couldn't
      i/we lost/forgot/moved/ordered/bought/received/saw
      my/our ... is/was/has/are/arrived/came
      want to know
      do you have/offer/accept/deliver/ship
      what/where/when/how/why is/are/do/does/was/did/much/long
      is it possible
    `,
  },
  resolution: {
    3: `
      i/we/i've/we've/i_have/we_have (just/already/now) refunded/reset/waived/canceled/cancelled/rescheduled/changed/issued/credited/moved/opened/escalated/removed/corrected/unlocked/booked/upgraded/added/applied/arranged/blocked/activated/placed/updated/extended/closed/transferred/reordered/signed/merged/fixed/processed/submitted/scheduled/created/filed/adjusted/reversed/replaced/ordered/noted/set/put/sent/approved/registered/confirmed/found/switched/cleared/resolved/reserved
      i/we went/gone ahead and
      i've/we've gone ahead and
      you're/you_are/that's/we're all set
      that's/it's/that_is/it_is/has_been/have_been/is/are (now/all/been) done/fixed/taken_care_of/sorted/resolved/working/updated/refunded/removed/reset/unlocked/booked/canceled/cancelled/confirmed/approved/processed/changed/credited/waived
      is/are/it's now/back/working/connected again/up/working/online/in/at/active
      i/we can/could (actually) offer/waive/refund/credit/give/honor
      can't/cannot/can_not/couldn't/unable_to/not_able_to refund/waive/offer/give/change/ship/cover
      the reason ... is/was
      looks like/that
      it turns out
      i'm/i_am afraid
      we're/we_are/it's/they're open
    `,
    2: `
      unfortunately/apparently
      so i've/i_have/that's
      your ... has/have been
      your ... is/are now
      yes/no , it/you/we/your/the/that/there
      covers/includes/costs
      that fixed/worked/did
      i/we found/see/checked
    `,
  },
  next_step: {
    3: `
      you'll/you_will/you_should/you_can/you're_going_to/you_are_going_to (also/then/just) receive/get/see/hear/need/have/be/expect/find
      i'll/we'll/i_will/we_will/they'll/they_will/she'll/he'll/someone_will/somebody_will/it'll/i'm_going_to/we're_going_to/they're_going_to (then/also/just) ... send/call/email/mail/text/follow/contact/get_back/reach/give/let/ship/review/transfer/be/come/arrive/drop/try/bring/wait/see
      will/should/'ll (be) ... (be) arrive/delivered/shipped/there/sent/mailed/contact/call/reach/come/appear/show/ready/out/end/begin/receive/get/listen/investigate/review
      business/working days
      within/in ... hour/hours/days/week/weeks/minutes
      up to ... days/hours/weeks
      let me/us know if/when/how
      give us/me a call/ring
      please send/bring/return/keep/email/call/allow/restart/try/check/sign/fill
      takes effect
      on your next bill/statement/invoice
      once you/we/i/it
      by tomorrow/monday/tuesday/wednesday/thursday/friday/saturday/sunday/tonight/the_end/noon
      going to receive/transfer/send/call/email/be
    `,
    2: `
      next week/month/monday/step/bill
      tomorrow/tonight/afterwards
      if ... happens/doesn't/still ... again/work/call
      follow up
      then you/we/i
      check your email/inbox
      you can/have_to/need_to pick/return/sign/send/call
    `,
  },
  neither: {
    3: `
      thank_you/thanks for calling/holding/waiting
      how can/may i/we help/assist
      what can i do
      can/could/may i (please) have/get/take/ask/put
      can/could/would you (please) spell/verify/confirm/hold/repeat/provide/give_me
      what's/what_is your/the ... name/number/address/email/code/birth/zip/last/first/model
      your ... date of birth
      my name is
      this is ... speaking
      one/just_a/a/give_me_a/bear_with moment/second/sec/minute/me
      let me (just/quickly) check/see/pull/look/get/take/find/think/transfer
      anything else
      have a great/good/nice/wonderful
      sorry to hear
      you're welcome
      i apologize
      i'm/i_am (so/very/really) sorry
      i understand
      for security/verification
      this call
      are you (still) there/calling/able/in
      did/have you try/tried/receive/get/check
      when did you
      which ... do/did/would/is
      hold on
      take your time
      is this (the) customer/support/care/service/billing/right
      am i speaking/talking
      quick question
      i can/could/would/'d/will (certainly/definitely/gladly) be/help
      happy to help/look/check
      do you have/see/know/want your/the/an/a/to
      thanks/thank_you (so_much) .
    `,
    2: `
      thank_you/thanks/bye/goodbye/perfect/great
      uh huh
      that's right/correct/fine/all
      no problem
      welcome to
      speaking
      click/unplug/press
    `,
  },
};
