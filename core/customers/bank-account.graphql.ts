import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { inTransaction } from '../kernel/context.ts';
import { addBankAccount, endBankAccount, revealIban } from './bank-account.service.ts';

export function bankAccountSchema({ builder, enums }: Shared): void {
  builder.prismaObject('BankAccount', {
    description: 'An account that is debited or paid to, in [validFrom, validTo). The IBAN is shown by its last four; see revealIban.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      purpose: t.expose('purpose', { type: enums.BankPurpose, description: 'Whether we take from it or pay to it.' }),
      holder: t.exposeString('holder', { description: 'Whose account it is.' }),
      country: t.exposeString('country', { description: 'Country of the bank, ISO 3166-1 alpha-2.' }),
      ibanLastFour: t.exposeString('ibanLastFour', { description: 'The last four characters of the IBAN.' }),
      bic: t.exposeString('bic', { nullable: true, description: 'BIC of the bank.' }),
      mandateReference: t.exposeString('mandateReference', { nullable: true, description: 'Reference of the direct debit mandate.' }),
      mandateSignedOn: t.expose('mandateSignedOn', { type: 'Date', nullable: true, description: 'When the mandate was signed.' }),
      validFrom: t.expose('validFrom', { type: 'Date', description: 'First day.' }),
      validTo: t.expose('validTo', { type: 'Date', nullable: true, description: 'First day on which it is not used; null = open.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was noted.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who noted it.' }),
    }),
  });
  builder.prismaObjectField('Customer', 'bankAccounts', (t) =>
    t.relation('bankAccounts', {
      description: 'Accounts, newest first.',
      query: { orderBy: [{ validFrom: 'desc' }, { id: 'desc' }], take: 100 },
    }),
  );

  builder.mutationField('addBankAccount', (t) =>
    t.prismaField({
      type: 'BankAccount',
      description: 'The account of a customer from a day on; the former one of the purpose ends that day. Fails with BANK_ACCOUNT_INVALID.',
      extensions: needs('customer.write'),
      args: {
        customerId: t.arg.id({ required: true, description: 'The customer.' }),
        holder: t.arg.string({ required: true, description: 'Whose account it is.' }),
        iban: t.arg.string({ required: true, description: 'Blanks do not matter.' }),
        bic: t.arg.string({ description: 'BIC of the bank.' }),
        purpose: t.arg({ type: enums.BankPurpose, description: 'DEBIT unless said otherwise.' }),
        mandateReference: t.arg.string({ description: 'Made where a mandate was signed and has none.' }),
        mandateSignedOn: t.arg({ type: 'Date', description: 'When the mandate was signed.' }),
        validFrom: t.arg({ type: 'Date', description: 'First day; today when left out.' }),
      },
      resolve: async (query, _root, { customerId, purpose, ...account }, ctx) => {
        const id = await inTransaction(ctx, (tx) => addBankAccount(tx, customerId, { ...account, ...(purpose && { purpose }) }));
        return ctx.db.bankAccount.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('endBankAccount', (t) =>
    t.prismaField({
      type: 'BankAccount',
      description: 'The account is not used from a day on. Safe to call twice.',
      extensions: needs('customer.write'),
      args: {
        id: t.arg.id({ required: true, description: 'The account.' }),
        on: t.arg({ type: 'Date', description: 'First day on which it is not used; today when left out.' }),
      },
      resolve: async (query, _root, { id, on }, ctx) => {
        await endBankAccount(ctx, id, on ?? null);
        return ctx.db.bankAccount.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('revealIban', (t) =>
    t.field({
      type: 'String',
      description: 'The IBAN in full. Every look is noted in the audit log.',
      extensions: needs('customer.read-iban'),
      args: { bankAccountId: t.arg.id({ required: true, description: 'The account.' }) },
      resolve: (_root, { bankAccountId }, ctx) => revealIban(ctx, bankAccountId),
    }),
  );
}
