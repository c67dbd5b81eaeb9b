import type { Call } from './call.ts';
import { accountLockedOut } from './calls/account-locked-out.ts';
import { bankFraudAlert } from './calls/bank-fraud-alert.ts';
import { bikeSaleUpsell } from './calls/bike-sale-upsell.ts';
import { billingDoubleCharge } from './calls/billing-double-charge.ts';
import { cancelCoffeeBox } from './calls/cancel-coffee-box.ts';
import { complaintEscalation } from './calls/complaint-escalation.ts';
import { dentistReschedule } from './calls/dentist-reschedule.ts';
import { facturaLuzAlta } from './calls/factura-luz-alta.ts';
import { heizungWartungstermin } from './calls/heizung-wartungstermin.ts';
import { hotelLeftViolin } from './calls/hotel-left-violin.ts';
import { insuranceHailClaim } from './calls/insurance-hail-claim.ts';
import { museumOpeningHours } from './calls/museum-opening-hours.ts';
import { parcelMissing } from './calls/parcel-missing.ts';
import { routerNoInternet } from './calls/router-no-internet.ts';
import { smartLockPairing } from './calls/smart-lock-pairing.ts';
import { vueloCambioFecha } from './calls/vuelo-cambio-fecha.ts';
import { warrantyDishwasher } from './calls/warranty-dishwasher.ts';

/** All the calls whose jobs ended well. */
export const CALLS: readonly Call[] = [
  billingDoubleCharge,
  routerNoInternet,
  hotelLeftViolin,
  cancelCoffeeBox,
  complaintEscalation,
  bankFraudAlert,
  bikeSaleUpsell,
  dentistReschedule,
  insuranceHailClaim,
  museumOpeningHours,
  parcelMissing,
  warrantyDishwasher,
  accountLockedOut,
  smartLockPairing,
  facturaLuzAlta,
  vueloCambioFecha,
  heizungWartungstermin,
];
