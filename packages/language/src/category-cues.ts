import type { CallCategory } from '@earshot/core';
import type { Cues } from './cue-strengths.js';

/**
 * What is said in calls of each category, by how much it says: 1 hints at it, 3 leaves little doubt. In the notation of
 * `phrases.ts`.
 */
export const CATEGORY_CUES: Cues<CallCategory> = {
  Billing: {
    3: `
      overcharge*/overbilled/double-charged/double-billed
      charged/billed/invoiced/debited (me/us) ... twice/again/two_times
      charged/billed (me/us) for
      why ... charged/billed/charging/billing
      still/keep/keeps/kept/been/being/was/were/got/get/gets charged/billed/invoiced/charging/billing
      refund/money ... still/never/hasn't/haven't/not
      waiting ... ... refund/reimbursement
      don't/didn't/not/never recognize/recognise/authorize/authorise/make
      transaction/transactions ... ... don't/didn't
      take/took/taken/taking/takes/debited/deducted ... ... my account/card/bank
      money/payment out of my/our
      late/overdraft/cancellation/roaming/processing/administration/admin/annual/no-show/baggage/transaction/service fee/fees
      how much ... owe
      credit/rebate/refund ... ... never/hasn't/didn't/not/still posted/show/showed/come/been/arrived
      pulled/drafted/drafting/drawn ... from/my/our/out
      past/payment/bill due
      outstanding/remaining balance
      payment plan/plans/method/extension
      collections/collection agency/notice/letter
    `,
    2: `
      invoice/invoices/invoiced/billing/billed/refund/refunds/refunded/reimburse*/autopay/auto-pay/installment*/instalment*
      my/our/the/a/this/that/your/last/next/monthly/gas/water/electric/electricity/phone/hospital/medical/first/paper bill/bills
      a/the/this/that/these/extra/unknown/strange/duplicate/unauthorized/pending/wrong charge/charges
      a/the/this/that/another ... charge/charges/fee/fees on/for
      charged/charges/charging me/us/my/our
      a/the/any/another/extra/late/these fee/fees
      make/made/making/sent/missed a/the/my/our/that/this payment
      pay/paying/paid my/our/the/this/a/off ... bill/balance/invoice/loan/rest/fee/amount
      payment/payments/card ... declined/bounced/failed/twice/pending/reversed/late/overdue/unpaid
      direct debit
      standing order
      gone out of my/our
      in arrears
      automatic payment/payments
      money back
      waive/waived/dispute/disputing/contest
      price/rate/premium/bill/payment/it ... go/gone/went/going up
      bill/statement/invoice/total/amount ... ... higher/double/doubled/wrong/more/incorrect
      discount/promo/promotion/coupon/credit/rate ... wasn't/isn't/not/never/didn't
      on my/the/our statement
      owe/owes/owed
      vat/tax/co-pay/copay/receipt/itemized
    `,
    1: 'statement/deposit/premium/deductible/payment/payments/balance/charge/charged/paid',
  },
  'Tech support': {
    3: `
      error code/message/messages
      an/this/some/strange/server/same error
      blue/black/white/blank/loading screen/page
      keeps/keep/kept crashing/freezing/disconnecting/dropping/buffering/loading/restarting/spinning/lagging
      tech/technical/it support/help/assistance/problem/problems/issue/issues
      internet/wifi/wi-fi/connection/network/broadband/signal ... cutting/cuts/slow/drops/dropping/disconnects/disconnecting/weak
      wifi/wi-fi/bluetooth/internet/app/software/program/website/email/emails/printer/computer/laptop/modem/router/voicemail/microphone ... isn't/doesn't/won't/not/stopped/can't/crashes/freezes
      can't/cannot/couldn't/won't/doesn't/not/unable_to/trouble/stopped ... connect/connecting/sync/syncing/pair/pairing/load/loading/upload/uploading/download/downloading/install/installing/print/printing/stream
      set/setting up ... ... router/modem/device/printer/computer/laptop/tv/box/camera/thermostat/email/wifi/wi-fi/network/phone/equipment
      no signal/connection/internet/picture/sound/audio/service/dial_tone
      factory reset
    `,
    2: `
      wifi/wi-fi/broadband/hub/router/modem/vpn/firmware/bluetooth/browser/ethernet/server/database/hotspot/software/api/gps
      crash/crashes/crashed/crashing/freezes/freezing/froze/frozen/glitch*/bug/bugs/buggy/buffering/lagging/offline
      restart*/reboot*/reinstall*/re-install*/troubleshoot*/configur*/sync/syncing
      error/errors
      the/your/my/our/this app/application/website/page/site/system/screen/program/portal ... won't/doesn't/isn't/can't/not/keeps/stopped/gives/says
      sim card
      installed/install/installing the/an/a/your/my/it ... update/app/software/program/version/driver
      since/after ... ... update/upgrade/version/migration
    `,
    1: 'app/application/website/internet/device/computer/laptop/printer/network/email/tablet/microphone/screen/update',
  },
  'Customer service': {
    3: `
      reschedule/rescheduling/rebook/rearrange
      move/change/push/postpone/switch/shift/bring ... ... appointment/booking/reservation/visit/slot/installation/flight/checkup/check-up/pickup/stay/delivery
      cancel ... ... appointment/booking/reservation/order/visit/delivery/flight/room/table/trip/class
      call off
      where/where's/track/tracking ... my/our/the order/package/parcel/delivery/shipment
      status of/on my/our/the order/package/parcel/delivery/shipment
      when ... my/our/the order/package/parcel/delivery ... coming/arrive/arriving/here/come/ship/be
      order/package/parcel shipped/gone_out/left/on_its_way
      tracking number/link/code
      transfer/connect/put/transferred/connected (me/us) (through) to/with
      take/remove me/my/us ... ... list/lists
      opt out
      stop sending/calling/emailing/texting
      say/give/pass/tell/express ... thanks/thank_you/compliment/compliments/praise
      wanted/like/want/calling to thank
      positive/good/some/leave/give feedback
      was/were/is/did (a/an) (so/very/really/such) fantastic/wonderful/helpful/amazing/great/lovely/brilliant/excellent
      great/good/wonderful/excellent/amazing job
      confirm my/our/the/a appointment/booking/reservation/order
      change/move ... from ... to
      missed a call
      how nice/great/helpful/kind/wonderful/pleased/happy ... was/were
      switch me from
      from ... to email/text/texts/emails/paper/mail
      number of people/guests/seats
      let ... know i/that_i called
      call me back
      name/seat/date/time/spelling on my/our/the ticket/reservation/booking
      when it's/it_is/it_will coming/arriving/be
      combine my/our/two/the
    `,
    2: `
      confirm/check/check_on my/our/the/that ... appointment/booking/reservation/order/delivery/shipment
      speak/talk to/with someone/somebody in/from/at
      department please
      returning/calling_back ... call/message
      calling back
      call me back
      leave/left a message for
      resend/re-send
      send/mail/email/fax me/us/my/it ... ... copy/confirmation/form/forms/letter/documents/records/number
      make/book/schedule/need an/my/another ... appointment/check-up/checkup/cleaning/visit
      add/change ... to/on my/our order/booking/reservation/ticket
      contact/communication/notification/email preferences
      refill/refills
      window/aisle seat
      extension number
      note/message for/to the driver/doctor/team
    `,
    1: `
      appointment/booking/reservation/preferences/callback/wheelchair/certificate
      instead of
    `,
  },
  'Account support': {
    3: `
      password/passwords/passcode/username/log-in/log-ins/login/logins/sign-in
      log/logging/sign/signing (back) in/into/on
      locked (me/us) out
      can't/don't/cannot remember my/the
      come/get/take off (of) my/our/the policy/plan/account
      account ... locked/blocked/suspended/hacked/disabled/frozen/compromised/inactive
      locked/blocked/suspended/hacked/disabled my/our/the account
      two-factor/two-step/two_factor/two_step
      verification/security code/codes/question/questions
      identity check
      verify/verifying/confirm/prove my/our identity/account
      close/delete/deactivate/reactivate/suspend/pause/freeze/merge/reopen ... my/our/the/this/an account/accounts/profile
      cancel/end/stop/terminate/discontinue/pause ... my/our/the/this membership/subscription/contract/service/policy/plan
      change/update/updating/changing/correct ... ... address/phone_number/email/name/number/details/information/beneficiary/pin
      new/old address/phone_number/email/last_name
      authorized user/users
      add ... ... to my/our/the ... insurance/policy/plan/coverage/account
      on/off my/our joint account
      account holder/owner/number/access
      in/into/to my/our/his/her name
      card/wallet/purse ... lost/stolen
      put a stop on
      lost/stolen/block/freeze/activate ... my/our/a/the/debit/credit card
      my/our/a/the/credit/debit card stolen/lost
      downgrade/downgrading
      name changed
      got/getting married/divorced
      move/moving/drop/dropping/go/going down to
      merge/merging my/our/two/the
      change/changing/correct ... name on
      switch/change/move/go ... ... cheaper/smaller/basic/lower/different plan/package/tier
      add/remove/take ... ... to/from/off/on/as (my/our/the) account/policy/plan/user
      on/in my/our/your file/records
      get/getting into my/our ... account/portal/profile
    `,
    2: `
      on file
      ownership/credentials/deactivat*
      online account/access/banking
      my profile/pin
      admin/user access/rights
      transfer ... account/service/policy
      close my/our/the account
      moved/moving ... address/mail/ohio/house/apartment
      change my/our plan
      i/we moved
      power of attorney
    `,
    1: 'account/profile/membership/subscription/plan/access/register/address',
  },
  Sales: {
    3: `
      interested in ... buying/purchasing/getting/a/the/your/signing/joining/switching/refinancing/leasing
      want/like/love/ready/looking/wanna/wanted/need/thinking to/of/about/at/for buy/buying/purchase/purchasing/order/sign_up/signing_up/upgrade/upgrading/subscribe/pre-order/enroll/join/rent/lease
      i/we want/need/'d_like/would_like ... to buy/purchase/order/upgrade
      i'd/we'd like to buy/purchase/order/upgrade/join/subscribe/rent/lease/reserve
      get/have/need/want/give_me/for a/an ... quote/estimate/demo/proposal
      price/prices/pricing/rates for/on/of/list
      how much is/are/for/would/does/do/it/more/to
      what would/does/will/do it/that/this/you/a/an/the ... cost/come/charge
      what/which ... plans/packages/options/deals/offers/rates/interest/discounts ... you
      any/special/a/the/your deals/deal/offer/offers/promotion/discount/discounts/specials/sale
      sales rep*/team/person/department
      in sales
      sign (me) up
      free trial
      price match
      promotions/specials/deals/discounts/sale on/for
      in the market for
      i want in
      student/senior/group pricing/price/rate/rates/discount
      match the/their/that price
      apply for a/an ... credit_card/mortgage/loan/card
      open/opening a/an ... savings/checking/bank/business account
      upgrade to/my/our/the
      add ... ... to my/our/the package/policy/plan/subscription
      shopping around
      in stock
      test drive
      place/placing an order
      calling to order/buy/book/reserve
      pre-order/preorder
      start/begin a/an/my subscription
      do you sell/rent
      give me an offer
      book/booking (a/an/the) flight/room/table/trip/cruise/hotel/holiday/vacation/ticket/tickets to/for/on/in
      promotion/offer/deal/sale you have
      take out a/an/new
    `,
    2: `
      quote/quotes/pricing/brochure/demo/licenses/licences/financing/upgrade/upgraded/purchase/voucher
      i/we want/need/'d_like to/a/an/some/two/three/ten/another/more
      book/reserve/rent a/an/two/three/four/some
      tickets/ticket to/for
      switch/switching/come/coming to you
      comparing/compare
      cheapest/cheaper/best/better plan/option/price/deal/offer/package
      new customer/customers
      i'm/we're looking/shopping/considering for/to/at/into/a/your
      your ad/advert/offer/promotion
      difference between ... ...
      add a/another/more/five/two ... line/lines/users/seats/channels/storage
      cost/costs
    `,
    1: 'buy/buying/price/prices/deal/deals/discount/discounts/offer/offers/promotion/cost/plan/package/packages/order',
  },
  Complaints: {
    3: `
      complain/complains/complaining/complained/complaint/complaints/grievance
      speak/talk/get/put/give/want/need ... ... manager/supervisor/boss
      your manager/supervisor/boss/superior
      somebody/someone/person in charge
      above you
      whoever/who's/who_is in charge
      rude/disrespectful/disrespected/unprofessional/impolite/condescending/dismissive/incompetent/arrogant/sarcastic/nasty/insulted/insulting/hostile/aggressive
      hung/hangs/hanging up
      talked/talks/talking down
      yelled/shouted/swore/laughed/screamed at
      lied/lying/ignored/mistreated/humiliated
      unacceptable/ridiculous/outrageous/outraged/disgrace*/appalling/disgusting/disgusted/pathetic/furious/livid
      terrible/horrible/awful/worst/poor/bad service/experience/attitude/treatment/support
      the worst
      fed up
      sick (and_tired) of
      had enough
      nobody/no_one/none ... called/calls/replied/answered/listens/listened/cares/helps/helped/does/fixed/responds/responded
      never ... called/got/gotten/heard/replied/answered me/back/an/a
      second/third/fourth/fifth/sixth/tenth/umpteenth time ... ... calling/called/call/i'm/i've/this
      called ... two/three/four/five/six/seven/eight/nine/ten/several/many/multiple times
      every time i
      on hold for/more/over/almost
      waiting/waited/hold for/over/more/almost an/one/two/three/forty/thirty/fifty/hours/hour/45/40/30
      given/giving/getting the run-around/runaround
      how/the_way ... treat/treated/handled/spoken/spoke/talked
      legal action
      my/a/to/your lawyer/attorney
      make/file/lodge/log/register a/an/my (formal/official) complaint
      escalate/escalated/escalating/escalation
      an apology
      bad review
      fobbed off
      lifted a finger
      take this further
      kept waiting
      want answers
      how many (more) times
      let me/us down
      wasted my/our
      chasing you/this
      promised ... call/callback/call-back
      so/this long to reach/get/answer
      got/get/was cut off
      on me/us twice
      stay away
      put/connect/get me ... ... manager/supervisor/boss
    `,
    2: `
      manager/supervisor
      unhappy/dissatisfied/disappointed/disappointing/frustrated/frustrating/angry/upset/nightmare/useless/unbelievable/shame/ashamed/ombudsman/lawyer/attorney/sue
      not happy/satisfied/good_enough
      tired of
      passing/passed/transferred/bounced ... around/department/departments/times
      two/three/four/five/six/seven/eight/nine/ten/several/many/multiple/hundred calls/emails/messages/departments/people/times
      your/the staff/agent/representative/employee/driver/salesman/nurse/receptionist/waiter/clerk/cashier/technician ... was/were/told/talked/treated/refused/is/made
      my lawyer
      loyal customer/customers
      treat/treated/treats me/us/you/people/customers/your
      call/calls me/us back
      how long you/it
    `,
    1: 'terrible/horrible/awful/again/nobody/never/promised/treatment/attitude',
  },
  'Product issues': {
    3: `
      defective/defect/faulty/malfunction*
      wrong/incorrect/different size/color/colour/item/product/model/shade/flavor/part/thing/one
      ordered/wanted/asked ... ... but/and ... got/received/sent/came/is/arrived
      sent/delivered/gave me/us a/an/the ... wrong/different/small/large/blue/red/black/white/green/one
      missing/without (a/the/some/one/two) ... part/parts/piece/pieces/screws/leg/legs/cable/charger/lid/doors/instructions/rail
      part/parts/piece/pieces/leg/legs/screws/cable/charger/lid/remote ... is/are/was/were/wasn't missing/in/included
      under/in/within/the/my/claim/still warranty/guarantee
      return/exchange/swap/replace/returning/exchanging/replacing (a/an/the/my/this/these/some/it) ... shoes/dress/jacket/shirt/sweater/coat/pair/item/product/size/boots/it/them/one/bought/ordered/backpack/camera/headphones
      send/sending/sent/give/take/bring (it/this/them/these/that) back
      send/sending back
      bought/purchased/ordered ... ... stopped/broke/broken/doesn't/won't/isn't/fell/already/dead/cracked/leaks
      i/we bought/purchased/got ... ... and/but it/they/the ... doesn't/don't/won't/isn't/broke/stopped/fell/is/are/leaks
      arrived/came/delivered/received/got/was/were ... broken/damaged/cracked/smashed/crushed/dented/scratched/shattered/leaking/defective/opened/torn
      fell/falling/came/coming/fall/come apart/off/undone
      broken/cracked/damaged/scratched/shattered/smashed/bent/torn/ripped/chipped when/in/on/screen/glass/already
      return label
      poor quality
      packed up
      conked out
      come apart
      sent me the/a/an/two
      doesn't/don't/didn't fit
      too small/big/large/tight/short/long
      return a/an/the/my/this/these/some
      need/want/get/like/for a/an replacement
      past/expired its/expiration/date
      turn/turns on
    `,
    2: `
      broken/broke/damaged/cracked/shattered/smashed/scratched/torn/ripped/bent/leaks/leaking/spoiled/expired/moldy/stain/stained/dented/snapped
      warranty/guarantee/replacement/exchange
      return/returning
      new ... ... doesn't/won't/isn't/stopped/broke/broken
      stopped/quit working
      i/we ... bought/ordered/purchased
      that/which/what i/we bought/ordered/got
      in/from the box/package/kit
      won't/doesn't start/charge/turn/switch/heat/cool
      looks nothing like
    `,
    1: 'bought/purchased/unpacked/item/product/battery/zipper/wheel/box/sharp/smell/smells/noise',
  },
  'Service issues': {
    3: `
      technician/engineer/plumber/electrician/installer/repairman/driver/courier/crew/cleaner/cleaners/nurse/taxi/cab/ride/bus/train/shuttle/truck/movers/guy/nobody/no_one/no-one/someone/somebody/he/she/they/one ... never/didn't/hasn't/haven't/not/did_not ... show/showed/come/came/turn/turned/arrive/arrived/appear/appeared
      nobody/no_one/no-one/none came/come/showed/turned/arrived/was/is/here/picked
      no-show/no_show
      outage/outages/blackout
      no power/electricity/water/gas/hot_water/heat/heating
      power/electricity/water/lights/cable/heating/internet/service ... is/are/was/has_been/have_been/went ... out/off/down/cut
      without power/electricity/water/internet/heat
      are/is/been/went (all/both) down/out
      package/parcel/order/delivery/shipment/letter/mail/groceries/food/meal/prescription/luggage/bag/bags/suitcase/furniture/refund ... late/delayed/lost/overdue/stuck/missing/stolen
      package/parcel/order/delivery/shipment/groceries/food/luggage/bags/suitcase/furniture ... hasn't/never/not/didn't/haven't/isn't ... arrive/arrived/come/came/here/shown/delivered/showed/been
      still not/isn't/hasn't/haven't/waiting ... ... here/arrived/package/parcel/delivery/order/come
      never/haven't/hasn't/didn't got/received/arrived/receive/arrive/get ... ... package/parcel/order/delivery/it
      says (it) (was) delivered
      delivered/left/went/going to/at the/my/our/someone/somebody wrong/neighbor/neighbors/else
      wrong address/house/door/technician
      was/were/is/are/been supposed/meant/scheduled/due to/for/at/between/on/yesterday/today
      flight/train/bus/appointment/booking/reservation/class/trip/ride/surgery/event (was/were/got/has_been/is) canceled/cancelled/delayed/overbooked/lost/missed/postponed
      you canceled/cancelled/lost/missed/forgot my/our/the/us
      no record/trace of/that
      wasn't/weren't/not ready/available/picked_up/collected/finished/cleaned
      minutes/hours/hour/days/day/week/weeks late
      arrived/came/showed_up/was/were late
      stranded/double-booked
      aide/caregiver/doctor/carer/driver/guide/sitter/babysitter ... didn't/never/hasn't/wasn't ... come/show/came/here/there
      lost power/electricity/heat/water
      mail/package/parcel/order ... hasn't been/come
      missed ... window/windows/appointment/appointments
      ruined my/our/the
      never/hasn't/didn't happened/happen
      promised/booked for monday/tuesday/wednesday/thursday/friday/saturday/sunday/today/yesterday
      drove past
      nothing reserved
      isn't/doesn't/not ... in the/your system
      damaged/broke/scratched/hit my/our
    `,
    2: `
      late/delayed/delay/delays/overdue
      lost my/our/the
      left/stopped without/before ... finishing/finished/done
      cut off
      disconnected by/the/my
      skipped/missed my/our/us/the
      in my/our/the whole/entire/area/street/neighborhood/building/town/block
      picked up
      waited/waiting/wait ... ... day/morning/hours/home
      our/my room/table/car ... somebody/someone/else
      gave our/my
      wasn't/hasn't_been/haven't_been switched/activated/connected/installed/transferred/completed/picked/collected/cleaned
      failed/happened again
      somebody/someone else
    `,
    1: 'delivery/technician/delivered/luggage/courier/canceled/cancelled/arrived/flight/parcel/package',
  },
  'General inquiries': {
    3: `
      opening/business/store/office/holiday/visiting/working/your hours/times
      what/which time/times/days/holidays ... ... open/close/opens/closes/closed/check-in/start/starts
      when/until ... you/it/they/store/office/branch/pool/library ... open/close/opens/closes/closing/opening
      are you (guys) (also/still) open/closed
      you're/you_are open/closed
      how late/long are you open
      nearest/closest branch/store/office/location/atm/shop/clinic/center
      where are/is you/your/the ... located/office/store/branch/clinic/nearest
      what/what's/about/on/know/explain your/the ... policy/policies/rules/requirements/procedure/process/deadline
      policy on/about/for
      question about how/your/whether/opening/the
      do/does you/it ... accept/take/ship/deliver/offer/allow ... to/in/on/for/my
      do you accept/take/ship/deliver/speak
      does my/the/your ... cover/include/pay
      how does/do your/the/this/it/i/points/reward/rewards ... work/works
      how long does/do/will it/a/the/shipping ... take/be
      how early/far/often ... ... to/can/is/are/do
      what documents/paperwork/id/forms/identification/vaccines
      need/have_to ... ... bring/appointment
      status of/on my/our/the ... claim/application/request/case/loan/permit
      has my/our/the ... application/claim/loan/request/case ... approved/processed/decided/received
      is/are there (a/any) ... parking/wifi/wheelchair/bus/limit/age/restrictions
      age limit
      wondering if/whether/what/how/when/about
      fax/phone number/address of/for
      allowed/permitted/included in/on/with
      baggage/luggage allowance
      can i bring/use/drop
      walk/walk-in in/ins
    `,
    2: `
      hours/located/location/directions/parking/eligible/eligibility/requirements/terms
      return/refund/cancellation/privacy/shipping/pet/your policy/policies
      just/quick/general/a question/questions
      wanted/like/want/curious to know/ask/find_out
      could/can you tell me whether/if/what/how/when/where
      do you know
      do i need/have to
      is it possible/okay/ok/safe
      what is/are/what's the ... limit/minimum/maximum/difference/number/address/deadline
      open on/today/tomorrow/tonight/late
      what happens if
      is my claim/application
      are your/you/there/pets/dogs/kids
      which floor/bus/holidays/documents/vaccines
    `,
    1: `
      how do/does/long/often/many
      what is/are/do/does
      do/does/is/are you/it/there/my/the
      information/process/general
    `,
  },
  Other: {
    3: `
      wrong number/department/person/place
      dialed/dialled/called/dial ... ... accident/mistake/wrong
      pocket/butt dial*
      pocket-dialed/butt-dialed
      leave (me/us) a/your message
      after the beep/tone
      you've/you_have reached
      mailbox/voicemail of
      call me (back) when you
      there's/there_is/no no/mike/jennifer/one_here
      not available to take
      meant/thought/trying to call/this_was
      this isn't/is_not
      isn't this
      happy birthday/new_year
      merry christmas
    `,
    2: `
      never mind
      nevermind/testing/survey/poll/donate/donation/charity/election
      forget it
      can you hear me
      hello , hello
      how are/is you/the_family
      you've/you_have won
      extended warranty
      press one/two
      what's up
      good morning/afternoon/evening/night ...
      mom/dad/mum/grandma/honey/babe/buddy/dude
      the weather/game/movie/match
      just wanted/bored ... ... chat/talk
      who is/are this/you
      your call is important
    `,
    1: 'hmm/bye/hello/okay/haha/weather/lunch/dinner/wedding',
  },
};
