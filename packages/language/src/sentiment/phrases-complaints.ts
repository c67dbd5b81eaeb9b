/** What callers hold against those who serve them, what they demand, and what is wrong with what they got. */
export const COMPLAINTS = `
  -- what somebody did or did not do
  you/they/you_guys/you_people/he/she/it/somebody/someone/company/driver/doctor/store/bank/agent/technician/engineer
    /courier/landlord/hotel/airline/restaurant/garage (have/has/had/still) never *
  you/they/he/she/it/company/driver/doctor/store/bank/agent/technician/engineer/courier/hotel/airline (still) haven't
    /hasn't/didn't/aren't/don't/doesn't/won't/wouldn't/couldn't (want_to/seem_to/bother_to) !need/have/want/see
    /mention/be/owe/lose/pay/regret/like/happen/worry/mind/qualify/remember/get_charged/require/include/cover/apply
    /matter/expire/specify/say/look/know_what/take/do_that/offer *
  you/you're/you've/they/they're/they've/you_guys/bank/company/he/she (have/had/were/keep) charging/charged/billed
    /billing/deducted/took/taken/closed/cancelled/canceled/suspended/blocked/locked/ignored/ignoring/denied/rejected
    /overlooked/forgot/forgotten/lost/sold/ruined/damaged/broke/scratched/threw me/my/our/us/her/his/it/money/about
  you/they (have/had/keep/kept/only) promised/promise/promising (me/us)
  been/keep/kept/keeps promising
  *ed/sent/told/paid it/this/that/them/you/him/for_it (about) <repeatedly>
  though i/we/you/it/they/he
    /she (had/have/already/never/specifically/was/were/paid/told/asked/said/cancelled/canceled/sent/only) *
  without (ever) looking/checking/reading/asking/listening/telling/apologizing/apologising/knocking/checking
  nothing (on/in/with/about) ... works/worked/helps/helped/is_working/is_right/is_done
  hung/hangs up
  shrugged (it/me/us/their/his/her)
  walked/walks away/off/out !from_the
  never/not (once) apologized/apologised/offered/bothered/listened/explained
  talks/talked/talk/speaking/speak over me/us
  attitude problem
  passing the buck
  not my/our problem
  blame/blaming/blamed me/us/it/the_*
  treats/treated me/us as/like
  fob me/us off
  used to love/like/be_good/work/be_great/be_so_good/be_better
  gone/going/went downhill
  at a (total/complete) loss
  in/to tears
  heart is/was broken
  a (real/great) shame/pity/letdown/let-down/disappointment
  i'm/i_am/we're sorry/afraid , but !could/can/i_didn't/what/would/who
  sorry , but there/we/that/the/your/you/this/it
  much/this/so_much/the stress
  had to sleep/throw/borrow/beg/argue/fight/redo/queue/miss/wait
  battery/phone/it/engine/screen dies/died/keeps_dying/overheats/overheated/is_dying
  burnt/burned my/the/out/down
  smells/smell/smelled/smelling of/like/awful/bad/terrible
  full of bugs/holes/errors/mistakes/lies/dust/hair/mold/mould
  not (seem/look/feel/sound) (very) fair/right/legal/acceptable/normal/safe/honest/correct
  doesn't/don't/didn't (seem/look/feel/sound/sit) (very) fair/right/good/well/normal/safe/honest/correct/great
  <not> fair/ideal/impressed/amused/funny/happy/pleased/satisfied/helpful/true !to_good
  not for that/this price
  never been/felt/seen/had/met/experienced so/such/more/anything_so *
  more trouble/hassle than
  too much to ask
  i (only) want/wanted a/an ... apology/refund/explanation/answer
  want/need/deserve/expect/demand an (explanation/apology) (explanation/apology)
  that's/it's/is (so/pretty/very) not good/great/helpful/fair/true/right/nice
  doing/did nothing
  going/gone to waste
  pulling my hair
  banging my head
  been/feel/felt/was misled/conned/duped/deceived/cheated
  no way to run a
  back to square one
  here we go
  good luck with that
  big mistake
  never/not (be) using/buying/staying/flying/shopping/eating/ordering
  cancel/close everything/my_account_right_now/it_all
  it's/is/are/was/still not here/there/showing/in_my_account/on_my_account/anywhere
  isn't/wasn't here/there/showing/in_my_account/on_my_account/anywhere
  nowhere to be (found/seen)
  getting/got (so/very/pretty/a_bit) old/worse/ridiculous/silly/out_of
  more/higher/less/lower/later/slower/bigger/smaller than it/they/i/we should/was/were/agreed (be/have/to)
  double/triple/twice what
  can/could hardly/barely *
  can't/cannot/couldn't (hardly/barely) hear anything/a_thing
  tells/told/tell/telling me/us something/different/one_thing/another (else) different/things/and
  something different every/each/from
  paying/paid/pay for ... ... and/but i'm/we're/i/we/only/not (only/not/never/barely) getting/got/get/receiving
  took/takes/taken (me/us/you/them) (<nearly>) <many> (different) calls/emails/hours/days/weeks/months/tries/attempts
    /people/phone_calls/visits to
  for no (good/apparent) reason
  piece/pile/load of junk/garbage/trash/rubbish/crap
  is/are/was/it's (complete/total) junk/garbage/trash/rubbish/crap
  i give up
  put/putting up with
  get/getting/got away with
  not going to pay/wait/accept/stand/let/put_up/take
  never seen/heard anything like
  lost count
  isn't/not/wasn't the first time
  i'm/we're out <many>/# dollars/pounds/bucks
  what are you (going/gonna) to_do/do about
  somebody/someone/they used/stole/hacked/opened/accessed/is_using/got_into/took_over my/our
  stole/stealing my/our/from
  without my/our permission/consent/knowledge/approval
  passed away
  water everywhere
  bed_bugs/bedbugs/cockroaches/roaches/mice/rats
  flooded/flooding/soaked/soaking my/our/the/wet/through
  food poisoning
  lost in the post/mail/system/transit
  gone missing
  went missing
  nothing to do with me
  neither/none of (them/which/these/it) work/works/worked/helped
  only (lasted/worked) lasted/worked/works for/a/when
  makes/made (it/things) (much/so) worse/harder/difficult/impossible
  can't win
  a/an (absolute/complete/total/real/huge/big/constant/major) joke/mess/disaster/nightmare/disgrace/pain/hassle
    /struggle/inconvenience/insult
  let down (by)
  dropped the ball
  from scratch
  in loops
  here <i> am/are/go again
  how come i/we/i'm/my/nobody/no_one/you/it's
  you've/you_have/they've had my/our ... for <while>
  all <i> want/wanted/need/needed/get/got/hear/asked_for is/was/are *
  the one/ones paying/suffering/losing
  for your/their error/mistake/screw-up
  cut/cutting/turn/turned/shut someone's/my/our ... off
  left (it/them) with_a_neighbor/in_the/outside/on_the_street/at_the_wrong
  on <my> own time
  don't appreciate (being/your/the/how)
  broke/broken/tore/ripped/died/failed/failing (the/after/within/on/in) (the/only/a/two/one/less) first/two/one/three
    /a_week/a_month/a_day/day/minute
  and/it/but/still/has/have/had/was/he/she/they/you/which/that/<thing>/package/order/refund/parcel/driver/technician
    /nurse/doctor/somebody/someone never !had/used/mind/been/been_to/thought/knew/need/ask/share/going *
  hadn't/hasn't/haven't/wasn't/weren't (been) (properly) cleaned/fixed/processed/updated/credited/delivered/sorted
    /resolved/repaired/done/sent/paid/told/given/corrected/posted/refunded/informed/notified/answered/returned/changed
    /removed/replaced/collected/warned/consulted
  ordered/asked_for/booked/requested/paid_for ... ... and/but you/they/i/got/received
    /was (sent/got/received/gave/delivered/brought/was/were/given) (me/us/given/sent) *
  arrived/came/turned_up/showed_up/delivered bent/crushed/smashed/dented/leaking/opened/melted/rotten/used/without
    /dead/stained/ripped/torn/moldy/frozen/spoiled
  was/is/are/were/been no/little help/use/good (at_all/whatsoever) !to/for_needed
  can't/cannot treat/talk/speak
  why should/would/must <i>/anyone/anybody/it
  why do <i> (have_to/always/keep/still/need_to) have_to/always/keep/still
  bare minimum
  been/was/spent/were on_the_phone/on_the_line/on_hold/waiting/trying ... <while>
  hair/bug/insect/fly/glass/plastic/metal/worm/cockroach/mold/blood/stain in/on my/our/the
  bill/charge/charged/invoice/statement/email/letter/billed for ... i
    /we (had/already/have/have_already/never) cancelled/canceled/returned/paid/closed
  can't/cannot/couldn't get a/my/the/this/anything/it ... fixed/done/sorted/through/help/refund/working/open/resolved
    /answered
  keep/keeps losing you/connection
  line/connection is/was terrible/bad/awful/breaking
  bigger/worse than before/ever
  caught/catch fire
  spins and spins

  because of this/you/your/that !i_wanted
  can't/cannot pay that/this/it
  made/making/makes me/us/him/her sick
  and/but/then it/that/they took (me/us/you/them) a/an/<many> day/days/week/weeks/month/months/hour/hours/year
  food/coffee/soup/meal/pizza/dinner/lunch/water/shower/room/tea/order is/was/were cold/burnt/raw/freezing/dry/stale
    /dirty
  i'm/i_am/we're sorry , i/we/that/it/this/there/you can't/cannot/don't/won't/isn't/aren't
  never !used/tried/smoked/missed/owned/opened/activated/registered/planned/visited/needed/changed/moved/worked/lived
    /traveled/travelled/wanted/noticed/realized/realised/asked_for_this *ed
  never sent/came/got/told/gave/showed/went/did/rang/wrote/spoke/put/took/made/left !to/into
  don't/doesn't believe a/you/that/this/anything/me
  how i/we get/got/am/are/was/were treated
  been sitting in/at/there/on/here
  been/is/has/keeps ... sitting/leaking/making/acting/happening/dripping/flickering/blinking/saying/stuck/broken
    /closed/missing/delayed/unresolved ... for/since (<nearly>) <while>/last/yesterday/monday/tuesday/wednesday
    /thursday/friday/saturday/sunday
  charged/billed/debited/called/texted/emailed me/us <repeatedly>
  and/but now ... not/no/can't/won't/doesn't/isn't/cannot/nothing *
  wore/worn/wearing out
  your/the system/agent/bank/company/driver/machine/website/app/technician/rep charged/billed/overcharged/ignored/lost
    /broke/damaged/lied/refused me/us/my/our/to
  asked/told/warned you/them/him/her not to
  half the time
  nowhere near
  sick/afraid/scared that
  taking advantage of
  treated like
  is/are/was/were beyond *
  charged/billed (me/us) anyway/regardless
  harder/worse/slower/longer/more_difficult/more_complicated than
  wouldn't wish (this/that/it) (experience/on) on
  it/they/he/she/landlord/insurance/bank/battery/door/screen/<thing>/somebody/someone/your_*/my_* won't !be/need/have
    /hurt/cost/affect/change/expire/take/show *
  i/we won't pay/stand/accept/tolerate/wait/put_up
  <not> (get/getting/got/receive/received) what <i> ordered/paid/asked/wanted/was/need
  can't/cannot/couldn't deal/take_this/take_it/take_any/find_anyone/find_anything/understand/reach/use/open/access
    /do_anything
  don't/haven't have/got time for this
  don't want to deal/talk/hear/wait/keep/do_this
  don't/didn't/doesn't like the/this/it/that/how/your/being/my
  owe me/us
  can't/cannot be right/true/correct/happening
  caused/causing/causes me/us
  not close to
  rough with
  is/was/were/are (still/always/already/an_hour/<many>_<period>/late/again) late
  want/expect/demand/deserve compensation
  out of options/ideas/luck
  <not> think that's/this_is/it's/that_is right/fair/acceptable/good_enough
  was/were promised
  was/were told <many> different
  for nothing !else
  against our/company/the policy
  <i> can't/cannot do that/this/anything
  made/make/making me/us wait
  spent hours/days/all/weeks/months/<many>_<period> trying/on/waiting/fixing/calling/with
  not my job
  not/isn't/wasn't what he/she/they/your_* *
  too many times
  it's/that's/this_is too late
  over and over (again)
  bugs/insects/ants/spiders/flies in/on/all
  charged (me/us) another/more/double
  -- demands
  give/want/get me my money
  fix (it/this/that) right_now/now/immediately/today
  want/need this/it/that (to) (be/get) fixed/sorted/resolved/done/gone/removed/taken_off (now/today/immediately)
  do something about
  i demand
  stop calling/sending/charging/bothering/harassing/texting/emailing/taking me/us/my/money
  don't tell me to/that/it/you
  i don't care (about/what/that/who/how)
  not paying for/a/another/this/any/that/until
  refuse/refusing to pay

  -- asking for somebody else
  speak/talk/put_me_through/speaking/talking/escalate (this) (to/with) (to/with) a/your/the/someone
    /somebody (a/your) manager/supervisor/boss/higher_up/in_charge/above_you
  want/need/get_me/demand a/your manager/supervisor
  who's/who_is in charge
`;
