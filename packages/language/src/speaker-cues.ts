import type { Cues } from './cue-strengths.js';

/** What somebody can be in a call. */
export const ROLES = ['agent', 'customer'] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** What agents say and what customers say, by how much it tells them apart. In the notation of `phrases.ts`. */
export const SPEAKER_CUES: Cues<Role> = {
  agent: {
    3: `
      thank_you/thanks for calling/choosing/holding/waiting/your_patience/contacting
      how can/may i/we (help/assist)
      what can i do for
      how i/we can/may help/assist
      can/could/may i (please) (have/get/take) ... your
      can/could/would you (please) verify/confirm/spell/provide
      you've/you_have/you're reached
      anything else i/we can
      anything else today/for_you/you/?
      for security/verification purposes
      this call ... recorded
      your patience
      i'd/i_would/i'll be (more_than) happy/glad to
      i can/could/will (certainly/definitely) (help/assist) ... you with
      let me (just/quickly/go_ahead_and) pull/look/check/see/bring/get/transfer/connect
      i apologize
      i'm/i_am (so/very/really/truly) sorry to hear/about/for
      sorry for/about the/your/any inconvenience/trouble/wait/delay
      how frustrating
    `,
    2: `
      my name is ... . how
      this is ... ... how
      speaking .
      i can see/offer
      i see (that/here) your/you
      i've/i_have (just/now/already) refunded/reset/waived/canceled/rescheduled/changed/issued/credited/moved/opened/escalated/removed/updated/added/booked/filed/arranged/unlocked/applied/activated/blocked/extended/noted/scheduled/processed/sent
      you're/you_are all set
      you're/you_are (very) welcome
      what's/what_is your/the ... name/number/address/zip/birth/email/model/make
      and your/the ... name/number/address/zip/birth/email ?
      do you have your/the/an ... number
      one moment/second please
      bear with me
      you/we will/'ll receive/get
      you'll/you_will/you_should receive/get/see
      we'll/we_will/i'll send/email/call/ship/process
      have a great/good/nice/wonderful/lovely day/evening/weekend/one
      our/the technician/system/records/policy/office
      ma'am/sir
      we're open
      customer/technical support/care/service ,/speaking/this
    `,
    1: 'your account/order/bill/policy/reservation/booking/appointment',
  },
  customer: {
    3: `
      i'm/i_am/i was calling/call/called because/about/to/regarding/from
      reason i'm/i_am calling
      i (just/really) need/want/wanted to/my/a/an/you
      i'd/i_would like to/a/an/my
      i/we was/were/got/have_been charged/billed/told/promised/wondering/hoping/locked
      my/our (phone/internet/credit/new) bill/order/package/account/internet/phone/card/appointment/power/password/flight/refund/subscription/statement/screen/laptop/app/connection/house
      i/we haven't/didn't/never/still received/receive/get/got/heard/haven't
      i (just) bought/ordered/purchased/forgot/lost/moved/canceled
      i can't/cannot/couldn't
      i have a/an question/problem/issue/appointment/reservation/booking
      speak/talk to ... manager/supervisor/someone/somebody/representative
      you guys/people
      your technician/driver/receptionist/website/app/company/people/agent/store/employee
      nobody/no_one
      been waiting/trying
      how much/long ... cost/take/is
    `,
    2: `
      can/could/would you help/tell/check/send/explain me/if
      do i need/have
      thank_you/thanks so/for your/a_lot/much
      what/when/how do/should/can/is/would i/it/that/he/she
      why am/was/did/is/do
      that's all/it
      i'll/i will take
      i don't understand/know/recognize/have
    `,
    1: 'my/our/me',
  },
};
