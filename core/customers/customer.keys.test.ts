import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded } from '../places/fold.ts';
import { addressKey, companyKey, emailKey, personKey, phoneKey } from './customer.keys.ts';

const person = (firstName: string, lastName: string) => personKey({ firstName, lastName });
const place = (street: string, houseNumber: string, postcode = '1010', country = 'AT') =>
  addressKey({ street, houseNumber, postcode, country });
const same = (keys: readonly string[]) => expect(new Set(keys)).toHaveProperty('size', 1);

describe("a person's key", () => {
  it('is the same in any case, with or without accents and umlauts, in any order, with or without a title', () => {
    same([person('Jürgen', 'Müller'), person('JUERGEN', 'MUELLER'), person('jurgen', 'muller'), person('Müller', 'Jürgen')]);
    same([person('Søren', 'Ågård'), person('Soeren', 'Aagaard'), person('SOREN', 'AGARD')]);
    same([person('Łukasz', 'Żółć'), person('lukasz', 'zolc')]);
    same([person('Anna-Maria', "O'Neill"), person('Anna Maria', 'O’Neill'), person('Dr. Maria Anna', 'ONeill')]);
    same([person('Karl', 'Weiß'), person('karl', 'WEISS')]);
    same([person('Đorđe', 'St. Jean'), person('Dorde', 'Sankt Jean'), person('Jean', 'Dorde St.')]);
  });

  it('tells other people apart', () => {
    expect(person('Anna', 'Maier')).not.toBe(person('Anna', 'Mayer'));
    expect(person('Ada', 'Muster')).not.toBe(person('Ida', 'Muster'));
    expect(person('Dr', 'Mag')).not.toBe('');
  });

  it('does not change when it is made again, whatever the case, the order and the way in which accents are stored', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }), (names) => {
        const text = names.join(' ');
        const key = personKey({ firstName: text, lastName: '' });
        expect(personKey({ firstName: key, lastName: '' })).toBe(key);
        expect(personKey({ firstName: '', lastName: [...names].reverse().join(' ') })).toBe(key);
        expect(personKey({ firstName: text.normalize('NFD'), lastName: '' })).toBe(
          personKey({ firstName: text.normalize('NFC'), lastName: '' }),
        );
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-ZäöüÄÖÜéåøæÅØÆß -]{0,30}$/), (text) => {
        expect(folded(text.toUpperCase())).toBe(folded(text));
      }),
    );
  });
});

describe("a company's key", () => {
  it('leaves the legal form out', () => {
    same(['Müller GmbH', 'Mueller Ges.m.b.H.', 'MÜLLER Gesellschaft m.b.H.', 'Müller GmbH & Co. KG', 'Müller'].map(companyKey));
    expect(companyKey('AG')).toBe('ag');
    expect(companyKey('Müller Bau GmbH')).not.toBe(companyKey('Müller GmbH'));
  });
});

describe("an address's key", () => {
  it('knows the short forms of streets', () => {
    same([
      place('Hauptstraße', '12'),
      place('Hauptstr.', '12'),
      place('Haupt Straße', '12'),
      place('HAUPTSTRASSE', '12'),
      place('Hauptstrasse', '12'),
    ]);
    same([place('St.-Pöltner Straße', '1'), place('Sankt Poeltner Str.', '1', 'A-1010'), place('St Pöltner Straße', '1', 'AT 1010')]);
    same([place('Straße des 17. Juni', '1'), place('Str. des 17 Juni', '1')]);
    same([place('Mariahilfer Gasse', '1'), place('Mariahilfer G.', '1')]);
    same([
      place('ul. Marszałkowska', '1', '00-001', 'PL'),
      place('Marszalkowska', '1', '00001', 'PL'),
      place('Ulica Marszałkowska', '1', '00 001', 'PL'),
    ]);
  });

  it('knows house numbers with letters and stairs', () => {
    same([place('Ring', '12a'), place('Ring', '12 A'), place('Ring', '12 a')]);
    same([place('Ring', '5/2/11'), place('Ring', '5-2-11'), place('Ring', '5 / 2 / 11')]);
    expect(place('Ring', '12/14')).not.toBe(place('Ring', '1214'));
    expect(place('Ring', '1')).not.toBe(place('Ring', '1', '1020'));
    expect(place('Ring', '1')).not.toBe(place('Ring', '1', '1010', 'DE'));
    expect(place('Strandweg', '1')).not.toBe(place('Andweg', '1'));
  });
});

describe('a way to reach somebody', () => {
  it('is the same however it is written', () => {
    expect(emailKey(' Ada@Sample.Example ')).toBe('ada@sample.example');
    same(['+43 (0)660 123 45 67', '0043 660 1234567', '0660/1234567', '+436601234567'].map((phone) => phoneKey(phone, 'AT')));
    same(['+45 12 34 56 78', '12345678', '004512345678'].map((phone) => phoneKey(phone, 'DK')));
    expect(phoneKey('none', 'AT')).toBe('');
  });
});
