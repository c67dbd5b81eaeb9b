/** What callers say of things that break and of what it does to them, and agents who have to refuse. */
export const FAULTS = `
  -- what breaks
  no power/hot_water/heat/heating/signal/dial_tone/internet/connection/service/electricity/water/gas/picture/sound
    /reply/response/answer/sense/use/explanation/apology/warning/notice/way_to_treat
  without (any/my/our/his/her/a/your) power/hot_water/water/heat/heating/internet/service/electricity/phone/gas
    /medication/warning/notice/explanation/permission/telling/asking/notifying
  makes/make/making no sense
  doesn't/don't make (any) sense
  going/getting/got nowhere
  never stop/stops/ends/ending
  <not> trust
  nothing but trouble/problems/issues/headaches/lies/excuses/bad/hassle/grief
  out of order/control/hand/luck
  gone/went/going/goes wrong
  something/things/anything/everything (is/was/else) wrong/broken/missing
  cut/cuts/cutting/dropping/freezing/freezes/froze (in_and) out/off/up_on/on_me
  drops/dropped/dropping (my/the/our/out) calls/call/off/every/in_the_middle/out
  in_and_out
  packed/packs up/in
  gave/given/give/giving up on/trying
  broke/broken/break/breaks/breaking down
  fell/fall/falls/falling/fallen/come/came/coming/comes apart/off/loose/unstuck
  <thing>/it/line/power/screen/engine went/gone/goes/going/go dead/down/offline/blank/black/off
  <thing>/it/they/you/power/network/screen (is/has/have/are/was/were/been/went/keeps/always) been_down/is_down
    /are_down/was_down/is_out/down_again/down_for/down/out_again/frozen/blank/dead/useless
  it's/that's/they're (down/out) again/down/dead/useless/off_line/offline/frozen
  turned/turns/showed/arrived/came/come (up) late/broken/damaged/cold/wet/open/empty/incomplete/wrong/faulty/scratched
    /cracked/in_pieces
  stopped/quit/stops working/charging/responding/turning/loading/connecting/playing/printing/cooling/heating/spinning
    /communicating
  giving/gave/gives/having/have/had/giving_us/getting/get (me/us) (a_lot_of/nothing_but/so_many/more) trouble/grief
    /errors/problems/issues
  left (me/us/my_*/our_*) stranded/out_in/waiting/outside/hanging/with_no/without
  in the rain
  won't/doesn't/can't (let) (me/us) log/connect/turn/open/load/start/accept/print/charge/update/sync/play/stay/save
    /send

  -- being at a loss
  <not> (been/feel/feeling/felt) safe/valued/heard/listened/respected
  can't/cannot believe/afford/stand/rely/trust/live/sleep/work/do_this/do_anything/do_my/go_on/get_any/get_anyone
    /get_an_answer/get_a_straight/get_a_hold/get_into/get_through/get_my/get_it_to/keep_doing/keep_waiting
    /see_anything/use/reach
  don't/do_not/can't/cannot understand/know/see/get why/how_you/how_this/how_it/how_that/how_they/the_point/what's_so
  how is it/that/this (still) possible/fair/legal/right/acceptable/taking/so
  how can/could you/it/that/this/they/anyone (possibly) be/happen/not/charge/say/lose/justify/treat/do/sell/expect
  how hard is/can
  why is/does/do/did/am/are/was/has/have/should (it/my/your/the/this/i/we/nobody/that) ... so/still/always/every/never
    /again/keep/charged/being/go_up/going_up/higher/declined/locked/cut/not/paying/taking/increased/take/took
  is that what you're/you_are telling/saying
  what am i supposed/paying
  what's the point
  what can you do
  do you (people/guys) listen/care/know_what
  feel/feels/felt/feeling (like) (i'm/i_was/i_am) (being) ignored/stupid/cheated/robbed/let_down/used/forgotten
    /trapped/lost/an_idiot/talking_to
  made/makes/making/make me/us feel (like) (it_was/i_was) *
  talking to a wall/brick_wall/robot
  give/gave/giving/gives (me/us) the runaround/run_around
  jump/jumping through hoops
  like pulling teeth
  uphill battle
  wits end
  let/letting me/us down
  too bad
  missed/miss/missing my/our/calls/work/a_call/a_meeting
    /the_flight (appointment/flight/train/meeting/work/deadline/connection/wedding/interview/calls)
  late for work/school
  can't/cannot do my/our job
  cost/costs/costing me/us my/our/money/business/customers/a_lot
  somebody/someone made/messed a/up mistake
  ruined/ruins/ruining my/our/the/everything
  messed/screwed/mixed/mucked up
  messed/screwed me/us/it/this/everything/my_order/my_bill/my_account up/over
  treated/treating/treat (me/us/customers/people/your_customers) like_dirt/like_this/like_a/badly/poorly/unfairly
    /terribly
  rude to
  killing me
  oh/aw no/man !,
  tough/hard/difficult/rough time/situation/month/year
  lost/losing/lose my/our/his/her job/business/income/home/house/car/wages/data/photos/work/everything/customers
  lost so_much/a_lot_of/all/some money/business/sales/customers/wages/pay/data/photos/everything/time/hours/out
  <many>/the/whole/entire hours/day/days/afternoon/morning/week/weekend/vacation/holiday/trip (was/were/is) ruined
    /wasted/lost/gone
  took/taken/take (the/a/my) (whole/entire) day/morning/afternoon off

  -- too much, wrong, not enough
  too expensive/long/slow/high/late/complicated/difficult/loud/hard/confusing/pricey/steep/many/little/noisy/tight
    /short/weak/often/small/big
  (way/far) too much
  paying/paid/costs/charging/charged too much
  way off/over/longer/more/higher/late
  (way/much) higher/more than usual/it/expected/normal/quoted/i/we/you/last
  hard/difficult/impossible to reach/use/understand/believe/get/hear/find/deal/read/follow/cancel/contact
  wrong size/item/color/colour/order/one/part/address/name/product/amount/date/information/thing/model/person's
    /address
  not/isn't/wasn't (at_all) what/the_one/the_same/the_size/the_color/the_colour/the_item/as <i>/was/you/described
    /advertised
  half of it/the/them ... missing/gone/wrong/empty
  not (very/at_all/too/particularly/so/that/exactly) happy/helpful/impressed/pleased/satisfied/good/great/fair/nice
    /professional/friendly/convenient (about/with)
  your (own) mistake/fault
  <not> my fault/mistake/responsibility/problem
  poor/bad/awful/terrible/horrible service/quality/experience/attitude/communication/job/condition/reception/signal
    /connection/customer

  -- refusals and bad news
  i'm/i_am/we're/we_are afraid !of/to
  regret to
  bad/sad/terrible/unfortunate news
  claim/application/request/payment/card/transaction/loan/appeal/refund (for/has/have) ... been/was/were/is/got
    /getting/keeps (been) denied/declined/rejected/refused/cancelled/canceled/delayed
  flight/train/booking/reservation/appointment/order/policy/service/account/delivery/card/line
    /number (has/have/had/suddenly) been/was/is/got/were/suddenly (been/suddenly) cancelled/canceled/overbooked
    /cut_off/suspended/blocked/hacked/compromised/locked/shut_off/postponed/delayed/lost
  been/got/was/is/are/getting hacked/compromised/scammed/defrauded/evicted/blacklisted
  not/weren't/wasn't/isn't/aren't/haven't_been able to
  unable to
  <i> can't/cannot/won't_be_able_to offer/process/refund/waive/honor/honour/approve/accept/reverse/issue/replace
    /extend/make_an/guarantee
  you/they/he/she/it/boiler/computer/phone/app/website/site/screen/machine/car/agent/driver
    /technician (always/constantly/randomly) refuses/refused/ignored/ignores/ignoring/forgot/failed/fails/crashes
    /crashed/freezes/froze/leaks/leaked/smells/stinks/hurts/vanished/disappeared
  you/they/courier/driver/warehouse/airline (have/had/has) lost
  you've/they've lost
  locked out
`;
