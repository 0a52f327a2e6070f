import {
  type Ctx,
  collected,
  contractAccepted,
  contractActivated,
  contractCancelled,
  contractClosed,
  contractEnded,
  contractGuaranteeEnding,
  contractLost,
  contractMovedOut,
  contractNoticeGiven,
  contractNoticeRevoked,
  contractRenewed,
  contractReversed,
  contractStatusChanged,
  contractTariffChanged,
  contractTermEnding,
  contractWithdrawn,
  type EventHandler,
  type EventType,
  importFinished,
  inspectionFailed,
  type NoticeSubject,
  noticeGiven,
  noticeKinds,
  on,
  orderRejected,
  orderSubmitted,
  switchConfirmed,
  switchRejected,
} from '#core';
import { applyRules } from './apply.ts';
import { DAYS } from './days.ts';
import { SAID, SAID_OF_DAYS, SAID_OF_IMPORTS } from './said.ts';
import { type SubjectKind, type Value, type ValueKind, variablesOf } from './subject.facts.ts';

interface Listed {
  readonly name: string;
  readonly subject: NoticeSubject;
  readonly handler: EventHandler;
}

const ofContract = <T extends { readonly contractId: string }>(type: EventType<T>): Listed => ({
  name: type.name,
  subject: 'contract',
  handler: on(type, (payload, ctx) =>
    applyRules(ctx, { event: type.name, subject: { kind: 'contract', id: payload.contractId }, said: saidBy(payload) }),
  ),
});
const ofOrder = <T extends { readonly orderId: string }>(type: EventType<T>): Listed => ({
  name: type.name,
  subject: 'order',
  handler: on(type, (payload, ctx) => applyRules(ctx, { event: type.name, subject: { kind: 'order', id: payload.orderId }, said: {} })),
});

/** Core's events that rules may be made for. */
const OF_CORE: readonly Listed[] = [
  ofOrder(orderSubmitted),
  ofOrder(orderRejected),
  ofContract(contractStatusChanged),
  ofContract(contractAccepted),
  ofContract(contractActivated),
  ofContract(contractWithdrawn),
  ofContract(contractCancelled),
  ofContract(contractNoticeGiven),
  ofContract(contractNoticeRevoked),
  ofContract(contractLost),
  ofContract(contractMovedOut),
  ofContract(contractEnded),
  ofContract(contractReversed),
  ofContract(contractClosed),
  ofContract(contractRenewed),
  ofContract(contractTariffChanged),
  ofContract(contractGuaranteeEnding),
  ofContract(contractTermEnding),
  ofContract(inspectionFailed),
  ofContract(switchConfirmed),
  ofContract(switchRejected),
];

/** One event of core is two for rules: most want to be told of what went wrong alone. */
const OF_IMPORTS = ['import.finished', 'import.failed'] as const;

const tellOfImport = on(importFinished, async ({ importId, done, failed, invalid }, ctx) => {
  const run = await ctx.tx.importRun.findUnique({ where: { id: importId }, select: { fileName: true, total: true } });
  if (!run) return;
  const said = {
    ...{ 'event.fileName': run.fileName, 'event.link': `${ctx.brand.url}/imports/${importId}`, 'event.total': run.total },
    ...{ 'event.done': done, 'event.failed': failed, 'event.invalid': invalid },
  };
  for (const event of OF_IMPORTS)
    if (event === 'import.finished' || failed + invalid > 0)
      await applyRules(ctx, { event, subject: { kind: 'import', id: importId }, said });
});

const saidBy = (payload: object): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(payload)
      .map(([name, value]): [string, unknown] => [`event.${name}`, value])
      .filter((pair): pair is [string, Value] => pair[0] in SAID && (typeof pair[1] === 'string' || pair[1] === null)),
  );

/** What this plugin does at the events of the catalogue. */
export const ruleHandlers: readonly EventHandler[] = [
  ...OF_CORE.map(({ handler }) => handler),
  tellOfImport,
  on(noticeGiven, ({ name, subject, subjectId }, ctx) =>
    applyRules(ctx, { event: name, subject: { kind: subject, id: subjectId }, said: {} }),
  ),
];

/** An event that a rule can be made for. */
export interface CatalogueEvent {
  readonly name: string;
  /** Whose it is; null = core's. */
  readonly pluginId: string | null;
  /** A day of the subject that comes: a rule says how many days before it tells. */
  readonly isDay: boolean;
  readonly subject: SubjectKind;
  /** For people, in the reader's language. */
  readonly label: string;
  /** What templates may say, with what kind of value each is. */
  readonly variables: ReadonlyMap<string, ValueKind>;
}

/** Core's events, days of contracts, imports, and what plugins give notice of. */
export async function catalogue(ctx: Ctx): Promise<CatalogueEvent[]> {
  const { texts, viewer } = ctx;
  const labelOf = (name: string): string => texts(viewer.language, `notifications.event.${name}`) ?? name;
  const own = OF_CORE.map(
    ({ name, subject }): CatalogueEvent => ({
      ...{ name, subject, pluginId: null, isDay: false, label: labelOf(name) },
      variables: new Map([...variablesOf(subject), ...Object.entries(SAID)]),
    }),
  );
  const ofImports = OF_IMPORTS.map(
    (name): CatalogueEvent => ({
      ...{ name, subject: 'import', pluginId: null, isDay: false, label: labelOf(name) },
      variables: new Map([...variablesOf('import'), ...Object.entries(SAID_OF_IMPORTS)]),
    }),
  );
  const days = Object.keys(DAYS).map(
    (name): CatalogueEvent => ({
      ...{ name, subject: 'contract', pluginId: null, isDay: true, label: labelOf(name) },
      variables: new Map([...variablesOf('contract'), ...Object.entries(SAID_OF_DAYS)]),
    }),
  );
  const brought = await collected(noticeKinds, {}, ctx);
  return [
    ...own,
    ...days,
    ...ofImports,
    ...brought.flatMap(({ pluginId, value }) =>
      value.map(
        ({ name, subject, values }): CatalogueEvent => ({
          ...{ name, subject, pluginId, isDay: false, label: texts(viewer.language, `notice.${name}`) ?? name },
          variables: new Map([
            ...variablesOf(subject),
            ...Object.entries(values).map(([key, kind]): [string, ValueKind] => [`event.${key}`, kind]),
          ]),
        }),
      ),
    ),
  ];
}
