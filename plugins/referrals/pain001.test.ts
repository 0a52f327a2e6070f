import { describe, expect, it } from 'vitest';
import { latin, pain001, type TransferFile } from './pain001.ts';
import { faultsBySchema } from './test-data/xsd.ts';

const SCHEMA = 'pain.001.001.09.xsd';
const transfer = {
  endToEndId: '01a205ca6698738ea971402b2cf87dc9',
  cents: 5_000,
  name: 'Ada Sample',
  iban: 'AT611904300234573201',
  text: 'Reward',
};
const file = (changes: Partial<TransferFile> = {}): TransferFile => ({
  messageId: 'RW-K7QM4RT8X',
  createdAt: new Date('2026-08-24T10:00:00Z'),
  executeOn: '2026-08-25',
  debtor: { name: 'Brand A', iban: 'AT483200000012345864', bic: null },
  transfers: [transfer, { ...transfer, endToEndId: 'other', cents: 2_501 }],
  ...changes,
});

describe('a file of transfers', () => {
  it('is what the schema of ISO 20022 asks for, with and without a BIC', () => {
    expect(faultsBySchema(pain001(file()), SCHEMA)).toEqual([]);
    expect(faultsBySchema(pain001(file({ debtor: { ...file().debtor, bic: 'RLNWATWW' } })), SCHEMA)).toEqual([]);
  });

  it('says how many there are and what they sum up to, to the cent', () => {
    const xml = pain001(file());
    expect(xml.match(/<NbOfTxs>2<\/NbOfTxs><CtrlSum>75\.01<\/CtrlSum>/g)).toHaveLength(2);
    expect(xml).toContain('<InstdAmt Ccy="EUR">25.01</InstdAmt>');
  });

  it('is refused by the schema where a part is wrong: the check can fail', () => {
    expect(faultsBySchema(pain001(file({ messageId: 'x'.repeat(36) })), SCHEMA)).toEqual([
      expect.stringContaining('GrpHdr/MsgId'),
      expect.stringContaining('PmtInf/PmtInfId'),
    ]);
    expect(faultsBySchema(pain001(file({ transfers: [{ ...transfer, iban: 'nonsense' }] })), SCHEMA)).toEqual([
      expect.stringContaining('CdtrAcct/Id/IBAN'),
    ]);
    expect(faultsBySchema(pain001(file({ transfers: [] })), SCHEMA)).not.toEqual([]);
    expect(faultsBySchema(pain001(file()).replace('<ChrgBr>SLEV</ChrgBr>', ''), SCHEMA)).toEqual([]);
    expect(faultsBySchema(pain001(file()).replace(/<GrpHdr>.*<\/GrpHdr>/, ''), SCHEMA)).toEqual([
      expect.stringContaining('GrpHdr is missing'),
    ]);
  });

  it('holds the letters that every bank takes, and nothing that ends a tag', () => {
    expect(latin('Jürgen Øster & Söhne <b> "Łódź"', 70)).toBe('Juergen Oester Soehne b Lodz');
    expect(faultsBySchema(pain001(file({ transfers: [{ ...transfer, name: '<Ünïcode> & 日本' }] })), SCHEMA)).toEqual([]);
  });
});
