/** The front door of the order flow and the customers' pages, "#web": everything that a plugin's web.tsx and what it loads may import. */
export { ApiError, ask, get, OFFLINE, post, send } from '../api/ask.ts';
export { day, dayOfInstant, decimal, kwh, money, number, time, today, withUnit } from './format.ts';
export { isRecord } from './is-record.ts';
export { ownTexts } from './own-texts.ts';
export { brand } from './page-facts.ts';
export { Button } from './parts/button.tsx';
export { Facts } from './parts/facts.tsx';
export { AreaField, CheckField, ChoiceField, SelectField, TextField } from './parts/field.tsx';
export { Notice } from './parts/notice.tsx';
export {
  type CustomerCardProps,
  defineWeb,
  type OrderWidgetProps,
  type WebPage,
  type WebPageProps,
  type WebPart,
} from './web-part.types.ts';
