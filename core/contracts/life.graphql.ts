import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { inTransaction } from '../kernel/context.ts';
import { cancelAnnex, createAnnex, signAnnex, signaturesOf } from './contract.annexes.ts';
import { changeContract } from './contract.change.ts';
import { addNote } from './contract.notes.ts';
import { type NoticePreview, previewNotice } from './contract.notice.ts';
import { contractPriceOn, type PriceInForce } from './contract.prices.ts';
import { leavingFeeType } from './leaving-fee.graphql.ts';

/** What happens in the life of a contract beside its steps: changes, notes, annexes, prices, notice. */
export function lifeSchema({ builder }: Shared): void {
  builder.prismaObject('ContractNote', {
    description: 'What somebody wrote down about a contract.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      by: t.exposeString('by', { description: 'Who.' }),
      text: t.exposeString('text', { description: 'The note.' }),
      isInternal: t.exposeBoolean('isInternal', { description: 'Whether the back-office alone reads it.' }),
    }),
  });
  const Signature = builder.objectRef<{ party: string; on: string }>('AnnexSignature');
  Signature.implement({
    description: 'A signature under an annex.',
    fields: (t) => ({
      party: t.exposeString('party', { description: 'customer, new-customer or supplier.' }),
      on: t.expose('on', { type: 'Date', description: 'Day of the signature.' }),
    }),
  });
  const AnnexState = builder.enumType('AnnexState', {
    description: 'How far an annex is.',
    values: {
      DRAFT: { description: 'Waits for signatures.' },
      SIGNED: { description: 'Counts, or will on its day.' },
      CANCELLED: { description: 'Taken back before it counted.' },
    } as const,
  });
  builder.prismaObject('ContractAnnex', {
    description: 'A change of a contract that both sides agree to, from a day on.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      number: t.exposeInt('number', { description: '1, 2, 3 … within the contract.' }),
      kind: t.exposeString('kind', { description: 'tariff, customer or terms.' }),
      state: t.expose('state', { type: AnnexState, description: 'How far it is.' }),
      validFrom: t.expose('validFrom', { type: 'Date', description: 'First day on which it counts.' }),
      before: t.expose('before', { type: 'JSON', description: 'What it changes, as it stood.' }),
      after: t.expose('after', { type: 'JSON', description: 'The same as it will be.' }),
      signedOn: t.expose('signedOn', { type: 'Date', nullable: true, description: 'Day of the last signature that was needed.' }),
      appliedAt: t.expose('appliedAt', { type: 'DateTime', nullable: true, description: 'When it took effect.' }),
      signatures: t.field({
        type: [Signature],
        description: 'Who has signed.',
        select: { signatures: true },
        resolve: ({ signatures }) => signaturesOf.parse(signatures),
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was drafted.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who drafted it.' }),
    }),
  });
  builder.prismaObjectField('Contract', 'notes', (t) =>
    t.relation('notes', {
      description: 'Notes, newest first; internal ones for the back-office alone.',
      query: { orderBy: { id: 'desc' }, take: 200 },
    }),
  );
  builder.prismaObjectField('Contract', 'annexes', (t) =>
    t.relation('annexes', { description: 'Annexes in their order.', query: { orderBy: { number: 'asc' } } }),
  );

  const ChangeInput = builder.inputType('ContractChangeInput', {
    description: 'What is to be different; what is left out stays.',
    fields: (t) => ({
      requestedStartOn: t.field({ type: 'Date', description: 'Wished first day of supply; until the market has confirmed one.' }),
      paymentMethod: t.string({ description: 'direct-debit or transfer.' }),
      bankAccountId: t.id({ description: 'An account of the customer; null = none.' }),
      costCentre: t.string({ description: "The customer's own word; null = none." }),
      annualKwh: t.int({ description: 'Expected consumption, kWh a year.' }),
    }),
  });
  builder.mutationField('changeContract', (t) =>
    t.prismaField({
      type: 'Contract',
      description:
        'Changes what is agreed beside status and tariff. Fails with CONTRACT_CHANGED (both versions and what happened since) or CONTRACT_INVALID (all problems).',
      extensions: needs('contract.write'),
      args: {
        id: t.arg.id({ required: true, description: 'The contract.' }),
        expectedVersion: t.arg.int({ required: true, description: 'The version you saw.' }),
        input: t.arg({ type: ChangeInput, required: true, description: 'The change.' }),
        reason: t.arg.string({ description: 'Why, for the history.' }),
      },
      resolve: async (query, _root, { id, expectedVersion, input, reason }, ctx) => {
        const { requestedStartOn, paymentMethod, bankAccountId, costCentre, annualKwh } = input;
        await changeContract(ctx, id, {
          ...{ expectedVersion, reason: reason ?? null },
          change: {
            ...(requestedStartOn && { requestedStartOn }),
            ...(paymentMethod && { paymentMethod }),
            ...(bankAccountId !== undefined && { bankAccountId }),
            ...(costCentre !== undefined && { costCentre }),
            ...(annualKwh != null && { annualKwh }),
          },
        });
        return ctx.db.contract.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  builder.mutationField('addContractNote', (t) =>
    t.prismaField({
      type: 'ContractNote',
      description: 'Writes something down about a contract.',
      extensions: needs('contract.note'),
      args: {
        contractId: t.arg.id({ required: true, description: 'The contract.' }),
        text: t.arg.string({ required: true, description: 'The note; at most 5,000 characters.' }),
        isInternal: t.arg.boolean({ description: 'For the back-office alone, unless said otherwise; what a partner writes never is.' }),
      },
      resolve: async (query, _root, { contractId, text, isInternal }, ctx) => {
        const { id } = await addNote(ctx, contractId, { text, isInternal: isInternal ?? true });
        return ctx.db.contractNote.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  builder.mutationField('createContractAnnex', (t) =>
    t.prismaField({
      type: 'ContractAnnex',
      description:
        'Drafts a change that both sides are to sign: another tariff ({ tariffId }), another customer ({ customerId, bankAccountId, balanceCents, reading }), other terms ({ paymentMethod, costCentre, annualKwh, renewal, text }).',
      extensions: needs('contract.write'),
      args: {
        contractId: t.arg.id({ required: true, description: 'The contract.' }),
        kind: t.arg.string({ required: true, description: 'tariff, customer or terms.' }),
        validFrom: t.arg({ type: 'Date', required: true, description: 'First day on which it counts.' }),
        after: t.arg({ type: 'JSON', required: true, description: 'What is to be different.' }),
      },
      resolve: async (query, _root, { contractId, kind, validFrom, after }, ctx) => {
        const { id } = await createAnnex(ctx, { contractId, kind, validFrom, after });
        return ctx.db.contractAnnex.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('signContractAnnex', (t) =>
    t.prismaField({
      type: 'ContractAnnex',
      description: 'A party signs; with the last signature the annex counts, on its day.',
      extensions: needs('contract.write'),
      args: {
        id: t.arg.id({ required: true, description: 'The annex.' }),
        party: t.arg.string({ required: true, description: 'customer; for another customer also new-customer and supplier.' }),
        on: t.arg({ type: 'Date', required: true, description: 'Day of the signature.' }),
      },
      resolve: async (query, _root, { id, party, on }, ctx) => {
        await signAnnex(ctx, id, { party, on });
        return ctx.db.contractAnnex.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('cancelContractAnnex', (t) =>
    t.prismaField({
      type: 'ContractAnnex',
      description: 'Takes an annex back that does not count yet.',
      extensions: needs('contract.write'),
      args: { id: t.arg.id({ required: true, description: 'The annex.' }) },
      resolve: async (query, _root, { id }, ctx) => {
        await cancelAnnex(ctx, id);
        return ctx.db.contractAnnex.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  const Price = builder.objectRef<PriceInForce>('ContractPrice');
  Price.implement({
    description: 'What a contract costs on a day: its tariff that day, and the version of its price.',
    fields: (t) => ({
      slice: t.prismaField({
        type: 'ContractTariff',
        description: 'The slice that holds the day.',
        resolve: (query, { slice }, _args, { db }) => db.contractTariff.findUniqueOrThrow({ ...query, where: { id: slice.id } }),
      }),
      price: t.prismaField({
        type: 'TariffPrice',
        description: 'The version of the price.',
        resolve: (query, { price }, _args, { db }) => db.tariffPrice.findUniqueOrThrow({ ...query, where: { id: price.id } }),
      }),
      isGuaranteed: t.exposeBoolean('isGuaranteed', {
        description: 'Whether it is the price that was sold, kept by the guarantee, whatever the tariff costs others.',
      }),
    }),
  });
  builder.queryField('contractPriceOn', (t) =>
    t.field({
      type: Price,
      description: 'The price in force on a day. Fails with PRICE_UNKNOWN where the contract has no tariff or the tariff no price.',
      extensions: needs('contract.read'),
      args: {
        contractId: t.arg.id({ required: true, description: 'The contract.' }),
        day: t.arg({ type: 'Date', required: true, description: 'The day.' }),
      },
      resolve: (_root, { contractId, day }, ctx) => inTransaction(ctx, (tx) => contractPriceOn(tx, contractId, day)),
    }),
  );

  const LeavingFee = leavingFeeType(builder);
  const Notice = builder.objectRef<NoticePreview>('NoticePreview');
  Notice.implement({
    description: 'What a notice would lead to.',
    fields: (t) => ({
      endsOn: t.expose('endsOn', {
        type: 'Date',
        nullable: true,
        description: 'First day not supplied at the earliest; null = no rule is confirmed, a person says the day.',
      }),
      rule: t.exposeString('rule', { nullable: true, description: "What the rule says; null = the contract's own terms." }),
      source: t.exposeString('source', { nullable: true, description: 'Where it stands: a law, or "contract".' }),
      leavingFee: t.field({
        type: LeavingFee,
        nullable: true,
        description: 'What it costs where the term is not over by then; null = nothing is to be said of it.',
        resolve: ({ leavingFee }) => leavingFee,
      }),
    }),
  });
  builder.queryField('previewNotice', (t) =>
    t.field({
      type: Notice,
      description: 'The earliest end for a notice, and which rule says so. Nothing is saved.',
      extensions: needs('contract.read'),
      args: {
        contractId: t.arg.id({ required: true, description: 'The contract.' }),
        transition: t.arg.string({
          defaultValue: 'give_notice',
          description: 'give_notice, special_notice, move_out, supplier_notice or lost.',
        }),
        isEarly: t.arg.boolean({ description: 'give_notice: before the end of the term, for the agreed fee; as with the reason "early".' }),
        receivedOn: t.arg({ type: 'Date', description: 'When it arrived; today when left out.' }),
        effectiveOn: t.arg({
          type: 'Date',
          description:
            'special_notice: first day of the new price. move_out: first day without the customer. lost, give_notice: first day not supplied.',
        }),
      },
      resolve: (_root, { contractId, transition, receivedOn, effectiveOn, isEarly }, ctx) =>
        previewNotice(ctx, contractId, {
          ...{ transition: transition ?? 'give_notice', receivedOn: receivedOn ?? null, effectiveOn: effectiveOn ?? null },
          isEarly: (transition ?? 'give_notice') === 'give_notice' && (isEarly ?? false),
        }),
    }),
  );
}
