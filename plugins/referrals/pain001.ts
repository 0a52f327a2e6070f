import { formatCents, type PlainDate } from '#core';

/** One transfer. Amounts in cents of euros; accounts as they are, in full. */
export interface Transfer {
  /** At most 35 characters, unique in the file; it comes back in the account statement. */
  readonly endToEndId: string;
  readonly cents: number;
  readonly name: string;
  readonly iban: string;
  readonly text: string;
}
export interface TransferFile {
  /** At most 35 characters; the bank refuses the same one twice. */
  readonly messageId: string;
  readonly createdAt: Date;
  readonly executeOn: PlainDate;
  readonly debtor: { readonly name: string; readonly iban: string; readonly bic: string | null };
  readonly transfers: readonly Transfer[];
}

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/** A file of SEPA credit transfers as banks take it: ISO 20022 pain.001.001.09, in the letters that every bank in SEPA takes. */
export function pain001({ messageId, createdAt, executeOn, debtor, transfers }: TransferFile): string {
  const sums = [leaf('NbOfTxs', String(transfers.length)), leaf('CtrlSum', formatCents(sumOf(transfers)))];
  const header = [
    leaf('MsgId', messageId),
    leaf('CreDtTm', createdAt.toISOString().slice(0, 19)),
    ...sums,
    group('InitgPty', [leaf('Nm', latin(debtor.name, 70))]),
  ];
  const agent = debtor.bic ? leaf('BICFI', debtor.bic) : group('Othr', [leaf('Id', 'NOTPROVIDED')]);
  const payment = [
    leaf('PmtInfId', messageId),
    leaf('PmtMtd', 'TRF'),
    ...sums,
    group('PmtTpInf', [group('SvcLvl', [leaf('Cd', 'SEPA')])]),
    group('ReqdExctnDt', [leaf('Dt', executeOn)]),
    group('Dbtr', [leaf('Nm', latin(debtor.name, 70))]),
    group('DbtrAcct', [group('Id', [leaf('IBAN', debtor.iban)])]),
    group('DbtrAgt', [group('FinInstnId', [agent])]),
    leaf('ChrgBr', 'SLEV'),
    ...transfers.map(transferOf),
  ];
  const body = group('CstmrCdtTrfInitn', [group('GrpHdr', header), group('PmtInf', payment)]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}">${body}</Document>\n`;
}

const transferOf = ({ endToEndId, cents, name, iban, text }: Transfer): string =>
  group('CdtTrfTxInf', [
    group('PmtId', [leaf('EndToEndId', endToEndId)]),
    group('Amt', [`<InstdAmt Ccy="EUR">${formatCents(cents)}</InstdAmt>`]),
    group('Cdtr', [leaf('Nm', latin(name, 70))]),
    group('CdtrAcct', [group('Id', [leaf('IBAN', iban)])]),
    group('RmtInf', [leaf('Ustrd', latin(text, 140))]),
  ]);

const sumOf = (transfers: readonly Transfer[]): number => transfers.reduce((sum, { cents }) => sum + cents, 0);

const leaf = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;
const group = (name: string, parts: readonly string[]): string => `<${name}>${parts.join('')}</${name}>`;
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const SPELT: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' },
  ...{ æ: 'ae', ø: 'oe', å: 'aa', Æ: 'Ae', Ø: 'Oe', Å: 'Aa', ł: 'l', Ł: 'L' },
};

/** The letters that every bank in SEPA takes (EPC217-08); what has none is a blank. */
export const latin = (text: string, maximum: number): string =>
  text
    .replace(/[^\x20-\x7e]/g, (letter) => SPELT[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, maximum);
