/** What callers say who have had enough. */
export const ANGER = `
  -- how people were treated
  hung/hang/hangs/hanging up on
  put the phone down on
  cut/cutting me/us off
  lied/lying/lies to <me>/my
  talked/talking/talk/talks down to
  shouted/shouting/yelled/yelling/laughed/swore/snapped at
  slap in the face
  taken for a ride/fool
  daylight/highway robbery
  rip off
  ripped/ripping (me/us/people) off
  thanks/thank_you for nothing

  -- having had enough
  (complete/total/absolute/such_a/huge/big) waste/wasted/wasting of my/our/everybody's/a_lot_of/time/money/space
  wasted/wasting/waste my/our/so_much/enough (whole) time/money/day/morning/afternoon
  fed up (with/of)
  had/have/i've_had enough of
  i've/i_have had enough
  had it with
  sick of/to_death_of
  sick_and_tired of
  tired of
  i'm/we're/so done with you/them/your/this_company/this_place
  at <my> wits'/wit's/wits end
  end of my rope/tether
  losing/lost/out_of (all/my/our) patience/faith/trust/confidence
  drives/driving/drive <me> crazy/mad/nuts/insane/up_the_wall
  last straw
  adding insult
  want to cry/scream

  -- leaving
  take/taking/took my/our business/money/custom elsewhere/somewhere
  go/going/look/looking/switch/switching (to) (a/another/one_of) (your) elsewhere/somewhere_else/competitor
    /competitors/another_provider/another_company/different_company/different_provider/other_provider
  never/not/won't/wouldn't (be/to/going_to) come/coming/use/using/shop/shopping/buy/buying/order/ordering/deal/dealing
    /stay/staying/book/booking/recommend/recommending/renew/renewing ... again/here/there/back/with/you/this/from/it
    /company
  never again
  won't be back/returning
  bad/negative/terrible/one-star review
  post/posting (about) this (all) online/over
  forget it
  don't bother
  can't/cannot be serious
  what a waste
  don't/doesn't know what they're/you're/he's/she's doing
  rather not deal with
  telling everyone
  <i> regret
  wish <i> had/hadn't/never
  wish i'd never

  is/does anyone/anybody (there) listening/work/care/know/read
  what's/what_is taking so_long/forever
  what's/what_is wrong with you/your/this
  what's the hold-up/holdup
  where's/where_is my/our money/refund
  when are you (finally) going_to/gonna fix/sort/do/send/call/give
  not again
  don't talk/speak to me like
  don't you dare
  i've/we've/i_have/we_have been (more_than/very) patient
  i've/i_have had better
  wish <i> could say

  -- disbelief and blame
  are you kidding/joking/serious/having
  you must/have_got_to/gotta be kidding/joking
  this must/has_to be a_joke/some_kind_of_joke
  beyond/past a_joke/frustrating/frustrated/ridiculous/belief/annoying
  what kind/sort of company/service/business/outfit/place/bank/people
  how dare
  shame on
  ashamed of yourselves
  leave/leaves/left a lot to be desired
  not (nearly/anywhere_near) acceptable/good_enough/on !the/a/my/our/your/file/hold/this/that/here/it
  isn't/ain't (nearly) acceptable/good_enough/right
  not right !now/away/here
  beggars belief
  couldn't/could_not care less
  don't/doesn't (seem_to) care about your/my/us/me/the/customers/people
  couldn't/could_not be/get/have_been (any) worse
  worst ... ever/experience/service/company/of
  how you/they treat/treated/treats

  -- threats
  legal action
  <my> lawyer/attorney/solicitor
  small claims
  trading standards
  ombudsman
  better business bureau
  attorney general
  report/reporting you/them/this/it to
  sue you/them
  file/make/lodge/filing/making/lodging/raise/raising/register
    /submit (a/an/another) (formal/official/serious/written) complaint
  want/like/need/going to complain
`;
