/** The front door of the back-office, "#admin": everything that a plugin's admin.tsx and what it loads may import. */
export { ApiError, ask } from '../api/ask.ts';
export { upload } from '../api/upload.ts';
export { addDays, day, dayOfInstant, decimal, kwh, moment, money, number, time, today, untilDay, withUnit } from '../kit/format.ts';
export { isRecord } from '../kit/is-record.ts';
export { ownTexts } from '../kit/own-texts.ts';
export { brand } from '../kit/page-facts.ts';
export { Button, IconButton } from '../kit/parts/button.tsx';
export { Commodity } from '../kit/parts/commodity.tsx';
export { Dialog } from '../kit/parts/dialog.tsx';
export { Facts } from '../kit/parts/facts.tsx';
export { AreaField, CheckField, ChoiceField, SelectField, TextField } from '../kit/parts/field.tsx';
export { Empty, Notice } from '../kit/parts/notice.tsx';
export { Problems } from '../kit/parts/problems.tsx';
export { Segmented } from '../kit/parts/segmented.tsx';
export { Status, type StatusKind } from '../kit/parts/status.tsx';
export { contrastsOf, LEAST_CONTRAST } from '../kit/theme/contrasts.ts';
export { schemeOf } from '../kit/theme/theme.ts';
export { nameOf } from './contracts/contract.facts.ts';
export { ErrorState } from './list/list-states.tsx';
export { Card, LookFrame, PageFrame, TableCard, type TableHead, type TableRow } from './plugged/frames.tsx';
export { PageLink } from './plugged/page-link.tsx';
export {
  type AdminPart,
  type ColumnValue,
  type ContractSideProps,
  defineAdmin,
  type PageProps,
  type SettingsProps,
  type TimelineFacts,
  type TimelineText,
} from './plugged/plugged.types.ts';
export { toast } from './toasts.tsx';
export { useAsk, useRefresh } from './use-ask.ts';
export { useSettled } from './use-settled.ts';
