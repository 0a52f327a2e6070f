import type { ReactNode } from 'react';
import type { LoadPart } from './parts/fence.tsx';

/** What a plugin shows to partners in the order flow and to customers; the default export of its web.tsx. */
export interface WebPart {
  /** Read before anything is shown. */
  readonly texts: { readonly load: () => Promise<void> };
  /** Questions of the order form for which no field is enough, by their path below the plugin: "roofPlan". */
  readonly orderWidgets?: Readonly<Record<string, LoadPart<OrderWidgetProps>>>;
  /**
   * What a link to the order flow says about this plugin's questions: answers by their path below the plugin, null = nothing.
   * Asked once for the parameters behind "/order?"; the link opened last counts, and whoever orders may change the answers.
   */
  readonly linkAnswers?: (link: URLSearchParams) => Readonly<Record<string, string>> | null;
  /** A part of the customers' page of an order. */
  readonly customerCard?: { readonly title: () => string; readonly load: LoadPart<CustomerCardProps> };
  /** Pages of their own, in the brand's look, for people without an account. */
  readonly pages?: readonly WebPage[];
}

/** Reached under /my/p/<plugin>/<path>, mostly by a link in a mail. */
export interface WebPage {
  /** kebab-case. */
  readonly path: string;
  readonly title: () => string;
  readonly load: LoadPart<WebPageProps>;
}

export interface WebPageProps {
  readonly title: string;
  /**
   * What stood behind "#" in the link: browsers never send it with an address. It is taken out of the address at once and kept
   * in this tab alone; null = the page was opened without one. Who it belongs to is the plugin's own question.
   */
  readonly token: string | null;
  /** Forgets the token: it is not good any more. */
  readonly onForget: () => void;
  /** What stands behind "?" in the address. */
  readonly search: Readonly<Record<string, string>>;
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
