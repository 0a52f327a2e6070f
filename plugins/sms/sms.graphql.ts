import { type Ctx, Decimal, needs, type PluginBuilder } from '#core';
import { countryOf, e164 } from './numbers.ts';
import { segmentsOf } from './segments.ts';
import { senderFor, settings } from './settings.ts';

interface Estimate {
  readonly encoding: string;
  readonly units: number;
  readonly segments: number;
  readonly left: number;
  readonly cents: string;
  readonly number: string | null;
  readonly sender: string | null;
}

export function smsSchema(builder: PluginBuilder): void {
  const EstimateRef = builder.objectRef<Estimate>('SmsEstimate');
  EstimateRef.implement({
    description: 'What a text would be, before it is sent.',
    fields: (t) => ({
      encoding: t.exposeString('encoding', { description: '"gsm7", or "ucs2" where a letter is outside of the alphabet of telephones.' }),
      units: t.exposeInt('units', { description: 'Its length: septets or UTF-16 units.' }),
      segments: t.exposeInt('segments', { description: 'As how many messages it is paid.' }),
      left: t.exposeInt('left', { description: 'What still fits without one more.' }),
      cents: t.exposeString('cents', { description: 'What it costs, in cents, to four places.' }),
      number: t.exposeString('number', { nullable: true, description: 'The number in E.164; null = none was given, or it is none.' }),
      sender: t.exposeString('sender', { nullable: true, description: 'What the telephone shows; null = what the account says.' }),
    }),
  });
  builder.queryField('smsEstimate', (t) =>
    t.field({
      type: EstimateRef,
      description: 'Length, parts and cost of a text; nothing is sent.',
      extensions: needs('sms.read'),
      args: {
        text: t.arg.string({ required: true, description: 'The text.' }),
        to: t.arg.string({ description: 'To which number.' }),
      },
      resolve: (_root, { text, to }, ctx) => estimate(ctx, text, to ?? ''),
    }),
  );

  const State = builder.enumType('SmsState', {
    description: 'Where a text stands.',
    values: {
      HELD: { description: 'Waits for the end of quiet hours.' },
      SENDING: { description: 'Handed over at this moment.' },
      TAKEN: { description: 'The gateway has it.' },
      DELIVERED: { description: 'It arrived on the telephone.' },
      FAILED: { description: 'It will not arrive; `problem` says why.' },
    } as const,
  });
  const Message = builder.prismaObject('SmsMessage', {
    description: 'A text to a telephone.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      purpose: t.exposeString('purpose', { description: 'code, notice, or agreed (by a rule or a mailing).' }),
      number: t.exposeString('number', { nullable: true, description: 'E.164; null = forgotten.' }),
      text: t.exposeString('text', { nullable: true, description: 'The text; null for codes, which are secrets.' }),
      state: t.expose('state', { type: State, description: 'Where it stands.' }),
      encoding: t.exposeString('encoding', { description: 'gsm7 or ucs2.' }),
      segments: t.exposeInt('segments', { description: 'As how many messages it is paid.' }),
      cents: t.expose('cents', { type: 'Decimal', description: 'What it costs, in cents.' }),
      problem: t.exposeString('problem', { nullable: true, description: 'Code of what went wrong, or what the network said.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
      sentAt: t.expose('sentAt', { type: 'DateTime', nullable: true, description: 'When the gateway took it.' }),
      deliveredAt: t.expose('deliveredAt', { type: 'DateTime', nullable: true, description: 'When it arrived.' }),
    }),
  });
  builder.queryField('smsMessages', (t) =>
    t.prismaField({
      type: [Message],
      description: 'Texts, newest first; a hundred.',
      extensions: needs('sms.read'),
      args: { after: t.arg.id({ description: 'Go on behind this one.' }) },
      resolve: (query, _root, { after }, { db }) =>
        db.smsMessage.findMany({ ...query, ...(after && { where: { id: { lt: after } } }), orderBy: { id: 'desc' }, take: 100 }),
    }),
  );
}

async function estimate(ctx: Ctx, text: string, to: string): Promise<Estimate> {
  const own = ctx.activation.settings(settings);
  const { encoding, units, count, left } = segmentsOf(text);
  const number = to.trim() === '' ? null : await e164(to, ctx.brand.country);
  const country = number === null ? ctx.brand.country : await countryOf(number);
  const cents = new Decimal(own.centsASegment).times(count).toFixed(4);
  return { encoding, units, segments: count, left, cents, number, sender: senderFor(own, country) };
}
