/** Courtesies, and the names of things: what the words in them say elsewhere, they don't say here. */
export const NEUTRAL = `
  -- courtesies
  good/happy morning/afternoon/evening/day/night/holidays
  have/enjoy a/an/the/your ... day/evening/weekend/afternoon/morning/night/one/week/trip/flight/holiday/rest
  thank_you/thanks (so/very/again) (much) (again) for calling/holding/waiting/choosing/contacting/joining/staying
    /confirming/verifying/providing/bearing/reaching/checking/that/letting
  thank_you/thanks (so/very/again) (much) (again) for your patience/call/business/loyalty/understanding/cooperation
    /interest/custom/time !and
  thank_you/thanks for being a/with
  appreciate your/you patience/business/loyalty/understanding/call/calling/holding/time/waiting
  no , thank_you/thanks
  be/always/more_than (very/more_than) happy/glad/delighted/pleased/able to !tell/say/report/hear/see/confirm/announce
    /let *
  i'm/i_am/we're/we_are (very/more_than/always) happy/glad to !tell/say/report/hear/see/confirm/announce/inform/let *
  happy/glad to help/assist
  my pleasure
  you're/you_are (very/most/more_than/so) welcome
  no/not_a problem/worries/rush/hurry/bother (at) (all)
  no need to worry
  don't worry
  take care !of
  take your time
  if/do you (don't) mind
  that's/it's/that_is/it_is/i'm/that'll_be/that_would_be fine/okay/ok/all_right/alright
  i'm/i_am/doing good/fine/well/great , thank_you/thanks
  feel free
  i'd/i_would/we'd/we_would appreciate it if
  would appreciate it if
  be right back
  i'm/we're/you're/you_are all good/set
  i'd/i_would/we/i recommend *ing/the/that/a
  recommend you/that call/contact/try/speak/check/use/keep/go/get/wait/ask/bring/start
  how/way/think/if/sure/whether it works
  was/were (a) (bit/little/so) worried/afraid/panicking/nervous/concerned (about/that)
  enjoy your/the !service *
  bear with me
  how are you
  good/great question
  fair point/enough
  i_see/sorry , i/could/can/what/you/did/one

  -- words that only look rated
  what/which/any/some/that/this/these/all/every/two/other/a kind/kinds/sort of
  kind/sort of !you/him/her/them
  pretty much/sure
  best/better/good/convenient number/time/way/day/email/address/place/contact/option/options/method/person/regards
    /wishes/before/fit/fits/plan/rate/rates/price
  good to go
  better not
  good for #/<number>/until
  as good/well as
  great deal of
  quick/simple/short/brief question/survey/call/look/check/second/minute/moment/hold
  real quick
  early morning/afternoon/termination/next/in
  how easy/simple/fast/quick/long
  easiest/quickest/simplest/fastest/best/easier/quicker/simpler/easy way/option/thing/if/for_you
  easiest/quickest/simplest/fastest to
  perfect/good/great timing
  love/like to !see_the_back *
  lie/lies/lying down
  market/fair value
  feel/feels bad for
  patient portal/id/number/name/records

  -- names of things
  free/trial/credit/debit/gift/late/cancellation/termination/overdraft/dispute/fraud/complaints/claims/emergency/loss
    /risk/returns/crash/accident/warranty/loyalty/error/quality/safety/security/protection/benefits/rewards/trouble
    /support/help/penalty/customer/outage card/cards/trial/department/team/line/code/codes/message/messages/form
    /number/period/plan/assurance/program/programme/points/alert/alerts/report/cover/coverage/desk/center/centre
    /ticket/fee/fees/services/service/history/policy/care/satisfaction/support/map
  lost/damaged/stolen or/and stolen/damaged/lost
  lost_and_found
  water/fire/storm/hail/accidental/property/flood/wind damage/damages
  damage/damages waiver/deposit
  terms and conditions
  wrong number/department/extension
  right or wrong
  sick leave/days/note
  waste/waiting/free/sick/dead room/list/bin/collection/disposal/line/bolt
  in case of ...
  (any/other/more/further/have/few/some) (other/more/further/any) questions/concerns
    /question (or) (concerns/problems/issues/complaints)
  have/had/run_into/notice/experience/see/with any (other/more/further) problems/trouble/issues/difficulties
  what (exactly) is/was/seems/appears (to) (be) the (exact) problem/issue/trouble/error/matter
  what's/what_is (going) (the) (exact) problem/issue/trouble/error/matter/wrong
  look/looking/check/checking into (it/that/the/this/your) (problem/issue/error)
`;
