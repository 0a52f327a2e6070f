import type { PlainDate } from '../kernel/clock.ts';

/**
 * The law's own words for a notice of withdrawal, word for word, with its blanks: {company} name, address, telephone and e-mail;
 * {sender} name, address and e-mail; {supply} what is supplied. Whoever fills a model in rightly has told the customer rightly.
 * Never mend their wording: a changed model is none.
 */
export interface WithdrawalModel {
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  readonly language: string;
  readonly validFrom: PlainDate;
  readonly source: string;
  readonly title: string;
  readonly right: string;
  readonly rightParagraphs: readonly string[];
  readonly effects: string;
  /** The last one tells of what is owed where supply began within the period. */
  readonly effectsParagraphs: readonly string[];
  readonly form: string;
  readonly formIntro: string;
  readonly formLines: readonly string[];
  /** What is supplied, by commodity. */
  readonly supplies: Readonly<Record<string, string>>;
  /** The two halves of "{supply}". */
  readonly supplyOf: string;
  readonly services: string;
  /** Between the two. */
  readonly or: string;
}

/** Germany's annexes 1 and 2 in the wording since 2022-05-28. The blank [1] is that of services and of supply by pipe and wire. */
const GERMANY: WithdrawalModel = {
  countries: ['DE'],
  language: 'de',
  validFrom: '2022-05-28',
  source: 'Anlagen 1 und 2 zu Art. 246a § 1 Abs. 2 EGBGB',
  title: 'Widerrufsbelehrung',
  right: 'Widerrufsrecht',
  rightParagraphs: [
    'Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen.',
    'Die Widerrufsfrist beträgt vierzehn Tage ab dem Tag des Vertragsabschlusses.',
    'Um Ihr Widerrufsrecht auszuüben, müssen Sie uns ({company}) mittels einer eindeutigen Erklärung (z. B. ein mit der Post versandter Brief oder eine E-Mail) über Ihren Entschluss, diesen Vertrag zu widerrufen, informieren. Sie können dafür das beigefügte Muster-Widerrufsformular verwenden, das jedoch nicht vorgeschrieben ist.',
    'Zur Wahrung der Widerrufsfrist reicht es aus, dass Sie die Mitteilung über die Ausübung des Widerrufsrechts vor Ablauf der Widerrufsfrist absenden.',
  ],
  effects: 'Folgen des Widerrufs',
  effectsParagraphs: [
    'Wenn Sie diesen Vertrag widerrufen, haben wir Ihnen alle Zahlungen, die wir von Ihnen erhalten haben, einschließlich der Lieferkosten (mit Ausnahme der zusätzlichen Kosten, die sich daraus ergeben, dass Sie eine andere Art der Lieferung als die von uns angebotene, günstigste Standardlieferung gewählt haben), unverzüglich und spätestens binnen vierzehn Tagen ab dem Tag zurückzuzahlen, an dem die Mitteilung über Ihren Widerruf dieses Vertrags bei uns eingegangen ist. Für diese Rückzahlung verwenden wir dasselbe Zahlungsmittel, das Sie bei der ursprünglichen Transaktion eingesetzt haben, es sei denn, mit Ihnen wurde ausdrücklich etwas anderes vereinbart; in keinem Fall werden Ihnen wegen dieser Rückzahlung Entgelte berechnet.',
    'Haben Sie verlangt, dass die {supply} während der Widerrufsfrist beginnen soll, so haben Sie uns einen angemessenen Betrag zu zahlen, der dem Anteil der bis zu dem Zeitpunkt, zu dem Sie uns von der Ausübung des Widerrufsrechts hinsichtlich dieses Vertrags unterrichten, bereits erbrachten Dienstleistungen im Vergleich zum Gesamtumfang der im Vertrag vorgesehenen Dienstleistungen entspricht.',
  ],
  form: 'Muster-Widerrufsformular',
  formIntro: '(Wenn Sie den Vertrag widerrufen wollen, dann füllen Sie bitte dieses Formular aus und senden Sie es zurück.)',
  formLines: [
    '– An {sender}:',
    '– Hiermit widerrufe(n) ich/wir (*) den von mir/uns (*) abgeschlossenen Vertrag über den Kauf der folgenden Waren (*)/die Erbringung der folgenden Dienstleistung (*)',
    '– Bestellt am (*)/erhalten am (*)',
    '– Name des/der Verbraucher(s)',
    '– Anschrift des/der Verbraucher(s)',
    '– Unterschrift des/der Verbraucher(s) (nur bei Mitteilung auf Papier)',
    '– Datum',
    '(*) Unzutreffendes streichen.',
  ],
  supplies: { WATER: 'Wasser', GAS: 'Gas', ELECTRICITY: 'Strom', HEAT: 'Fernwärme' },
  supplyOf: 'Lieferung von {goods}',
  services: 'Dienstleistungen',
  or: ' oder ',
};

/** The English of the Directive itself, for readers of English in its member states. */
const DIRECTIVE: WithdrawalModel = {
  countries: ['DE', 'AT', 'PL'],
  language: 'en',
  validFrom: '2022-05-28',
  source: 'Directive 2011/83/EU, Annex I, as amended by Directive (EU) 2019/2161',
  title: 'Model instructions on withdrawal',
  right: 'Right of withdrawal',
  rightParagraphs: [
    'You have the right to withdraw from this contract within 14 days without giving any reason.',
    'The withdrawal period will expire after 14 days from the day of the conclusion of the contract.',
    'To exercise the right of withdrawal, you must inform us ({company}) of your decision to withdraw from this contract by an unequivocal statement (e.g. a letter sent by post or e-mail). You may use the attached model withdrawal form, but it is not obligatory.',
    'To meet the withdrawal deadline, it is sufficient for you to send your communication concerning your exercise of the right of withdrawal before the withdrawal period has expired.',
  ],
  effects: 'Effects of withdrawal',
  effectsParagraphs: [
    'If you withdraw from this contract, we shall reimburse to you all payments received from you, including the costs of delivery (with the exception of the supplementary costs resulting from your choice of a type of delivery other than the least expensive type of standard delivery offered by us), without undue delay and in any event not later than 14 days from the day on which we are informed about your decision to withdraw from this contract. We will carry out such reimbursement using the same means of payment as you used for the initial transaction, unless you have expressly agreed otherwise; in any event, you will not incur any fees as a result of such reimbursement.',
    'If you requested to begin the {supply} during the withdrawal period, you shall pay us an amount which is in proportion to what has been provided until you have communicated us your withdrawal from this contract, in comparison with the full coverage of the contract.',
  ],
  form: 'Model withdrawal form',
  formIntro: '(complete and return this form only if you wish to withdraw from the contract)',
  formLines: [
    '— To {sender}:',
    '— I/We (*) hereby give notice that I/We (*) withdraw from my/our (*) contract of sale of the following goods (*)/for the provision of the following service (*),',
    '— Ordered on (*)/received on (*),',
    '— Name of consumer(s),',
    '— Address of consumer(s),',
    '— Signature of consumer(s) (only if this form is notified on paper),',
    '— Date',
    '(*) Delete as appropriate.',
  ],
  supplies: { WATER: 'water', GAS: 'gas', ELECTRICITY: 'electricity', HEAT: 'district heating' },
  supplyOf: 'supply of {goods}',
  services: 'performance of services',
  or: ' or the ',
};

const MODELS: readonly WithdrawalModel[] = [GERMANY, DIRECTIVE];

/** The law's model for a country, a language and a day; null where its words are not known for certain. */
export const withdrawalModelOf = (country: string, language: string, day: PlainDate): WithdrawalModel | null =>
  MODELS.find((model) => model.countries.includes(country) && model.language === language && model.validFrom <= day) ?? null;

/** What is supplied, with what does not apply left out, as the model asks for. */
export function suppliesIn({ supplies, supplyOf, services, or }: WithdrawalModel, commodities: readonly string[]): string {
  const goods = Object.entries(supplies).flatMap(([commodity, word]) => (commodities.includes(commodity) ? [word] : []));
  const isService = commodities.some((commodity) => supplies[commodity] === undefined);
  const supplied = goods.length > 0 ? [supplyOf.replace('{goods}', goods.join('/'))] : [];
  return [...(isService ? [services] : []), ...supplied].join(or);
}
