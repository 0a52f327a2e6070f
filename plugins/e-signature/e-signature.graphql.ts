import { DomainError, type PluginBuilder } from '#core';
import { costsInput, costType } from './costs.graphql.ts';
import { askForCosts } from './costs.service.ts';
import { requestByHand, resendLink, revokeRequest } from './request.service.ts';
import { currentSeal, uploadSeal } from './seal/seal.store.ts';
import { tabletLink } from './tablet.service.ts';

const LIST_MAX = 100;
const needs = (permission: string) => ({ permission: `e-signature.${permission}` });

export function eSignatureSchema(builder: PluginBuilder): void {
  const State = builder.enumType('ESignatureState', {
    description: 'How far a request is.',
    values: {
      PREPARING: { description: 'The document is being set.' },
      OPEN: { description: 'Somebody is asked to sign.' },
      SEALING: { description: 'Everybody has signed; the file is being sealed.' },
      DONE: { description: 'Sealed, and stored with the contract.' },
      DECLINED: { description: 'Somebody did not want to sign.' },
      REVOKED: { description: 'It was taken back, or the contract is over.' },
      EXPIRED: { description: 'Nobody signed in time.' },
      WITHDRAWN: { description: 'Costs were accepted, and the acceptance was taken back in time.' },
    } as const,
  });
  const SignerState = builder.enumType('ESignatureSignerState', {
    description: 'How far a signer is.',
    values: {
      WAITING: { description: 'Somebody before them signs first.' },
      ASKED: { description: 'Has the link.' },
      SIGNED: { description: 'Has signed.' },
      DECLINED: { description: 'Did not want to.' },
    } as const,
  });
  const Role = builder.enumType('ESignatureRole', {
    description: 'As what somebody signs.',
    values: {
      CUSTOMER: { description: 'As the customer.' },
      JOINT: { description: 'Beside the customer, who is not alone.' },
      COMPANY: { description: 'For a company, by a right that they name.' },
    } as const,
  });
  const Method = builder.enumType('ESignatureMethod', {
    description: 'How somebody signed.',
    values: { DRAWN: { description: 'Drawn with mouse, finger or pen.' }, TYPED: { description: 'The name was typed.' } } as const,
  });

  const Kind = builder.enumType('ESignatureKind', {
    description: 'What somebody is asked for.',
    values: {
      CONTRACT: { description: 'To sign the contract.' },
      COSTS: { description: 'To accept costs, all or part of them.' },
    } as const,
  });
  const Cost = costType(builder);

  const Signer = builder.prismaObject('ESignatureSigner', {
    description: 'Somebody who signs a contract, or accepts costs of it.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      position: t.exposeInt('position', { description: '1 signs first.' }),
      role: t.expose('role', { type: Role, description: 'As what they sign.' }),
      state: t.expose('state', { type: SignerState, description: 'How far they are.' }),
      name: t.exposeString('name', { nullable: true, description: 'Name; null = forgotten.' }),
      email: t.exposeString('email', { nullable: true, description: 'Where the link goes.', extensions: needs('read') }),
      askedAt: t.expose('askedAt', { type: 'DateTime', nullable: true, description: 'When they were asked.' }),
      remindedAt: t.expose('remindedAt', { type: 'DateTime', nullable: true, description: 'When they were last reminded.' }),
      openedAt: t.expose('openedAt', { type: 'DateTime', nullable: true, description: 'When they first opened the page.' }),
      signedAt: t.expose('signedAt', { type: 'DateTime', nullable: true, description: 'When the signature arrived.' }),
      method: t.expose('method', { type: Method, nullable: true, description: 'How they signed.' }),
      capacity: t.exposeString('capacity', { nullable: true, description: 'By what right they sign for a company, in their words.' }),
      declineReason: t.exposeString('declineReason', {
        nullable: true,
        description: 'Why they did not want to.',
        extensions: needs('read'),
      }),
      codeProblem: t.exposeString('codeProblem', {
        nullable: true,
        description: 'Code of why no text message could be sent.',
        extensions: needs('read'),
      }),
    }),
  });

  const Request = builder.prismaObject('ESignatureRequest', {
    description: 'What somebody is asked to sign or to accept: which document, until when, and what became of it.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      contractId: t.exposeID('contractId', { description: 'The contract.' }),
      kind: t.expose('kind', { type: Kind, description: 'What is asked for.' }),
      validUntil: t.expose('validUntil', {
        type: 'Date',
        nullable: true,
        description: 'Of costs: the last day on which they are accepted in time.',
      }),
      costs: t.field({
        type: [Cost],
        description: 'What is to be accepted; empty for a contract.',
        select: { id: true },
        resolve: ({ id }, _args, { db }) => db.eSignatureCost.findMany({ where: { requestId: id }, orderBy: { position: 'asc' } }),
      }),
      state: t.expose('state', { type: State, description: 'How far it is.' }),
      documentId: t.exposeID('documentId', { nullable: true, description: 'The document as it is read.' }),
      documentSha256: t.exposeString('documentSha256', { nullable: true, description: 'SHA-256 of it, hexadecimal.' }),
      signedDocumentId: t.exposeID('signedDocumentId', { nullable: true, description: 'The same with signatures, evidence and seal.' }),
      signedSha256: t.exposeString('signedSha256', { nullable: true, description: 'SHA-256 of that, hexadecimal.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'From then on nobody can sign it.' }),
      endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true, description: 'When it was over.' }),
      endReason: t.exposeString('endReason', {
        nullable: true,
        description: 'Why it was taken back or declined.',
        extensions: needs('read'),
      }),
      problem: t.exposeString('problem', { nullable: true, description: 'Code of what keeps the signed contract from moving on.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
      signers: t.field({
        type: [Signer],
        description: 'Who signs, in their order.',
        select: { id: true },
        resolve: ({ id }, _args, { db }) => db.eSignatureSigner.findMany({ where: { requestId: id }, orderBy: { position: 'asc' } }),
      }),
    }),
  });

  builder.prismaObjectField('Contract', 'eSignatures', (t) =>
    t.prismaField({
      type: [Request],
      nullable: true,
      description:
        'Requests for its signature and for the acceptance of costs (see kind), the newest first, at most twenty; null = the plugin is off.',
      select: { id: true },
      resolve: (query, { id }, _args, { db }) =>
        db.eSignatureRequest.findMany({ ...query, where: { contractId: id }, orderBy: { id: 'desc' }, take: 20 }),
    }),
  );

  builder.queryField('eSignatures', (t) =>
    t.prismaField({
      type: [Request],
      description: 'Requests of both kinds in these states, the newest first.',
      extensions: needs('read'),
      args: {
        states: t.arg({ type: [State], required: true, description: 'States.' }),
        first: t.arg.int({ required: true, defaultValue: 50, description: `How many, at most ${LIST_MAX}.` }),
        after: t.arg.id({ description: 'Go on behind this request.' }),
      },
      resolve: (query, _root, { states, first, after }, { db }) => {
        if (first < 1 || first > LIST_MAX) {
          throw new DomainError('E_SIGNATURE_PAGE_INVALID', `first: must lie between 1 and ${LIST_MAX}`, {
            field: 'first',
            maximum: LIST_MAX,
          });
        }
        const where = { state: { in: states }, ...(after && { id: { lt: after } }) };
        return db.eSignatureRequest.findMany({ ...query, where, orderBy: { id: 'desc' }, take: first });
      },
    }),
  );

  builder.mutationField('requestESignature', (t) =>
    t.prismaField({
      type: Request,
      description: 'Asks for the signature of a contract, whatever its status.',
      extensions: needs('write'),
      args: { contractId: t.arg.id({ required: true, description: 'The contract.' }) },
      resolve: async (query, _root, { contractId }, ctx) => {
        const id = await requestByHand(ctx, contractId);
        return ctx.db.eSignatureRequest.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  const Costs = costsInput(builder);
  builder.mutationField('requestCostAcceptance', (t) =>
    t.prismaField({
      type: Request,
      description:
        "Asks a contract's customer, or who stands for the company, to accept costs online. Fails with E_SIGNATURE_COSTS_INVALID, E_SIGNATURE_NOT_FOUND.",
      extensions: needs('write'),
      args: {
        contractId: t.arg.id({ required: true, description: 'The contract.' }),
        input: t.arg({ type: Costs, required: true, description: 'The costs, and until when.' }),
      },
      resolve: async (query, _root, { contractId, input }, ctx) => {
        const id = await askForCosts(ctx, contractId, input);
        return ctx.db.eSignatureRequest.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('resendESignature', (t) =>
    t.prismaField({
      type: Signer,
      description: 'Mails a new link to a signer whose turn it is; the former link ends.',
      extensions: needs('write'),
      args: { signerId: t.arg.id({ required: true, description: 'The signer.' }) },
      resolve: async (query, _root, { signerId }, ctx) => {
        await resendLink(ctx, signerId);
        return ctx.db.eSignatureSigner.findUniqueOrThrow({ ...query, where: { id: signerId } });
      },
    }),
  );
  builder.mutationField('revokeESignature', (t) =>
    t.prismaField({
      type: Request,
      description: 'Takes a request back; its links end, and the contract may go on without a signature.',
      extensions: needs('write'),
      args: {
        requestId: t.arg.id({ required: true, description: 'The request.' }),
        reason: t.arg.string({ required: true, description: 'Why.' }),
      },
      resolve: async (query, _root, { requestId, reason }, ctx) => {
        await revokeRequest(ctx, { id: requestId, reason });
        return ctx.db.eSignatureRequest.findUniqueOrThrow({ ...query, where: { id: requestId } });
      },
    }),
  );
  builder.mutationField('openESignatureOnTablet', (t) =>
    t.string({
      description: 'A link to sign on the tablet of whoever sells, also without network; whose tablet it was stands in the evidence.',
      extensions: { permission: 'order.write' },
      args: { signerId: t.arg.id({ required: true, description: 'The signer.' }) },
      resolve: (_root, { signerId }, ctx) => tabletLink(ctx, signerId),
    }),
  );

  const Seal = builder.prismaObject('ESignatureSeal', {
    description: 'The certificate with which the brand seals signed documents.',
    fields: (t) => ({
      subject: t.exposeString('subject', { description: 'Whom it names.' }),
      fingerprint: t.exposeString('fingerprint', { description: 'SHA-256 of the certificate, hexadecimal.' }),
      isUploaded: t.exposeBoolean('isUploaded', { description: 'Whether it was uploaded; else the product made it.' }),
      validUntil: t.expose('validUntil', { type: 'DateTime', description: 'Until when it holds.' }),
    }),
  });
  builder.queryField('eSignatureSeal', (t) =>
    t.prismaField({
      type: Seal,
      nullable: true,
      description: 'The certificate of the seal; null = it is made with the first signed document.',
      extensions: needs('seal'),
      resolve: (_query, _root, _args, { db }) => currentSeal(db),
    }),
  );
  builder.mutationField('uploadESignatureSeal', (t) =>
    t.prismaField({
      type: Seal,
      description: 'Seals with an uploaded certificate from now on.',
      extensions: needs('seal'),
      args: {
        file: t.arg.string({ required: true, description: 'A P12 file with key and certificates, base64.' }),
        password: t.arg.string({ required: true, description: 'Its password; it is not kept.' }),
      },
      resolve: (_query, _root, { file, password }, ctx) => uploadSeal(ctx, { file: Buffer.from(file, 'base64'), password }),
    }),
  );
}
