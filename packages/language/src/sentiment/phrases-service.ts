/** What callers say of how they are served. The words alone often sound harmless. */
export const BAD_SERVICE = `
  -- again and again
  <nth> (or_<nth>) time (now/that/in/this/round) <i>/<have>/i'm/we're/this/in/it/it's/that/they/you/round/now/my
    /calling
  this_is/that's/it's/already/now (now/about) (the/my) <nth> (different) call/attempt/replacement/visit/engineer
    /technician/agent/person/faulty (this/in/about/now)
  for the <nth> time
  called/phoned/rung/rang/emailed/e-mailed/written/wrote/asked/told/complained/explained/explaining/tried/contacted
    /messaged/repeated/repeating/reported/requested/chased/chasing/sent ... <repeatedly>
  already explained/told/asked/called/said/sent/given/spoken/been_through/gone_through
    /done (it/this/that/the/my) ... <many>/everyone/somebody/someone/already/you/this/that/before/to
  <have> spoken/talked/explained ... to <many> (different/other) people/agents/persons/reps/departments
    /representatives
  how many (more/other) times
  how many people/calls do/does/is it/this
  have/having/had to (keep/constantly/always) call/calling/explain/repeat/chase/phone/ring/ask
    /start (you/this/it/everything/all) again/back/over/twice/every/yourselves/myself/constantly
  every (single) time <i>/<have> call/ring/phone/try/ask/use/speak/log/open/get/contact
  every single time/day/night/week/month/year
  keep/keeps/kept (on) !going/using/looking/trying/coming/holding/monitoring/working/paying/being/getting *ing
  keep/keeps/kept (on) getting/being/having *
  passed/bounced/transferred/shunted/pushed/shuffled/thrown (me/us/it) (from) around/round/about/back_and_forth/from
    /one_department/pillar/several/different/<number>
  sent me/us (round/around) around/round/back_and_forth/in_circles
  going/running/talking (me/us) (round/around) in circles
  run/running (me/us) around in
  yet another
  again and again
  (the) same problem/issue/thing/error/story/answer (again/every/happened/happens/over)
  happened/happening/happens/broke/failed/went/wrong/crashed/stopped/missed/late/dropped
    /charged (me/us/it/down/out/off/working) again
  back and forth
  constantly/always *ing !help/look
  another fee/charge/excuse/delay/problem/issue/error !to/for/of/if

  -- nobody does anything
  <nobody> (<does>) (<does>) (desk/counter/office) !here/home/hurt/else/injured/was/is *
  nothing works/helps/helped/has_happened/happened/changed/has_changed/was_done/gets_done/is_being_done/i_can_do
    /we_can_do/more_i_can/more_we_can/else_i_can/else_we_can/you_can_do
  nothing has been/happened/changed/worked/arrived
  <not> (receive/received/had/got/gotten/get/getting/seen/hear/heard/giving_me) a/any/my/our/the/one (single) reply
    /response/refund/money/package/parcel/delivery/credit/call/callback/order/payment/check/cheque/help/answer/answers
    /update/updates/signal/straight_answer/email/confirmation/notification
  <not> heard/hear/hearing/get/got/receive/received anything/a_thing/back/nothing
  <not> hear/heard (anything/a_word) back/from
  <not> (yet/to/ever/been) (been) arrive/arrived/come/came/turn_up/turned_up/show_up/showed_up/shown_up/delivered
    /appear/appeared/happen/happened/refunded/credited/answered/reply/replied/responded/call_back/called_back
    /call_me_back/called_me_back/call_us_back/called_us_back/returned/shipped/processed/notified/informed
    /told (yet/me)
  <not> (<managing>) (be/been/me) work/works/worked/working/function/load/loading/open/opening/connect/connecting/sync
    /start/listen/listening/help/helps/helped/helping/fix/fixed/fit/fits/respond/log_in/sign_in/turn_on/switch_on
    /come_on/log_on/pick_up/get_through/go_through/going_through/gone_through/went_through/resolved/add_up
    /reach_anyone/reach_anybody/reach_you/get_hold/last/recognize_me/charging/cooling/heating/printing/recording !you
    /there/here/for/at
  <not> (seem_to) care
  <not> (think) anybody/anyone (there/at) ... listening/cares/knows/is_listening/reads/bothers
  <not> as/what (it/was/is) (was/is) advertised/described/promised/expected/ordered
  why isn't/wasn't/aren't/weren't/hasn't/haven't/didn't/doesn't/can't/won't/couldn't *
  why don't i/you/they/my !try/go/take/call/give/restart *
  can't/cannot you/anyone/anybody/they/somebody/someone ... *
  should have been/told/called/let/warned/known/done/arrived/come/received/gotten/checked/had
  should've been/told/called/let/warned/known/done/arrived/come/received/gotten
  at least have/tell/told/call/called/warned/apologize/apologise/let_me
  lack of *
  you/they/he/she/somebody/someone/it should be/do/know/tell/listen/offer/at_least/train/fix/warn
    /give (better/doing/more/ashamed) !able/here/there/in/on/within/about/getting/okay/fine/ready/good/back/working
    /sent/delivered *
  you/they ought to be/have/know
  <i> should/would (not/never) have_to/have_had_to *
  have to pay for something/service/a_service/nothing/your/their ...
  <not> deserve
  deserve better/more/an_explanation/an_apology/compensation
  expect/expected/expecting better/more/me_to/us_to/some
  the least you could/can
  you'd/you_would think
  don't (you) (people) know/tell_me/give_me what_you're/excuses/that/to_calm

  -- waiting
  still waiting/on_hold
  been down/out/off/without_power/on_hold/waiting since
  still (being/getting/having/showing/says/down/out) no/nothing/broken/down/out/missing/charging/billing/owed
    /unresolved/the_same/charged/billed/problems/issues/errors/error
  still <not>
  <was>/do/does/did/can/could/am still <not>
  been/was/were on_hold/waiting/sitting_here/without/stuck/going_on/chasing/trying/on_the_phone/ringing/calling
    /fighting/down/out/back_and_forth/going_back_and_forth/like_this/off/broken ... for/since/almost/over/about/all
    /at_least/more_than/nearly (<nearly>) <while>/since/monday/tuesday/wednesday/thursday/friday/last/this/yesterday
  sitting/stuck here waiting/for
  waiting ... <while>
  waiting for your/them/someone/somebody/you to
  how much longer
  how long am/are/is i/we/it/this supposed_to/going_to
  when is/are/am/will (somebody/someone/anybody/you/this/it) (finally/ever) going_to/gonna/get/be (get/do/be) fixed
    /sorted/solved/resolved/here/something
  trying to ... for the past/last
  for weeks/months/ages/hours/days now
  been waiting/on_hold/without/chasing !to/for_this_to
  been <while> without/since/and_i/and_we/and_still/and_no/and_nobody/already/now
  on_hold/waited/waiting/sat_here/sat_around/stayed_home/stayed_in
    /waited_in (in/here/there/on_hold) (for) (<nearly>) <while>
  waited in/at (home) all
  <while> on hold
  been/kept/keep/left/leave/leaving/keeping/keeps <me> waiting/hanging/on_hold/holding
  going on for/since (<nearly>) <while>
  it's_been/it_has_been/that's_been (<nearly>) <many> <period>
  it's_been/it_has_been/that's_been/been_over (<nearly>) weeks/months/ages/days/hours
  after (<nearly>) <many> <period> of/,/still/and
  <many> <period> (and) (i'm/we're/it's) still/nothing/counting
  never will again
  you've/you_have/you got_to be kidding/joking
  want/like to see/speak_to/talk_to (with) the/your/a manager/supervisor
  <many> <period> late/overdue/behind/later
  take/takes/taking/took/takes_me (you/me/it/them/way) (guys/people) forever/so_long/too_long/ages/this_long
    /way_too_long/longer_than
  <many> more hours/days/weeks !of/for
  behind schedule
  past due

  -- money
  charged/billed/debited/charging/billing/took/taken
    /charge (me/us/my_card/my_account/the_money/it/payment/money) (for/out) twice/double/two_times/three_times
    /too_much/more_than/without/extra/again/something/nothing/incorrectly/wrongly
  charged/billed me/us for/a/an/the !my_new
  double/over/wrongly/incorrectly charged/billed/billing/charging
  two/duplicate/double charges/payments (on/for/from)
  for something i/we never/didn't/don't
  <i> never/didn't/don't/haven't (ever) authorize/authorized/authorise/authorised/agree_to/agreed_to/order/ordered
    /sign_up/signed_up/ask_for/asked_for/request/requested/recognize/recognise/buy/consent/consented/wanted/approve
    /approved/made_that/make_that
  hidden fee/fees/charge/charges/cost/costs
  <i> shouldn't/should_not (have/be) *
  bill/bills/price/prices/rate/rates/premium/premiums/rent/costs/payment (has/have/suddenly/always/keeps/keep) gone_up
    /went_up/goes_up/go_up/going_up/jumped/doubled/increased/skyrocketed/tripled/shot_up
  rate/rates/premium/bill/price hike/hikes
  want/need/give_me/demand (all) (of) my/our money/refund (back)
  out of pocket
  paying (more) for less/nothing/something
  <many> dollars/pounds/bucks a_month_for/more_than/too_much
  cost/costing/costs (me/us) a_fortune/a_lot_of/an_arm/my_job
  nickel and diming

  -- words not kept
  was/were/been (repeatedly/specifically) told/promised/assured/guaranteed/quoted ... ... ... , but/and_now/and_yet
    /yet/only_to/and_then/and_it/and_nothing/and_no/now
  you/they/he/she/somebody/someone (had/guys/people) said/told/promised/assured/guaranteed/swore ... ... ... , but
    /and_now/and_it's/and_yet/yet/and_nothing/and_it_still/and_they_never/and_no/and_nobody/now
  like/as (you/they/he/she) (were/was) promised/supposed !by/before/in
  was/were supposed to ... ... , but/yesterday/last/ago/already/and/by_now
  was/were supposed to be/have/arrive/come/get/call/deliver/receive/happen
  am i/we supposed to
  supposed to believe/do/know/live/survive
  asked/told you/them to cancel/stop/remove/close/fix ... ... , and/but
  false/misleading advertising
  bait_and_switch
  conflicting/different/contradictory/another answer/answers/information/story/stories (every/each/from)
  no longer work/works/working/trust/turns/connects
  no/any/more/your/hear/these/full_of excuses
`;
