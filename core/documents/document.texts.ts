/** What documents and their mails say. "{…}" is filled in. */
export interface DocumentTexts {
  readonly mail: { readonly subject: string; readonly text: string; readonly withWithdrawal: string; readonly follow: string };
  readonly confirmation: Readonly<
    Record<
      | 'title'
      | 'intro'
      | 'order'
      | 'number'
      | 'receivedOn'
      | 'contract'
      | 'commodity'
      | 'tariff'
      | 'supplyReason'
      | 'meteringPoint'
      | 'supplyAddress'
      | 'requestedStart'
      | 'consumption'
      | 'quantity'
      | 'price'
      | 'firstYear'
      | 'runningYear'
      | 'monthly'
      | 'pricesAsOf'
      | 'gross'
      | 'terms'
      | 'minimumTerm'
      | 'noMinimumTerm'
      | 'notice'
      | 'renewal'
      | 'openEnded'
      | 'leavingFee'
      | 'guarantee'
      | 'noGuarantee'
      | 'bonusCondition'
      | 'sources',
      string
    >
  >;
  /** A contract as a document of its own. */
  readonly contract: Readonly<
    Record<'title' | 'intro' | 'parties' | 'supplier' | 'customer' | 'contact' | 'birthDate' | 'address' | 'email' | 'phone', string>
  >;
  readonly withdrawal: Readonly<
    Record<
      | 'title'
      | 'right'
      | 'period'
      | 'how'
      | 'inTime'
      | 'effects'
      | 'refund'
      | 'earlyStart'
      | 'notModel'
      | 'source'
      | 'form'
      | 'formIntro'
      | 'formTo'
      | 'formText'
      | 'formOrderedOn'
      | 'formName'
      | 'formAddress'
      | 'formDate',
      string
    >
  >;
  /** Legal texts of the brand. */
  readonly legal: { readonly heading: string; readonly version: string };
  /** Codes of the database, in words. */
  readonly words: Readonly<Record<string, string>>;
  readonly page: string;
}

export const en: DocumentTexts = {
  mail: {
    subject: 'Your order {number}',
    text: 'Hello,\n\nthank you for your order at {brand}. The order confirmation is attached; it says what was ordered and at which price.\n\nYour order number: {number}',
    withWithdrawal: 'The notice about your right of withdrawal is attached as well.',
    follow: 'How it stands, and your documents, are here, without an account:\n{link}',
  },
  confirmation: {
    title: 'Order confirmation',
    intro: 'Thank you for your order. We confirm that we have received it, with the following content.',
    order: 'Your order',
    number: 'Order number',
    receivedOn: 'Received on',
    contract: 'Contract number',
    commodity: 'Supply of',
    tariff: 'Tariff',
    supplyReason: 'Reason',
    meteringPoint: 'Metering point',
    supplyAddress: 'Place of supply',
    requestedStart: 'Wished start of supply',
    consumption: 'Expected consumption',
    quantity: 'Quantity in a year',
    price: 'Price',
    firstYear: 'First year, with bonuses',
    runningYear: 'Every further year',
    monthly: 'Monthly instalment',
    pricesAsOf: 'Prices, fees and levies as of',
    gross: 'Amounts are in {currency} and include value added tax.',
    terms: 'Terms',
    minimumTerm: 'Minimum term',
    noMinimumTerm: 'none',
    notice: 'Notice period',
    renewal: 'Renewal',
    openEnded: 'open-ended after the minimum term',
    leavingFee: 'Leaving before the end of the term',
    guarantee: 'Price guarantee',
    noGuarantee: 'none',
    bonusCondition: 'The bonus depends on',
    sources: 'Sources of regulated costs',
  },
  contract: {
    title: 'Contract {number}',
    intro: 'This is the contract with all that was agreed upon.',
    parties: 'Parties',
    supplier: 'Supplier',
    customer: 'Customer',
    contact: 'Represented by',
    birthDate: 'Date of birth',
    address: 'Address',
    email: 'E-mail',
    phone: 'Telephone',
  },
  withdrawal: {
    title: 'Notice of the right of withdrawal',
    right: 'You may withdraw from this contract within {days} days, without giving a reason.',
    period: 'The period began on the day on which the contract was concluded, and ends on {lastDay}.',
    how: 'To withdraw, send an unequivocal declaration to {brand}, for example by letter or e-mail. You may use the form below, but you need not.',
    inTime: 'It is in time when you send your declaration before the period ends.',
    effects: 'What happens then',
    refund:
      'If you withdraw, we pay back every payment that we received from you for this contract, at the latest {days} days after your declaration has reached us, in the way in which you paid, and without a charge.',
    earlyStart:
      'If you asked for supply to begin within the withdrawal period, you pay for what was supplied until you told us of your withdrawal.',
    notModel: 'This notice is worded by the product and is not the statutory model text.',
    source: 'Legal basis: {source}',
    form: 'Form for withdrawal',
    formIntro: 'Fill this in and send it back only if you want to withdraw.',
    formTo: 'To',
    formText: 'I hereby withdraw from the contract for the supply of energy.',
    formOrderedOn: 'Ordered on, order number',
    formName: 'Name',
    formAddress: 'Address',
    formDate: 'Date, and signature on paper',
  },
  legal: { heading: 'What holds as well', version: 'version {version}, in force since {day}' },
  words: {
    SWITCH: 'change of supplier',
    MOVE_IN: 'move-in',
    ENERGY_ONLY: 'energy price',
    ALL_BUT_TAXES: 'everything but taxes',
    FULL: 'everything',
    DAYS: '{count} days',
    WEEKS: '{count} weeks',
    MONTHS: '{count} months',
    FIXED: 'EUR {amount}',
    PER_KWH: '{amount} ct for each kWh expected until the end of the term',
    PERCENT: '{amount} % of the energy price of the use expected until the end of the term',
    AT_MOST: '{fee}, at most EUR {cap}',
    UNTIL: 'until {day}',
    'ct/kWh': 'ct/kWh',
    'ct/m3': 'ct/m³',
    'ct/piece': 'ct a piece',
    'EUR/month': 'EUR a month',
    'EUR/year': 'EUR a year',
    '%': '%',
    kWh: 'kWh',
    m3: 'm³',
    piece: 'pieces',
    month: 'months',
    year: 'year',
    EUR: 'EUR',
  },
  page: 'Page {page} of {pages}',
};

export const de: DocumentTexts = {
  mail: {
    subject: 'Ihr Auftrag {number}',
    text: 'Guten Tag,\n\nvielen Dank für Ihren Auftrag bei {brand}. Die Auftragsbestätigung ist beigefügt; darin steht, was bestellt wurde und zu welchem Preis.\n\nIhre Auftragsnummer: {number}',
    withWithdrawal: 'Die Information über Ihr Widerrufsrecht ist ebenfalls beigefügt.',
    follow: 'Wie es steht, und Ihre Dokumente, finden Sie hier, ohne Konto:\n{link}',
  },
  confirmation: {
    title: 'Auftragsbestätigung',
    intro: 'Vielen Dank für Ihren Auftrag. Wir bestätigen, dass er mit folgendem Inhalt bei uns eingegangen ist.',
    order: 'Ihr Auftrag',
    number: 'Auftragsnummer',
    receivedOn: 'Eingegangen am',
    contract: 'Vertragsnummer',
    commodity: 'Lieferung von',
    tariff: 'Tarif',
    supplyReason: 'Anlass',
    meteringPoint: 'Zählpunkt',
    supplyAddress: 'Lieferstelle',
    requestedStart: 'Gewünschter Lieferbeginn',
    consumption: 'Erwarteter Verbrauch',
    quantity: 'Menge im Jahr',
    price: 'Preis',
    firstYear: 'Erstes Jahr, mit Boni',
    runningYear: 'Jedes weitere Jahr',
    monthly: 'Monatlicher Abschlag',
    pricesAsOf: 'Preise, Entgelte und Abgaben vom',
    gross: 'Beträge in {currency}, einschließlich Umsatzsteuer.',
    terms: 'Bedingungen',
    minimumTerm: 'Mindestlaufzeit',
    noMinimumTerm: 'keine',
    notice: 'Kündigungsfrist',
    renewal: 'Verlängerung',
    openEnded: 'unbefristet nach der Mindestlaufzeit',
    leavingFee: 'Vertragsende vor Ablauf der Laufzeit',
    guarantee: 'Preisgarantie',
    noGuarantee: 'keine',
    bonusCondition: 'Voraussetzung des Bonus',
    sources: 'Quellen der regulierten Kosten',
  },
  contract: {
    title: 'Vertrag {number}',
    intro: 'Das ist der Vertrag mit allem, was vereinbart wurde.',
    parties: 'Vertragsparteien',
    supplier: 'Lieferant',
    customer: 'Kunde',
    contact: 'Vertreten durch',
    birthDate: 'Geburtsdatum',
    address: 'Anschrift',
    email: 'E-Mail',
    phone: 'Telefon',
  },
  withdrawal: {
    title: 'Information über das Widerrufsrecht',
    right: 'Sie können diesen Vertrag binnen {days} Tagen ohne Angabe von Gründen widerrufen.',
    period: 'Die Frist begann mit dem Tag des Vertragsabschlusses und endet am {lastDay}.',
    how: 'Für den Widerruf genügt eine eindeutige Erklärung an {brand}, zum Beispiel per Brief oder E-Mail. Sie können das Formular unten verwenden, müssen es aber nicht.',
    inTime: 'Die Frist ist gewahrt, wenn Sie die Erklärung vor ihrem Ende absenden.',
    effects: 'Folgen des Widerrufs',
    refund:
      'Wenn Sie widerrufen, zahlen wir alle Zahlungen, die wir von Ihnen für diesen Vertrag erhalten haben, spätestens {days} Tage nach Eingang Ihrer Erklärung auf dem Weg zurück, auf dem Sie gezahlt haben, und ohne dafür etwas zu berechnen.',
    earlyStart:
      'Haben Sie verlangt, dass die Lieferung schon während der Widerrufsfrist beginnt, so zahlen Sie, was bis zu Ihrem Widerruf geliefert wurde.',
    notModel: 'Diese Information ist vom Produkt formuliert und nicht der gesetzliche Mustertext.',
    source: 'Rechtsgrundlage: {source}',
    form: 'Formular für den Widerruf',
    formIntro: 'Bitte nur ausfüllen und zurücksenden, wenn Sie widerrufen wollen.',
    formTo: 'An',
    formText: 'Hiermit widerrufe ich den Vertrag über die Lieferung von Energie.',
    formOrderedOn: 'Bestellt am, Auftragsnummer',
    formName: 'Name',
    formAddress: 'Anschrift',
    formDate: 'Datum, auf Papier mit Unterschrift',
  },
  legal: { heading: 'Außerdem gelten', version: 'Fassung {version}, gültig seit {day}' },
  words: {
    SWITCH: 'Lieferantenwechsel',
    MOVE_IN: 'Einzug',
    ENERGY_ONLY: 'Energiepreis',
    ALL_BUT_TAXES: 'alles außer Steuern',
    FULL: 'alles',
    DAYS: '{count} Tage',
    WEEKS: '{count} Wochen',
    MONTHS: '{count} Monate',
    FIXED: '{amount} EUR',
    PER_KWH: '{amount} ct je kWh, die bis zum Ende der Laufzeit zu erwarten war',
    PERCENT: '{amount} % des Energiepreises für den bis zum Ende der Laufzeit erwarteten Verbrauch',
    AT_MOST: '{fee}, höchstens {cap} EUR',
    UNTIL: 'bis {day}',
    'ct/kWh': 'ct/kWh',
    'ct/m3': 'ct/m³',
    'ct/piece': 'ct je Stück',
    'EUR/month': 'EUR im Monat',
    'EUR/year': 'EUR im Jahr',
    '%': '%',
    kWh: 'kWh',
    m3: 'm³',
    piece: 'Stück',
    month: 'Monate',
    year: 'Jahr',
    EUR: 'EUR',
  },
  page: 'Seite {page} von {pages}',
};
