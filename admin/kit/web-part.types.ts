import type { ReactNode } from 'react';
import type { LoadPart } from './parts/fence.tsx';

/** What a plugin shows to partners in the order flow and to customers; the default export of its web.tsx. */
export interface WebPart {
  /** Read before anything is shown. */
  readonly texts: { readonly load: () => Promise<void> };
  /** Questions of the order form for which no field is enough, by their path below the plugin: "roofPlan". */
  readonly orderWidgets?: Readonly<Record<string, LoadPart<OrderWidgetProps>>>;
  /** A part of the customers' page of an order. */
  readonly customerCard?: { readonly title: () => string; readonly load: LoadPart<CustomerCardProps> };
}

type Answer = string | boolean;

export interface OrderWidgetProps {
  readonly id: string;
  readonly label: string;
  readonly help: string | null;
  readonly value: Answer | undefined;
  readonly onValue: (value: Answer) => void;
  readonly error: string | null;
  /** The plain field of the question, for whoever cannot use the widget. */
  readonly field: ReactNode;
}

export interface CustomerCardProps {
  readonly order: { readonly id: string; readonly number: string };
  /** Goes into the Authorization header of what is asked: the customer has no account. */
  readonly authorization: string;
}

/** Says what a plugin shows in the order flow and to customers. */
export const defineWeb = (part: WebPart): WebPart => part;
