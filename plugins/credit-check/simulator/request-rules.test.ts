import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditRatingRequest, referenceOf } from '../providers/schufa-messages.ts';
import { violationsOf } from '../test-data/openapi.ts';
import { question } from '../test-data/persons.ts';
import { readRequest } from './request-rules.ts';

const isAccepted = (body: unknown): boolean => 'request' in readRequest(body);

/** Texts at the edges of what is allowed: empty, too long, foreign letters, signs that no pattern knows. */
const anyText = fc.oneof(
  fc.constantFrom(
    '',
    'Peter',
    "O'Hara-Łęcki (geb. Ñandú)",
    'a@b',
    'Straße 1/2',
    'Σωκράτης',
    'DEU',
    'de',
    'line\nbreak',
    '"',
    '1985-11-03',
    '0001-01-01',
  ),
  fc.integer({ min: 20, max: 50 }).map((length) => 'x'.repeat(length)),
  fc.string({ maxLength: 12 }),
);
const anyAddress = fc.record(
  { streetWithNumber: anyText, postalCode: anyText, city: anyText, country: anyText },
  { requiredKeys: ['streetWithNumber', 'postalCode'] },
);
const anyRequest = fc.record(
  {
    personData: fc.record(
      {
        firstName: anyText,
        lastName: anyText,
        gender: fc.constantFrom('MALE', 'UNKNOWN', 'OTHER'),
        dateOfBirth: fc.constantFrom('1985-11-03', '1985-02-30', '3.11.1985', 7),
        title: anyText,
        placeOfBirth: anyText,
        addresses: fc.record({ currentAddress: anyAddress, previousAddress: anyAddress }, { requiredKeys: ['currentAddress'] }),
      },
      { requiredKeys: ['firstName', 'addresses'] },
    ),
    reference: anyText,
  },
  { requiredKeys: [] },
);

describe('the rules of the simulator', () => {
  it("accept what SCHUFA's specification accepts and refuse what it refuses", () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyRequest, (body) => {
        const violations = violationsOf('CreditRatingRequest', body);
        if (violations.length === 0) accepted += 1;
        expect([violations.length === 0, body]).toEqual([isAccepted(body), body]);
      }),
      { numRuns: 1_000 },
    );
    const { personData, reference } = creditRatingRequest(question());
    const { currentAddress } = personData.addresses;
    const place = (change: object) => ({
      reference,
      personData: { ...personData, addresses: { currentAddress: { ...currentAddress, ...change } } },
    });
    const oneFieldChanged = fc.oneof(
      fc
        .tuple(fc.constantFrom('firstName', 'lastName', 'title', 'placeOfBirth'), anyText)
        .map(([field, text]) => ({ reference, personData: { ...personData, [field]: text } })),
      fc
        .tuple(fc.constantFrom('streetWithNumber', 'postalCode', 'city', 'country'), anyText)
        .map(([field, text]) => place({ [field]: text })),
      anyText.map((text) => ({ personData, reference: text })),
    );
    fc.assert(
      fc.property(oneFieldChanged, (body) => {
        const violations = violationsOf('CreditRatingRequest', body);
        if (violations.length === 0) accepted += 1;
        expect([isAccepted(body), body]).toEqual([violations.length === 0, body]);
      }),
      { numRuns: 4_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('refuse ages below 7 and above 130 as SCHUFA does, and name the field', () => {
    const born = (birthDate: string) => readRequest(creditRatingRequest(question({ birthDate })));
    const year = new Date().getFullYear();
    expect(born(`${year - 6}-06-15`)).toMatchObject({ violations: [{ field: 'personData.dateOfBirth' }] });
    expect(born('1890-01-01')).toMatchObject({ violations: [{ field: 'personData.dateOfBirth' }] });
    expect(born(`${year - 18}-06-15`)).toHaveProperty('request');
  });
});

describe('our question', () => {
  it('is valid by the specification, with and without a birth date, from any country', () => {
    const plain = creditRatingRequest(question());
    expect(violationsOf('CreditRatingRequest', plain)).toEqual([]);
    expect(plain.personData.addresses.currentAddress).toEqual({
      streetWithNumber: 'Hauptstraße 77',
      postalCode: '10115',
      city: 'Berlin',
      country: 'DEU',
    });

    const bare = creditRatingRequest(question({ birthDate: null, country: 'JP' }));
    expect(violationsOf('CreditRatingRequest', bare)).toEqual([]);
    expect(bare.personData).not.toHaveProperty('dateOfBirth');
    expect(bare.personData.addresses.currentAddress).not.toHaveProperty('country');
  });

  it('carries a reference of 25 characters that says which order it is', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        expect(referenceOf(a)).toMatch(/^[A-Z\d]{25}$/);
        expect(referenceOf(a) === referenceOf(b)).toBe(a === b);
      }),
    );
    expect(referenceOf('ffffffff-ffff-ffff-ffff-ffffffffffff')).toHaveLength(25);
  });
});
