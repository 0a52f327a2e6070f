import { CERTIFICATE, DomainError, defineSettings, pem, serviceAddress, type TxCtx, z } from '#core';
import { BUREAU_CODES, type BureauCode } from './providers/bureau.ts';
import { ACCESS_SECRETS, bureauAccess } from './settings.access.ts';
import { inquiryPolicy, reviewPolicy } from './settings.policy.ts';

const PRIVATE_KEY = /^-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+-----END [A-Z ]*PRIVATE KEY-----$/;

const days = (maximum: number) => z.number().int().min(1).max(maximum);
const score = z.number().int().min(0).max(10_000);

/** The descriptions are shown beside the fields of the settings form. */
const schema = z
  .object({
    bureau: z
      .enum(['simulator', ...BUREAU_CODES])
      .default('simulator')
      .describe('Who is asked first. The simulator invents its answers: for development, tests and demonstrations.'),
    baseUrl: serviceAddress
      .default('https://api.sandbox.schufa.de/credit-report')
      .describe('SCHUFA\'s API "Credit Report": its test environment; production is https://api.schufa.de/credit-report.'),
    tokenUrl: serviceAddress
      .default('https://auth.api.sandbox.schufa.de/token')
      .describe('Where access tokens come from; production: https://auth.api.schufa.de/token.'),
    clientId: z.string().trim().default('').describe('SCHUFA gives it with the contract.'),
    clientSecret: z.string().trim().default('').describe('Left empty when the client certificate alone proves who asks.'),
    clientCertificate: pem(CERTIFICATE, 'a certificate').describe('For mutual TLS, in PEM form, together with its key.'),
    clientKey: pem(PRIVATE_KEY, 'a private key').describe('The private key of the client certificate, in PEM form.'),
    certificateAuthority: pem(CERTIFICATE, 'a certificate').describe(
      "Whom to trust instead of the system's certificate authorities; usually empty.",
    ),
    ...bureauAccess,
    timeoutMs: z
      .number()
      .int()
      .min(500)
      .max(30_000)
      .default(15_000)
      .describe('For one question including the access token, in milliseconds.'),
    requestReason: z
      .enum(['energy-contract'])
      .default('energy-contract')
      .describe(
        'The legitimate interest that is declared with each question. SCHUFA ties it to the address that is called: /energy, formerly code AE.',
      ),
    acceptFromScore: score
      .default(500)
      .describe(
        "While no bands are in force: SCHUFA's score from which an order is accepted. Higher is better; the score table of your contract says which number means which risk.",
      ),
    reviewFromScore: score
      .default(300)
      .describe(
        "While no bands are in force: SCHUFA's score from which a person decides; below it an order is refused. 0 = nobody is refused by a score alone.",
      ),
    harmlessReservations: z
      .array(z.string().trim().min(1))
      .default(['NO_DATE_OF_BIRTH', 'DIFFERENT_ADDRESS_DATA'])
      .describe('Reservations of the bureau that do not send an order to a person. Every other one does, whatever the score.'),
    validityDays: days(365).default(30).describe('How long an answer may be used, also for other orders of the same customer.'),
    pollMinutes: z
      .number()
      .int()
      .min(1)
      .max(1_440)
      .default(15)
      .describe('Manual work at the bureau takes hours to days: how often to ask whether it is done.'),
    giveUpDays: days(60).default(10).describe('When to stop waiting for manual work and let a person decide.'),
    ...inquiryPolicy,
    ...reviewPolicy,
  })
  .superRefine((given, { addIssue }) => {
    const refuse = (field: string, message: string) => addIssue({ code: 'custom', path: [field], message });
    if (given.reviewFromScore > given.acceptFromScore) refuse('reviewFromScore', 'must not be above acceptFromScore');
    const hasCertificate = given.clientCertificate !== '';
    if (hasCertificate !== (given.clientKey !== ''))
      refuse(hasCertificate ? 'clientKey' : 'clientCertificate', 'certificate and key belong together: give both or none');
    const asked = [given.bureau, given.companyBureau, given.fallbackBureau];
    if (given.fallbackBureau !== 'none' && given.fallbackBureau === given.bureau)
      refuse('fallbackBureau', 'is asked already; choose another one or "none"');
    if (!asked.includes('schufa') || given.bureau === 'simulator') return;
    if (given.clientId === '') refuse('clientId', 'is missing; SCHUFA gives it with the contract');
    if (given.clientSecret === '' && !hasCertificate)
      refuse('clientSecret', 'is missing; give the secret, or the client certificate with its key');
  });

export type CreditCheckSettings = z.infer<typeof schema>;

export const settings = defineSettings<CreditCheckSettings>('credit-check', schema, [
  'clientSecret',
  'clientCertificate',
  'clientKey',
  ...ACCESS_SECRETS,
]);

/** Whether a bureau's answers are invented: nobody said where the real one is. */
export function isSimulated(given: CreditCheckSettings, code: BureauCode): boolean {
  if (given.bureau === 'simulator') return true;
  return code === 'schufa' ? false : accessFields(given, code).url === '';
}

/** Address, user and password of a bureau beside SCHUFA. */
export function accessFields(
  given: CreditCheckSettings,
  code: Exclude<BureauCode, 'schufa'>,
): { readonly url: string; readonly user: string; readonly password: string } {
  switch (code) {
    case 'creditreform':
      return { url: given.creditreformUrl, user: given.creditreformUser, password: given.creditreformPassword };
    case 'crif-de':
      return { url: given.crifDeUrl, user: given.crifDeUser, password: given.crifDePassword };
    case 'crif-at':
      return { url: given.crifAtUrl, user: given.crifAtUser, password: given.crifAtPassword };
    case 'boniversum':
      return { url: given.boniversumUrl, user: given.boniversumUser, password: given.boniversumPassword };
    case 'buergel':
      return { url: given.buergelUrl, user: given.buergelUser, password: given.buergelPassword };
    case 'deltavista':
      return { url: given.deltavistaUrl, user: given.deltavistaUser, password: given.deltavistaPassword };
    case 'ksv1870':
      return { url: given.ksv1870Url, user: given.ksv1870User, password: given.ksv1870Password };
  }
}

/** The bureau that is asked first, about such a customer; the simulator stands in for SCHUFA. */
export function firstBureau({ bureau, companyBureau }: CreditCheckSettings, kind: 'PERSON' | 'COMPANY'): BureauCode {
  if (kind === 'COMPANY' && companyBureau !== 'none') return companyBureau;
  return bureau === 'simulator' ? 'schufa' : bureau;
}

/** The simulator's scores are invented: outside of the demo nobody is accepted or refused by them. */
export async function refuseInventedScores({ isDemo, activation }: TxCtx): Promise<void> {
  const given = activation.settings(settings);
  const asked = [
    firstBureau(given, 'PERSON'),
    firstBureau(given, 'COMPANY'),
    ...(given.fallbackBureau === 'none' ? [] : [given.fallbackBureau]),
  ];
  if (isDemo || !asked.some((code) => isSimulated(given, code))) return;
  throw inventedScores();
}

/** Thrown where the simulator would be asked outside of the demo. */
export const inventedScores = (): DomainError =>
  new DomainError(
    'CREDIT_CHECK_NO_BUREAU',
    'bureau: the simulator invents scores; choose a bureau, for example "schufa", and fill in its access first',
  );
