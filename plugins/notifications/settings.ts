import { CERTIFICATE, defineSettings, isServiceAddress, isThisMachine, pem, z } from '#core';

const line = (maximum: number) =>
  z
    .string()
    .trim()
    .max(maximum)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), {
      message: 'holds a line break or another control character; write it in one line',
    });

const email = line(254).refine((text) => text === '' || z.email().safeParse(text).success, {
  message: 'is not an e-mail address; write it like name@example.com',
});

/** Messages carry names and contracts: only https, or this very machine. */
const webhook = z
  .string()
  .trim()
  .default('')
  .refine((text) => text === '' || isServiceAddress(text), {
    message: 'is not an address that begins with https://; copy it from the messenger',
  });

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'is not a time of day; write it like 21:00' });

const PRIVATE_KEY = /^-----BEGIN (RSA )?PRIVATE KEY-----[\s\S]+-----END (RSA )?PRIVATE KEY-----$/;

/** The descriptions are shown beside the fields of the settings form. */
const schema = z
  .object({
    smtpHost: line(253)
      .default('')
      .describe('The server that takes mails. Empty: mails stay in the mailbox, and nothing leaves the machine.'),
    smtpPort: z.number().int().min(1).max(65_535).default(587).describe('587 with STARTTLS, 465 with TLS from the first byte.'),
    smtpSecurity: z
      .enum(['starttls', 'tls', 'none'])
      .default('starttls')
      .describe('"none" is taken for a server on this very machine alone: mails hold links that sign people in.'),
    smtpUser: line(254).default('').describe('Empty where the server asks for no name.'),
    smtpPassword: z.string().default(''),
    smtpCertificateAuthority: pem(CERTIFICATE, 'a certificate').describe(
      "Whom to trust instead of the system's certificate authorities; usually empty.",
    ),
    senderAddress: email.default('').describe("Who mails come from. Its domain's SPF record must name the server."),
    senderName: line(100)
      .default('')
      .describe("The name beside the address; empty: the sender of the brand's look, else the brand's name."),
    replyTo: email.default('').describe("Where answers go; empty: to the sender of the brand's look, else to the address above."),
    dkimSelector: line(63)
      .default('')
      .describe('The first part of the name under which the public key stands in the DNS: "mail" of mail._domainkey.'),
    dkimKey: pem(PRIVATE_KEY, 'an RSA private key').describe("Signs mails in the name of the sender's domain."),
    bounceAddress: email
      .default('')
      .describe('Where what cannot be delivered goes back to. "bounce@mail.example.com" becomes bounce+<number>@… for each mail.'),
    bounceToken: z
      .string()
      .default('')
      .describe('At least 24 characters. Whoever hands in what came back, at /plugins/notifications/bounces, sends it as a bearer token.'),
    addressForm: z.enum(['formal', 'informal']).default('formal').describe('How customers are spoken to: "Sie" or "du".'),
    quietFrom: hour.default('21:00').describe("From then on nothing is sent that can wait, in the brand's time zone."),
    quietTo: hour.default('08:00').describe('Then it is sent. The same time twice: no quiet hours.'),
    mostAnHour: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(20)
      .describe('More messages by rules than this in an hour to one person are a loop, and are not sent.'),
    mostAMinutePerDomain: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(600)
      .describe('When many are written to at once: how many mails a minute one domain (gmail.com) gets.'),
    slackUrl: webhook.describe('The incoming webhook of a Slack channel.'),
    teamsUrl: webhook.describe('The incoming webhook of a Teams channel.'),
    matrixUrl: webhook.describe('The incoming webhook of a Matrix room (matrix-hookshot).'),
  })
  .superRefine((given, { addIssue }) => {
    const refuse = (field: string, message: string) => addIssue({ code: 'custom', path: [field], message });
    if ((given.dkimKey === '') !== (given.dkimSelector === ''))
      refuse(given.dkimKey === '' ? 'dkimKey' : 'dkimSelector', 'key and selector belong together: give both or none');
    if (given.bounceToken !== '' && given.bounceToken.length < 24)
      refuse('bounceToken', 'is shorter than 24 characters; make one with "openssl rand -base64 24"');
    if (given.smtpHost === '') return;
    if (given.senderAddress === '') refuse('senderAddress', 'is missing; say who mails come from');
    if (given.smtpSecurity === 'none' && !isThisMachine(given.smtpHost))
      refuse('smtpSecurity', 'would send mails unencrypted to another machine; choose "starttls" or "tls"');
    if ((given.smtpUser === '') !== (given.smtpPassword === ''))
      refuse(given.smtpUser === '' ? 'smtpUser' : 'smtpPassword', 'name and password belong together: give both or none');
  });

export type NotificationSettings = z.infer<typeof schema>;

export const settings = defineSettings<NotificationSettings>(
  'notifications',
  schema,
  ['smtpPassword', 'dkimKey', 'bounceToken', 'slackUrl', 'teamsUrl', 'matrixUrl'],
  ['senderAddress', 'senderName', 'replyTo', 'bounceAddress', 'dkimSelector'],
);
