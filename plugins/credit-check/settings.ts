import { defineSettings, z } from '#core';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const address = z.url().refine(
  (text) => {
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
  },
  { message: 'must begin with https://' },
);

/** A PEM text, or nothing. */
const pem = (label: RegExp, what: string) =>
  z.string().trim().default('').refine((text) => text === '' || label.test(text), { message: `is not ${what} in PEM form; copy the whole text from -----BEGIN to -----END` });

const CERTIFICATE = /^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----$/;
const PRIVATE_KEY = /^-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+-----END [A-Z ]*PRIVATE KEY-----$/;

const schema = z
  .object({
    /** Who answers. The simulator invents its answers: for development, tests and demonstrations. */
    bureau: z.enum(['simulator', 'schufa']).default('simulator'),
    /** SCHUFA's "Credit Report" API. Its test environment is the default; production is https://api.schufa.de/credit-report. */
    baseUrl: address.default('https://api.sandbox.schufa.de/credit-report'),
    /** Where access tokens come from; production: https://auth.api.schufa.de/token. */
    tokenUrl: address.default('https://auth.api.sandbox.schufa.de/token'),
    clientId: z.string().trim().default(''),
    /** Left empty when the client certificate alone proves who asks. */
    clientSecret: z.string().trim().default(''),
    /** Mutual TLS: the client certificate and its key. Both or none. */
    clientCertificate: pem(CERTIFICATE, 'a certificate'),
    clientKey: pem(PRIVATE_KEY, 'a private key'),
    /** Whom to trust instead of the system's certificate authorities. */
    certificateAuthority: pem(CERTIFICATE, 'a certificate'),
    /** For one question including the access token. */
    timeoutMs: z.number().int().min(500).max(30_000).default(15_000),
    /** The legitimate interest that is declared with each question. SCHUFA ties it to the address that is called: /energy, formerly code AE. */
    requestReason: z.enum(['energy-contract']).default('energy-contract'),

    /** From this score on an order is accepted. Higher is better; the customer's score table says which number means which risk. */
    acceptFromScore: z.number().int().min(0).max(10_000).default(500),
    /** From this score on a person decides; below it an order is refused. 0 = nobody is refused by a score alone. */
    reviewFromScore: z.number().int().min(0).max(10_000).default(300),
    /** Reservations of the bureau that do not send an order to a person. Every other one does, whatever the score. */
    harmlessReservations: z.array(z.string().trim().min(1)).default(['NO_DATE_OF_BIRTH', 'DIFFERENT_ADDRESS_DATA']),
    /** How long an answer may be used. */
    validityDays: z.number().int().min(1).max(365).default(30),
    /** Manual work at the bureau takes hours to days: how often to ask whether it is done, and when to stop and let a person decide. */
    pollMinutes: z.number().int().min(1).max(1_440).default(15),
    giveUpDays: z.number().int().min(1).max(60).default(10),
  })
  .superRefine((given, { addIssue }) => {
    const refuse = (field: string, message: string) => addIssue({ code: 'custom', path: [field], message });
    if (given.reviewFromScore > given.acceptFromScore) refuse('reviewFromScore', 'must not be above acceptFromScore');
    const hasCertificate = given.clientCertificate !== '';
    if (hasCertificate !== (given.clientKey !== '')) refuse(hasCertificate ? 'clientKey' : 'clientCertificate', 'certificate and key belong together: give both or none');
    if (given.bureau !== 'schufa') return;
    if (given.clientId === '') refuse('clientId', 'is missing; SCHUFA gives it with the contract');
    if (given.clientSecret === '' && !hasCertificate) refuse('clientSecret', 'is missing; give the secret, or the client certificate with its key');
  });

export type CreditCheckSettings = z.infer<typeof schema>;

export const settings = defineSettings<CreditCheckSettings>('credit-check', schema, ['clientSecret', 'clientCertificate', 'clientKey']);
