import type { Prisma } from '#prisma';
import { fromDbDate, type PlainDate, toDbDate } from '../kernel/clock.ts';
import { brandWide, type Ctx } from '../kernel/context.ts';
import { normaliseMeteringPointCode } from '../metering-points/metering-point-code.ts';
import { takenBy } from '../metering-points/taken.ts';
import { IBAN_DIGEST } from './bank-account.service.ts';
import { normaliseRegisterNumber, normaliseVatId } from './customer.facts.ts';
import { addressKey, companyKey, emailKey, type Place, personKey, phoneKey } from './customer.keys.ts';
import { type DuplicateProposal, type DuplicateReason, nameReason, proposalFor, ranked, scoreOf } from './duplicate.rules.ts';
import { normaliseIban } from './iban.ts';

interface KnownPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate?: PlainDate | null | undefined;
}

/** What is known of somebody who may be a customer already; everything may be missing. */
export interface DuplicateFacts {
  readonly persons?: readonly KnownPerson[];
  readonly companyName?: string | null | undefined;
  readonly registerNumber?: string | null | undefined;
  readonly vatId?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly address?: Omit<Place, 'country'> | null | undefined;
  /** ISO 3166-1 alpha-2; the brand's when left out. */
  readonly country?: string | null | undefined;
  readonly meteringPointCode?: string | null | undefined;
  readonly meterNumber?: string | null | undefined;
  readonly iban?: string | null | undefined;
}

export interface DuplicateMatch {
  readonly customerId: string;
  /** The surest first. */
  readonly reasons: readonly DuplicateReason[];
  /** 0 to 100. */
  readonly score: number;
  readonly proposal: DuplicateProposal;
  /** The agreement that a sale would join: the customer's newest in the viewer's rows. */
  readonly agreementId: string | null;
}

export interface Duplicates {
  /** In the viewer's rows, the surest first. */
  readonly matches: readonly DuplicateMatch[];
  /** The point has a contract with somebody whom the viewer may not see. Whose is nobody's business; checkOrder tells as much. */
  readonly isPointTaken: boolean;
}

const PER_REASON = 20;
const MATCHES = 20;

/**
 * Who in the viewer's rows may be the one that somebody is about to make a customer of: same person, company, household, meter,
 * account, e-mail or phone. A hint: the seller decides.
 */
export async function findDuplicates(ctx: Ctx, facts: DuplicateFacts): Promise<Duplicates> {
  const known = { ...facts, country: facts.country ?? ctx.brand.country };
  const found = await Promise.all([
    byName(ctx, known),
    byCompany(ctx, known),
    byPlace(ctx, known),
    byPoint(ctx, known),
    byAccount(ctx, known),
    byChannel(ctx, known),
  ]);
  const reasonsOf = new Map<string, Set<DuplicateReason>>();
  for (const { customerId, reason } of found.flat()) reasonsOf.set(customerId, (reasonsOf.get(customerId) ?? new Set()).add(reason));
  const matches = await ranking(ctx, reasonsOf);
  return { matches, isPointTaken: await isPointTaken(ctx, known) };
}

interface Hit {
  readonly customerId: string;
  readonly reason: DuplicateReason;
}
type Known = DuplicateFacts & { readonly country: string };

async function ranking({ db }: Ctx, reasonsOf: ReadonlyMap<string, ReadonlySet<DuplicateReason>>): Promise<DuplicateMatch[]> {
  const best = [...reasonsOf].sort(([, a], [, b]) => scoreOf(b) - scoreOf(a)).slice(0, MATCHES);
  const agreements = await db.agreement.findMany({
    where: { customerId: { in: best.map(([customerId]) => customerId) } },
    select: { id: true, customerId: true },
    distinct: ['customerId'],
    orderBy: [{ customerId: 'asc' }, { id: 'desc' }],
  });
  const agreementOf = new Map(agreements.map(({ id, customerId }) => [customerId, id]));
  return best.map(([customerId, found]) => {
    const reasons = ranked(found);
    const agreementId = agreementOf.get(customerId) ?? null;
    const proposal = proposalFor(reasons, agreementId !== null);
    return { customerId, reasons, score: scoreOf(reasons), proposal, agreementId: proposal === 'EXISTING_AGREEMENT' ? agreementId : null };
  });
}

async function byName({ db }: Ctx, { persons = [] }: Known): Promise<Hit[]> {
  const asked = persons.map(({ birthDate, ...person }) => ({ nameKey: personKey(person), birthDate: birthDate ?? null }));
  const keys = asked.map(({ nameKey }) => nameKey).filter(Boolean);
  if (keys.length === 0) return [];
  const select = { nameKey: true, birthDate: true };
  const where = { nameKey: { in: keys } };
  // By their birth dates first: of a common name there may be more than anybody wants to look at.
  const born = { in: asked.flatMap(({ birthDate }) => (birthDate === null ? [] : [toDbDate(birthDate)])) };
  const people = (birthDate?: typeof born) =>
    db.customer.findMany({
      where: { ...where, kind: { not: 'COMPANY' }, ...(birthDate && { birthDate }) },
      select: { ...select, id: true },
      take: PER_REASON,
    });
  const [exact, customers, further] = await Promise.all([
    people(born),
    people(),
    db.customerPerson.findMany({ where, select: { ...select, customerId: true }, take: PER_REASON }),
  ]);
  const known = [...[...exact, ...customers].map(({ id, ...person }) => ({ ...person, customerId: id })), ...further];
  return known.flatMap(({ customerId, nameKey, birthDate }) =>
    asked
      .filter((one) => one.nameKey === nameKey)
      .map((one) => ({ customerId, reason: nameReason(one, { nameKey, birthDate: birthDate && fromDbDate(birthDate) }) })),
  );
}

async function byCompany({ db }: Ctx, { companyName, registerNumber, vatId }: Known): Promise<Hit[]> {
  const conditions: [DuplicateReason, Prisma.CustomerWhereInput | null][] = [
    ['COMPANY_REGISTER', registerNumber ? { registerNumber: normaliseRegisterNumber(registerNumber) } : null],
    ['COMPANY_VAT_ID', vatId ? { vatId: normaliseVatId(vatId) } : null],
    ['COMPANY_NAME', companyName ? { kind: 'COMPANY', nameKey: companyKey(companyName) } : null],
  ];
  return (await Promise.all(conditions.map(([reason, where]) => customersWhere(db, reason, where)))).flat();
}

const byPlace = ({ db }: Ctx, { address, country }: Known): Promise<Hit[]> =>
  customersWhere(db, 'HOUSEHOLD', address ? { addressKey: addressKey({ ...address, country }) } : null);

async function customersWhere(db: Ctx['db'], reason: DuplicateReason, where: Prisma.CustomerWhereInput | null): Promise<Hit[]> {
  if (!where) return [];
  const rows = await db.customer.findMany({ where, select: { id: true }, take: PER_REASON });
  return rows.map(({ id }) => ({ customerId: id, reason }));
}

async function byChannel({ db }: Ctx, { email, phone, country }: Known): Promise<Hit[]> {
  const asked: [DuplicateReason, string, 'emailKey' | 'phoneKey'][] = [
    ['EMAIL', email ? emailKey(email) : '', 'emailKey'],
    ['PHONE', phone ? phoneKey(phone, country) : '', 'phoneKey'],
  ];
  const hits = await Promise.all(
    asked.map(async ([reason, key, column]) => {
      if (key === '') return [];
      const [own, channels] = await Promise.all([
        customersWhere(db, reason, { [column]: key }),
        db.contactChannel.findMany({ where: { valueKey: key, endedAt: null }, select: { customerId: true }, take: PER_REASON }),
      ]);
      return [...own, ...channels.map(({ customerId }) => ({ customerId, reason }))];
    }),
  );
  return hits.flat();
}

async function byAccount({ db, vault }: Ctx, { iban }: Known): Promise<Hit[]> {
  const text = normaliseIban(iban ?? '');
  if (text === '') return [];
  const rows = await db.bankAccount.findMany({
    where: { ibanHash: { in: vault.digests(IBAN_DIGEST, text) } },
    select: { customerId: true },
    take: PER_REASON,
  });
  return rows.map(({ customerId }) => ({ customerId, reason: 'BANK_ACCOUNT' }));
}

/** Customers with contracts at the point in the viewer's rows, the newest first. */
async function byPoint({ db }: Ctx, { meteringPointCode, meterNumber }: Known): Promise<Hit[]> {
  const asked: [DuplicateReason, Prisma.ContractWhereInput | null][] = [
    ['METERING_POINT', meteringPointCode ? { meteringPoint: { code: normaliseMeteringPointCode(meteringPointCode) } } : null],
    ['METER_NUMBER', meterNumber ? { meteringPoint: { meterNumber: meterNumber.trim() } } : null],
  ];
  const hits = await Promise.all(
    asked.map(async ([reason, where]): Promise<Hit[]> => {
      if (!where) return [];
      const rows = await db.contract.findMany({
        where: { ...where, customerId: { not: null } },
        select: { customerId: true },
        orderBy: { id: 'desc' },
        take: PER_REASON,
      });
      return rows.flatMap(({ customerId }) => (customerId === null ? [] : [{ customerId, reason }]));
    }),
  );
  return hits.flat();
}

/** The same that every seller learns from checkOrder: somebody has a contract there or has ordered one. */
async function isPointTaken(ctx: Ctx, { meteringPointCode }: Known): Promise<boolean> {
  if (!meteringPointCode) return false;
  const { db } = brandWide(ctx);
  const point = await db.meteringPoint.findFirst({ where: { code: normaliseMeteringPointCode(meteringPointCode) }, select: { id: true } });
  if (!point) return false;
  const contracts = await db.contract.findMany({ where: { meteringPointId: point.id }, select: { kind: true, endsOn: true } });
  return takenBy(contracts) !== null;
}
