import type { TxCtx } from '#core';

interface Standard {
  readonly code: string;
  readonly names: { readonly en: string; readonly de: string };
  readonly wordings: readonly {
    readonly language: 'en' | 'de';
    readonly form: 'FORMAL' | 'INFORMAL';
    readonly subject: string;
    readonly body: string;
    readonly shortText: string;
  }[];
}

const section = (...parts: readonly string[]): string =>
  ['<mj-section>', '  <mj-column>', ...parts.map((part) => `    ${part}`), '  </mj-column>', '</mj-section>'].join('\n');
const text = (content: string): string => `<mj-text>${content}</mj-text>`;
const button = (label: string): string => `<mj-button href="{{ order.link }}">${label}</mj-button>`;

/** What a brand begins with: examples that are right as they stand. */
const STANDARD: readonly Standard[] = [
  {
    code: 'contract-accepted',
    names: { en: 'Contract accepted', de: 'Vertrag angenommen' },
    wordings: [
      {
        ...{ language: 'en', form: 'FORMAL', shortText: '{{ brand.name }}: your contract {{ contract.number }} is accepted.' },
        subject: 'Your contract {{ contract.number }} is accepted',
        body: section(
          text('Dear {{ customer.name }},'),
          text(
            'we have accepted your contract {{ contract.number }}{% if tariff.name %} ({{ tariff.name }}){% endif %}.{% if contract.requestedStartOn %} We register it for {{ contract.requestedStartOn }}.{% endif %}',
          ),
          button('Follow your order'),
        ),
      },
      {
        ...{ language: 'de', form: 'FORMAL', shortText: '{{ brand.name }}: Ihr Vertrag {{ contract.number }} ist angenommen.' },
        subject: 'Ihr Vertrag {{ contract.number }} ist angenommen',
        body: section(
          text('Guten Tag {{ customer.name }},'),
          text(
            'wir haben Ihren Vertrag {{ contract.number }}{% if tariff.name %} ({{ tariff.name }}){% endif %} angenommen.{% if contract.requestedStartOn %} Wir melden ihn zum {{ contract.requestedStartOn }} an.{% endif %}',
          ),
          button('Auftrag verfolgen'),
        ),
      },
      {
        ...{ language: 'de', form: 'INFORMAL', shortText: '{{ brand.name }}: Dein Vertrag {{ contract.number }} ist angenommen.' },
        subject: 'Dein Vertrag {{ contract.number }} ist angenommen',
        body: section(
          text('Hallo {{ customer.firstName | default: customer.name }},'),
          text(
            'wir haben deinen Vertrag {{ contract.number }}{% if tariff.name %} ({{ tariff.name }}){% endif %} angenommen.{% if contract.requestedStartOn %} Wir melden ihn zum {{ contract.requestedStartOn }} an.{% endif %}',
          ),
          button('Auftrag verfolgen'),
        ),
      },
    ],
  },
  {
    code: 'status-changed',
    names: { en: 'Status changed (for colleagues)', de: 'Status geändert (für Kolleginnen und Kollegen)' },
    wordings: [
      {
        ...{ language: 'en', form: 'FORMAL', shortText: '{{ contract.number }} ({{ customer.name }}): {{ contract.status }}' },
        subject: '{{ contract.number }}: {{ contract.status }}',
        body: section(text('Contract {{ contract.number }} of {{ customer.name }} now stands at: {{ contract.status }}.'), button('Open')),
      },
      {
        ...{ language: 'de', form: 'FORMAL', shortText: '{{ contract.number }} ({{ customer.name }}): {{ contract.status }}' },
        subject: '{{ contract.number }}: {{ contract.status }}',
        body: section(
          text('Der Vertrag {{ contract.number }} von {{ customer.name }} steht jetzt auf: {{ contract.status }}.'),
          button('Öffnen'),
        ),
      },
    ],
  },
];

/** Puts the standard templates there; a brand that has any keeps what it has. */
export async function layOutStandard({ tx, brand }: TxCtx): Promise<void> {
  if ((await tx.notificationsTemplate.count({ take: 1 })) > 0) return;
  for (const { code, names, wordings } of STANDARD) {
    const name = brand.language.startsWith('de') ? names.de : names.en;
    const { id } = await tx.notificationsTemplate.create({
      data: { code, name, subjectKind: 'contract', createdBy: 'standard' },
      select: { id: true },
    });
    await tx.notificationsVersion.createMany({
      data: wordings.map((wording) => ({ ...wording, templateId: id, number: 1, createdBy: 'standard' })),
    });
  }
}
