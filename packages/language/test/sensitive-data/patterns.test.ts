import { redact } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findByPattern } from '../../src/sensitive-data/find-sensitive-data.js';
import { isIban } from '../../src/sensitive-data/ibans.js';
import type { SaidSegment } from '../../src/understanding.js';

const call = (...turns: readonly (readonly [speaker: number, text: string])[]): SaidSegment[] =>
  turns.map(([speaker, text], nth) => ({ speaker, text, startMs: nth * 4_000, endMs: nth * 4_000 + 3_000 }));

function redacted(segments: readonly SaidSegment[]): string[] {
  const found = findByPattern(segments);
  return segments.map(({ text }, index) =>
    redact(
      text,
      found.filter(({ segmentIndex }) => segmentIndex === index),
    ),
  );
}

/** The check digits that make an IBAN of a country's code and an account. */
function ibanOf(country: string, account: string): string {
  const check = Array.from({ length: 97 }, (_, nth) => String(nth + 2).padStart(2, '0')).find((digits) =>
    isIban(country + digits + account),
  );
  return `${country}${check}${account}`;
}

/** Adds the digit that is right at the end of a card number. */
function cardOf(digits: string): string {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, nth) => {
      const doubled = Number(digit) * (nth % 2 === 0 ? 2 : 1);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

describe('personal data by its form', () => {
  it.each([
    ['Mi tarjeta es 4111 1111 1111 1111 o la otra.', 'Mi tarjeta es [CREDIT_DEBIT_NUMBER] o la otra.'],
    ['La carte, 3782-822463-10005.', 'La carte, [CREDIT_DEBIT_NUMBER].'],
    ['Llámeme al 612 345 678 por favor.', 'Llámeme al [PHONE] por favor.'],
    ['Rufen Sie +49 (0)30 901820 an.', 'Rufen Sie [PHONE] an.'],
    ['Mein Telefon: 030/901820', 'Mein Telefon: [PHONE]'],
    ['Le 01 23 45 67 89, merci.', 'Le [PHONE], merci.'],
    ['Ring mig på 12 34 56 78.', 'Ring mig på [PHONE].'],
    ['Il mio numero è 3471234567.', 'Il mio numero è [PHONE].'],
    ['Mi correo es ana.ruiz@correo.example.', 'Mi correo es [EMAIL].'],
    ['Die IBAN ist DE89 3704 0044 0532 0130 00.', 'Die IBAN ist [INTERNATIONAL_BANK_ACCOUNT_NUMBER].'],
    ['Es la E S 9 1, 2100 0418 4502 0005 1332 y ya.', 'Es la [INTERNATIONAL_BANK_ACCOUNT_NUMBER] y ya.'],
    ['Nací el 12/03/1985 en Cádiz.', 'Nací el [DATE_TIME] en Cádiz.'],
    ['Geboren am 12. 3. 1985.', 'Geboren am [DATE_TIME].'],
    ['Nací el 12 de marzo de 1985 en Cádiz.', 'Nací el [DATE_TIME] en Cádiz.'],
    ['Geboren am 12. März 1985.', 'Geboren am [DATE_TIME].'],
    ['Né le 1er août 1985.', 'Né le [DATE_TIME].'],
    ['Родился 12 марта 1985 года.', 'Родился [DATE_TIME] года.'],
    ['我生于1985年3月12日。', '我生于[DATE_TIME]。'],
    ['生年月日は 1985-03-12 です', '生年月日は [DATE_TIME] です'],
    ['生年月日は １９８５／０３／１２ です', '生年月日は [DATE_TIME] です'],
    ['電話は０３－１２３４－５６７８です', '電話は[PHONE]です'],
    ['رقمي ٠٥٠١٢٣٤٥٦٧ شكرا', 'رقمي [PHONE] شكرا'],
    ['شماره من ۰۹۱۲۳۴۵۶۷۸۹ است', 'شماره من [PHONE] است'],
    ['मेरा कार्ड ४१११ ११११ ११११ ११११ है', 'मेरा कार्ड [CREDIT_DEBIT_NUMBER] है'],
    ['メールは ａｎａ＠ｍａｉｌ．ｅｘａｍｐｌｅ です', 'メールは [EMAIL] です'],
  ])('is found in: %s', (text, expected) => {
    expect(redacted(call([0, text]))).toEqual([expected]);
  });

  it.each([
    'Son 1.234.567 pesos, o 1 234 567.',
    'Cuesta €12345678 en total.',
    'Das sind 12.345,67 € im Jahr.',
    'De 2019-2020 a 2024.',
    'Le pedido 482193 y el código 7731.',
    'A las 10:30, ext. 204.',
    'Hubo 2 averías en 2019 y el 12 de marzo.',
    'Die Version 10.2.45.1 geht nicht.',
    'La IBAN ES92 2100 no vale.',
    'Ana y 77 Massachusetts Ave.',
    '你好。请稍等。',
    '',
  ])('is not in: %s', (text) => {
    expect(redacted(call([0, text]))).toEqual([text]);
  });

  it('is found in several goes of one speaker, and where it is read back', () => {
    expect(
      redacted(
        call(
          [1, 'Es 4111 1111'],
          [0, 'Sí, dígame.'],
          [1, '1111 1111.'],
          [0, 'Bien. ¿Y el teléfono?'],
          [1, '612 345 678'],
        ),
      ),
    ).toEqual([
      'Es [CREDIT_DEBIT_NUMBER]',
      'Sí, dígame.',
      '[CREDIT_DEBIT_NUMBER].',
      'Bien. ¿Y el teléfono?',
      '[PHONE]',
    ]);
    expect(redacted(call([1, 'Al 612 345 678.'], [0, 'Entonces 612345678.']))[1]).toBe('Entonces [PHONE].');
  });

  const digits = (length: number) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
  const grouped = (text: string, lengths: readonly number[]) => {
    const groups: string[] = [];
    for (let at = 0, nth = 0; at < text.length; nth++) {
      const length = lengths[nth % lengths.length] ?? 4;
      groups.push(text.slice(at, at + length));
      at += length;
    }
    return groups.join(' ');
  };
  const groupings = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 });

  it('is found however an IBAN or a card is divided', () => {
    const ibans = fc
      .oneof(
        digits(18).map((account) => ibanOf('DE', account)),
        digits(20).map((account) => ibanOf('ES', account)),
        digits(10).map((account) => ibanOf('NL', `ABNA${account}`)),
      )
      .map((number) => [number, 'INTERNATIONAL_BANK_ACCOUNT_NUMBER'] as const);
    const cards = digits(14).map((rest) => [cardOf(`4${rest}`), 'CREDIT_DEBIT_NUMBER'] as const);
    fc.assert(
      fc.property(fc.oneof(ibans, cards), groupings, ([number, type], lengths) => {
        expect(redacted(call([0, `Aquí: ${grouped(number, lengths)}, gracias.`]))).toEqual([
          `Aquí: [${type}], gracias.`,
        ]);
      }),
    );
  });

  it('takes no IBAN with a wrong digit for one', () => {
    fc.assert(
      fc.property(digits(18), fc.integer({ min: 4, max: 21 }), fc.integer({ min: 1, max: 9 }), (account, at, more) => {
        const iban = ibanOf('DE', account);
        const wrong = iban.slice(0, at) + ((Number(iban[at]) + more) % 10) + iban.slice(at + 1);
        expect([isIban(iban), isIban(wrong)]).toEqual([true, false]);
      }),
    );
  });

  it('is at places within the segment, whatever is said', () => {
    const pieces = fc.constantFrom(
      '4',
      '12',
      '+',
      ' ',
      '.',
      '-',
      '/',
      '(',
      ')',
      '@',
      'a',
      'DE',
      'é',
      '好',
      '\n',
      '1985',
    );
    fc.assert(
      fc.property(fc.array(fc.array(pieces, { maxLength: 40 }), { maxLength: 4 }), (texts) => {
        const segments = call(...texts.map((text, nth) => [nth % 2, text.join('')] as const));
        for (const { segmentIndex = -1, startCharacter = 0, endCharacter = 0 } of findByPattern(segments)) {
          expect(startCharacter).toBeLessThan(endCharacter);
          expect(endCharacter).toBeLessThanOrEqual(segments[segmentIndex]?.text.length ?? 0);
        }
      }),
    );
  });
});
