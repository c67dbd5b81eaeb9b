/** What delighted callers say. */
export const DELIGHT = `
  -- praise
  couldn't/could_not (have/be) (been/be/ask/asked/gone/go/worked) (for) (any/a/more) happier/better/nicer/easier
    /smoother/kinder/faster/simpler/quicker/pleased/helpful/perfect
  can't/cannot/couldn't/could_not thank/recommend/praise/fault/rate you/it/them/him/her/this/the_*
    /your_* (guys/team/highly/all) (enough)
  can't complain
  no complaints
  nothing but good/praise/great/positive/nice/helpful/kind/excellent
  <not> had (a/any/one/a_single) (single/bad/any) problem/problems/issue/issues/complaint/complaints/trouble
    /experience
  made/makes my day/week/year
  life/life-saver saver
  lifesaver
  saved the/my day/life/bacon
  above and beyond
  second to none
  spot on
  top notch
  first rate
  world class
  thumbs up
  hats off
  five/5 star/stars
  ten/10 out of ten/10
  you're/you_are/you've_been/you_were/she's/he's/he_was/she_was/they_were (such/an_absolute) a_star/an_angel/a_legend
    /a_saint/the_best/a_gem/so_kind/so_sweet/amazing/awesome/great/wonderful/a_godsend/brilliant/so_helpful/very_kind
    /excellent/fantastic

  -- relief and delight
  weight/load off my/our shoulders/mind
  over the moon
  blown away
  thank goodness/god/heavens
  (exactly/precisely) what <i>/<have>/i'd needed/need/wanted/was_looking_for/were_looking_for/was_hoping_for/was_after
    /were_after/had_in_mind/hoped_for
  worth it/every_*/the_money/the_wait/the_price
  what a ... relief/pleasure/treat/star/difference/service/lovely_*/great_*/nice_*
`;

/** What pleased callers say, and agents with good news. */
export const PRAISE = `
  -- thanks
  thank_you/thanks (ever) so/very much (indeed)
  thanks a lot/million/bunch/ton/heap
  thank you a lot/million
  thanks/thank_you (again/so_much/very_much) for (all/everything) (of) (your/the) (kind/great/quick) help/assistance
    /support/kindness/advice/effort/service/explanation/everything/work/being_so
  thanks/thank_you (again) for helping/sorting/fixing/taking/making/resolving/going/explaining/getting/looking
    /listening/doing/working/coming/walking/suggesting
  many thanks
  much appreciated
  (much/very_much/greatly) appreciate/appreciated it/that/you/your/the/all/this

  -- approval
  <its> (so/a/much/such/all) <good>/better/helpful/a_relief/good_to_know/great_to_know/good_to_hear
  that/which/it sounds/looks/works/seems (so) <good>/good
  (<its>) very/so/too/super kind/sweet/nice/thoughtful/generous/good/helpful/reasonable (of)
  good/great/wonderful/fantastic/excellent/amazing/happy/brilliant news
  good/great/glad/pleased/delighted/happy/nice/lovely to hear/know !about
  happy/glad/pleased/delighted/thrilled to tell/say/see/inform/report/let/have
  happy/glad i/we could
  oh/ah good/great/wonderful/nice/lovely/perfect/brilliant/excellent/fantastic
  <good> , thank_you/thanks
  makes/make/making so/perfect/total/complete/much/a_lot (much/more) (of) sense
  that/it/which makes sense
  (very/such/pretty/always/a/of) good/great/excellent/fantastic/amazing/wonderful/lovely/nice job/work/service
    /experience/help/bargain/bonus/surprise/team/touch/stay/visit/gesture/condition
  pleasant surprise
  happy/pleased/satisfied/delighted/impressed/thrilled/comfortable/content/chuffed with/about/by/that/how/so_far
  knew/knows exactly what/how
  on the ball
  always been (very/so/nothing_but) good/great/there/helpful/kind/reliable/fair/excellent/happy
  <i> (do/always/both/all) love/adore/enjoyed/loved
  i/we/i'm/we're/kids/family/she/he/they (both/all/do) enjoy/enjoyed/enjoying/loving/loved !the_call
  i/we (do/quite) like/liked the/your/this/it/how/that/what/my !to
  more than fair/generous/helpful/happy_with/good
  time of my/our/their/her/his life/lives
  a/an/were/are/was angel/angels/saint/saints/hero/heroes/star/stars/lifesavers
  in (such) good hands
  big thank_you/thanks
  knew/knows his/her/their/your stuff
  night and day
  as described/advertised/pictured
  crystal clear
  means/mean/meant (so/a/the) (much/lot/world) to me/us
  exactly why <i> stay/choose/chose/use/keep/come/switched
  never let/lets me/us down
  never fails/failed/disappoints/disappointed
  can always count/rely/depend on
  count on you/your
  don't know what i'd/i_would/we'd do/have_done without
  couldn't have done (it/this/that) without
  thanks to you/your
  you rock
  hit the spot
  like magic
  never looked back
  top marks
  wish everyone/everybody/more/all (people/companies/was/were) (was/were) as/like *
  more people like you
  finally someone/somebody/a_person who/that *
  glad/happy/pleased i called/switched/asked/bought/chose/stayed/did
  the extra mile
  (i/we) got my/our money/refund back (already/so/quickly)
  got the hang of
  no fuss
  far/way exceeded
  explained/explain/handled/dealt/did/done ... well/perfectly/beautifully/brilliantly/professionally !but
  music to my ears
  made/makes/make it/this/that/everything/things (so/much/very/a_lot) easy/easier/simple/painless/smooth/clear
  picked/pick up right/straight/immediately/within
  answered right/straight/immediately/quickly
  less than <i> thought/expected/feared/was
  nice/good/pleasant/lovely/refreshing to deal/talk/speak/work/chat with/to
  first person/one/time/agent/company (who/that) (has) helped/listened/understood/cared/knew/took
  restored my faith
  no regrets
  big/huge fan
  love it/this/the/that/your/how/my/our
  good/great/excellent/perfect/mint/beautiful condition
  as good/nice/comfortable as (i/we/it) *
  keep up the good/great
  pass on my/our thanks/compliments
  put in a good word
  compliment you/your/the/him/her
  i/we owe you
  you guys/folks/people are/have_been (so/always/all) great/amazing/awesome/good/fantastic/wonderful/the_best/rock
    /helpful
  best/nicest/kindest/easiest/fastest/smoothest ... i've/i_have/we've/we_have
    /i've_had ever (had/seen/dealt/used/bought/spoken/stayed/eaten)
  best ... ever/i've_had/in_ages/all_week/all_day/yet
  can finally sleep/relax/breathe/get/use/watch/work/stop
  feel/feels/feeling at home/ease
  put_a_smile on my
  such a/an nice/lovely/kind/helpful/great/good/sweet/friendly *
  turned out great/well/lovely/perfect/beautifully/nicely
  look/looks/looking/fits/fit/works/tastes/sounds/runs/feels perfectly/great/beautiful/amazing/lovely/wonderful
    /gorgeous/fantastic/perfect/brilliant/like_new/awesome
  problem free
  trouble free
  fair play
  never had/seen/met such/a/anyone (such/so/as) good/great/excellent/nice/wonderful/easy/smooth/kind/helpful
  no trouble/problem/hassle at_all *ing
  give you/it/them/him/her ... stars
  like a pro/champ/dream/charm
  happy/glad/pleased/delighted to confirm/announce/offer
  had/have/got no problems/issues/trouble/complaints (at_all/so_far)
  i/we (do) trust you/your/them
  treated (so/very) well/kindly/fairly
  solved/fixed my/the/our problem/issue/problems
  means a lot/so_much
  help/helps/helped a_lot/a_ton/so_much
  everything <i> wanted/needed/hoped
  went/gone/going (so/very) well/great/smoothly/perfectly
  delivery/shipping/service/setup/process/installation/response/check-in/class/it was/is (so/very/super) fast/quick
    /easy/simple/smooth/painless/fun
  came/arrived/shipped/delivered (so/very) quickly/fast
  quick/fast/prompt/speedy response/reply/service/delivery/shipping/turnaround
  in luck
  can't/cannot/couldn't believe how (much) quick/quickly/fast/easy/easily/good/well/nice/kind/helpful/simple/smooth
    /better/easier
  clears/cleared/clearing everything/that/it/things/this up
  treated/treats/treat me/us (so/very) well/kindly/fairly/right/great/wonderfully
  easier/better/simpler/nicer/faster/quicker to use/understand/read/set/follow/work/deal
  well done
  it/that works
  fixed it/that/the_*/my_*/everything/them !by
  handled everything
  recommend you/it/this/them/him/her to/highly
  never been happier/better/more_pleased
  i/we like it/this/that a_lot/so_much/very_much
  bless you
  highly/would/will/happily/i'll/i'd/always recommend !*ing
  been/was/it's_been/is a_pleasure/such_a_pleasure/a_joy/a_delight/a_big_help/a_great_help/a_huge_help/such_a_help
  a/such_a/been_a big/huge/great/massive/real/tremendous help/relief/improvement/difference
  been (so/very/of/of_great/more_than) helpful/patient/kind/great/help/useful/wonderful/excellent
  you/you've/he/she/they/that/it/has (have/all) helped (me/us) (out) (so/a/more/very) much/lot/ton/than_enough
    /immensely/out/through/enormously
  walked me/us through
  took/taking the time to
  went/go/going/gone out of his/her/their/your way
  great/good/wonderful/excellent/fantastic/amazing/lovely/brilliant to/and talk/work/deal/friendly/helpful
    /professional
  i'll/we'll/will be coming/shopping/ordering/booking/staying (here/with_you) back/again
  wouldn't go/want/change anywhere/any_other/a_thing
  stick/sticking with you
  tell/telling all/my (all) (my) friends/family !to/not/never/about_how
  exceeded (all) (my/our) expectations
  didn't expect it/that/this to be so/that quick/easy/fast/good/smooth
  i/we/customer/been ... always been happy/satisfied/pleased/treated_well
  hooray/hurray/yippee
  did/done a ... job
  everything looks/is/was/works/seems/went (all) normal/fine/good/great/perfect/okay/smoothly/well/brilliant/here
    /excellent
  so/very pleased/happy/glad/grateful/impressed/satisfied

  -- it works
  <thing>/it/that/my_*/the_* (all/finally/now) works/worked (now/again) now/again/fine/great/perfectly/well
    /beautifully/like_a_charm
  <thing>/it's/they're/is/are/was/and/now (all/finally/now) working/running/loading/loaded (again/now) now/again/fine
    /great/perfectly/well/properly/smoothly/beautifully/correctly
  <its>/<thing>/is/are/finally (now/all/finally) fixed/sorted/solved/back_up/back_online/all_working (now/again)
  <thing> (is/was/has_been) (finally/now/all) (back/back_up/up) fixed/sorted/solved/resolved/on_again/back_up/back_on
    /online
  all/finally/now (been) sorted/fixed/resolved/working/good_now/approved/arrived
  that's/it's/is finally/all/now sorted/fixed/resolved/working
  up and running
  back to normal
  did/does/done the trick
  that/which/it/this did/fixed/solved/sorted/worked/helped/helps it/that/the_*/everything/a_lot/so_much/great
    /perfectly/me_a_lot
  that/this/which (has/did) helped/helps/worked !yesterday/before/until
  problem/issue/matter (was/is/has_been/got) (quickly/finally/now/all) solved/fixed/sorted/resolved !by/within/in_the
  finally came/come/went/gone/got through/here/it/my
  (refund/payment/money/it/order) (has/finally) came/come/went/gone through this_morning/today/now/fine/yesterday/okay
    /already/no_problem
  it's showing (up) now
  like a charm/dream
  like/as_good_as new
  no more/further problems/issues/trouble/errors/hassle/surprises/worries
  without a/any problem/problems/issue/issues/hitch/fuss/hassle/trouble
  <i> (got/am) (finally/now) it_working/it_sorted/that_sorted/back_online/in_now/it_to_work
  got it/that done/sorted/fixed/working/resolved

  -- better than expected
  (much/so_much/way/a_lot/far/a_bit/lot) faster/quicker/easier/better/sooner/cheaper/simpler/smoother/nicer
    /earlier than <i>/i'd/<have>/expected/anticipated/before/ever/my/the
  so_much/a_lot/much/lot better/easier/happier/clearer/smoother/cheaper/faster (about/now)
  arrived/came/delivered/here/ready/done (a_day/two_days/a_week/right/bang) early/on_time/ahead/sooner/promptly
    /in_perfect
  in no time
  right on time
  ahead of schedule/time
  as promised
  quick and easy/painless/simple
  so/very/super/surprisingly easy/quick/simple/fast/convenient/smooth/painless
  piece of cake
  a breeze
  that was quick/fast/easy/simple/painless
  peace of mind
  mind at ease/rest
  can't/cannot wait (to/for)
  i'm/we're looking forward

  -- feeling well looked after
  feel/feels/feeling/felt (a_lot/so_much/much/very/so/in) better/great/relieved/reassured/valued/safe/confident
    /safe_hands/good_hands
  looked/looks/looking after (me/us) (well/very_well/so_well)
  taken/took/taking care of me/us/this/everything/it/that
  happy/satisfied customer
  got through straight/right away
  worked first/the_first time/try

  -- good news from agents
  able to waive/refund/credit/get_that/get_you/approve/reverse/recover/reduce/find_you/save/lower/fix/resolve/offer
    /upgrade
  been/was/were/got/you're/it's (already/now) approved/accepted/upgraded/reinstated
  waived/removed/credited/refunded the/that/your/it/you ... for_you/in_full/as_a_courtesy/back
  you'll/you_will/you're_going_to save
  you're/you_are eligible/entitled/covered !for_what
  congratulations
  as a (gesture/token) of goodwill/thanks/appreciation
  free of charge
  on the house
  saved/saving/saves/save me/us/you (a/so/over/quite/about) lot/much/fortune/money/time/hundreds/bit/bunch/ton/#
  you (do/now) qualify
  no (extra/additional) charge/cost for_you/to_you/at_all
`;
