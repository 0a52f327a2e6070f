import { type Ctx, callOutside, DomainError } from '#core';
import { type NotificationSettings, settings } from '../settings.ts';
import type { Channel, ChannelAnswer, Outgoing } from './channel.ts';

const TIMEOUT_MS = 10_000;
const MOST_ANSWER_BYTES = 100_000;
/** Messengers cut what is longer; characters. */
const LONGEST = 3_500;

interface Messenger {
  readonly code: string;
  readonly url: (settings: NotificationSettings) => string;
  /** What its incoming webhook takes. */
  readonly body: (subject: string, text: string) => object;
}

const MESSENGERS: readonly Messenger[] = [
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: "&", "<" and ">" begin its own marks.
  { code: 'slack', url: ({ slackUrl }) => slackUrl, body: (subject, text) => ({ text: `*${forSlack(subject)}*\n${forSlack(text)}` }) },
  // A workflow's webhook takes an adaptive card.
  {
    code: 'teams',
    url: ({ teamsUrl }) => teamsUrl,
    body: (subject, text) => ({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              { type: 'TextBlock', text: forTeams(subject), weight: 'Bolder', wrap: true },
              { type: 'TextBlock', text: forTeams(text), wrap: true },
            ],
          },
        },
      ],
    }),
  },
  // matrix-hookshot's generic webhook.
  { code: 'matrix', url: ({ matrixUrl }) => matrixUrl, body: (subject, text) => ({ text: `${subject}\n\n${text}` }) },
];

const forSlack = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** Cards read Markdown: signs stand for themselves. */
const forTeams = (text: string): string => text.replaceAll(/[\\`*_[\]]/g, '\\$&');

/** Rooms of messengers, reached by the webhook that each gives. */
export const messengerChannels = ({ activation }: Pick<Ctx, 'activation'>): Channel[] =>
  MESSENGERS.map((messenger) => ({
    code: messenger.code,
    isDurable: false,
    reaches: 'room',
    consent: null,
    isReady: messenger.url(activation.settings(settings)) !== '',
    send: (ctx, message) => post(ctx, messenger, message),
  }));

async function post(ctx: Ctx, { code, url, body }: Messenger, { subject, text }: Outgoing): Promise<ChannelAnswer> {
  const { request } = await import('undici');
  const address = url(ctx.activation.settings(settings));
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
  const status = await callOutside(`${code} ${new URL(address).host}`, TIMEOUT_MS, async (signal) => {
    // Redirects are not followed: they would lead where the settings do not allow.
    const answer = await request(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body(subject, short)),
      signal,
    });
    await answer.body.dump({ limit: MOST_ANSWER_BYTES });
    if (answer.statusCode === 429 || answer.statusCode >= 500) throw new Error(`${code} answered ${answer.statusCode}`);
    return answer.statusCode;
  });
  if (status >= 200 && status < 300) return { kind: 'sent', outsideId: null };
  if (status === 404 || status === 410 || status === 403 || status === 401)
    throw new DomainError(
      'NOTIFICATIONS_WEBHOOK_GONE',
      `${code}Url: the messenger does not know this webhook any more (${status}); make a new one and set it`,
      { channel: code },
    );
  return { kind: 'refused', code: 'NOTIFICATIONS_REFUSED', isAddressDead: false, reason: `HTTP ${status}` };
}
