import { fromDbDate } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { transformed } from '../kernel/hooks.ts';
import { type DocumentData, documentData, type LetterSection } from './document.points.ts';
import { legalRows } from './legal-sections.ts';
import { letterContext, letterhead } from './letter.head.ts';
import type { LetterTask } from './letter.worker.ts';
import { contractSections, type LetterContext } from './order-confirmation.ts';
import { type OrderedContract, readOrderedOrder } from './order-facts.ts';
import { wordingFor } from './wording.ts';

/**
 * One contract as a document: its parties, what was agreed, at which price to the cent, on which terms. As it stands in the
 * order; `setLetter` makes a PDF of it. Fails with CONTRACT_NOT_FOUND where there is none that was handed in.
 */
export async function contractLetter(ctx: Ctx, contractId: string): Promise<LetterTask> {
  const known = await ctx.db.contract.findUnique({ where: { id: contractId }, select: { orderId: true } });
  const order = known && (await readOrderedOrder(ctx, known.orderId));
  const contract = order?.contracts.find(({ id }) => id === contractId);
  if (!order || !contract) throw new DomainError('CONTRACT_NOT_FOUND', `id: there is no contract ${contractId}`, { id: contractId });
  const context = await letterContext(ctx, order, wordingFor(contract.customer.language ?? ctx.brand.language));
  const { wording } = context;
  const { title, intro } = wording.texts.contract;
  const draft: DocumentData = {
    kind: 'contract',
    orderId: order.id,
    contractIds: [contractId],
    language: wording.language,
    title: wording.fill(title, { number: contract.number }),
    sections: [
      { heading: null, paragraphs: [intro], rows: [] },
      parties(contract, context),
      ...contractSections(order, contract, context),
      ...alsoHolds(context),
    ],
  };
  return { data: await transformed(documentData, draft, ctx), head: await letterhead(ctx, contract.customer, wording) };
}

/** The brand's legal texts by name and version; in full they went out with the confirmation. */
function alsoHolds({ legalTexts, wording }: LetterContext): LetterSection[] {
  const rows = legalRows(legalTexts, wording);
  return rows.length === 0 ? [] : [{ heading: wording.texts.legal.heading, paragraphs: [], rows }];
}

function parties({ customer }: OrderedContract, { brand, imprint, wording }: LetterContext): LetterSection {
  const { contract: t } = wording.texts;
  const { companyName, firstName, lastName, birthDate, street, houseNumber, postcode, city, email, phone } = customer;
  const person = [customer.title, firstName, lastName].filter(Boolean).join(' ');
  return {
    heading: t.parties,
    paragraphs: [],
    rows: [
      { label: t.supplier, value: imprint ? imprint.name : brand.name },
      ...(imprint ? [{ label: t.address, value: addressOf(imprint) }] : []),
      { label: t.customer, value: companyName ?? person },
      ...(companyName !== null && person !== '' ? [{ label: t.contact, value: person }] : []),
      ...(companyName === null && birthDate ? [{ label: t.birthDate, value: wording.day(fromDbDate(birthDate)) }] : []),
      { label: t.address, value: addressOf({ street, houseNumber, postcode, city }) },
      { label: t.email, value: email },
      ...(phone === null ? [] : [{ label: t.phone, value: phone }]),
    ],
  };
}

interface Address {
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly city: string;
}

const addressOf = ({ street, houseNumber, postcode, city }: Address): string => `${street} ${houseNumber}, ${postcode} ${city}`;
