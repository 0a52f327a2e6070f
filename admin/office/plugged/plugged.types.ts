import type { ComponentType } from 'react';
import type { LoadPart } from '../../kit/parts/fence.tsx';
import type { StatusKind } from '../../kit/parts/status.tsx';

/** What a plugin shows in the back-office; the default export of its admin.tsx. Loaded while the plugin is on for the brand. */
export interface AdminPart {
  /** Read before anything is shown. */
  readonly texts: { readonly load: () => Promise<void> };
  readonly pages?: readonly PluggedPage[];
  /** A card at the right of a contract. */
  readonly contractSide?: ContractSide;
  /** Tells an entry of the plugin in the timeline of a contract; null = as core tells it. Data alone: core draws it. */
  readonly timelineItem?: (entry: TimelineFacts) => TimelineText | null;
  readonly columns?: readonly PluggedColumn[];
  readonly dashboardTile?: DashboardTile;
  /** In place of the form that is made of the settings' schema; only with a reason. */
  readonly settings?: LoadPart<SettingsProps>;
}

type May = (permission: string) => boolean;

/** A page of its own, reached under /p/<plugin>/<path>. */
export interface PluggedPage {
  /** kebab-case. */
  readonly path: string;
  readonly title: () => string;
  /** Who lacks it sees neither the page nor its entry. */
  readonly permission: string;
  readonly load: LoadPart<PageProps>;
  /** Its entry in the navigation; left out = other pages lead to it. */
  readonly nav?: NavPart;
}

export interface NavPart {
  readonly icon: ComponentType<{ readonly size: number; readonly stroke: number; readonly 'aria-hidden': true }>;
  /** What waits there, as one number; 0 is not shown. */
  readonly count?: (signal: AbortSignal) => Promise<number>;
}

export interface PageProps {
  readonly title: string;
  /** The address is the state: whoever opens it sees the same. */
  readonly search: Readonly<Record<string, string>>;
  readonly onSearch: (search: Readonly<Record<string, string>>) => void;
  readonly may: May;
}

export interface ContractSide {
  readonly title: () => string;
  /** Left out = whoever may see the contract. */
  readonly permission?: string;
  readonly load: LoadPart<ContractSideProps>;
}

export interface ContractSideProps {
  readonly contract: {
    readonly id: string;
    readonly number: string;
    /** REVIEW, WAITING, SUPPLY, …: what its status means. */
    readonly kind: string;
    readonly customerId: string | null;
    readonly orderId: string | null;
    /** Where supply goes to; null where no metering point is known. */
    readonly postcode: string | null;
    readonly city: string | null;
  };
  readonly may: May;
}

/** An entry of a timeline as the API gives it. */
export interface TimelineFacts {
  readonly kind: string;
  readonly text: string;
  readonly by: string | null;
  readonly at: string;
}

export interface TimelineText {
  /** One sentence, past tense. */
  readonly text: string;
  readonly detail?: string;
  readonly href?: string;
}

/** A column at the end of a list, shown once the reader chooses it under "Columns". */
export interface PluggedColumn {
  readonly list: 'contracts' | 'orders';
  readonly id: string;
  readonly label: () => string;
  readonly permission?: string;
  readonly isNumber?: boolean;
  /** From which width on it is shown: 2 = 1024 px, 3 = 1280 px. */
  readonly from?: 2 | 3;
  /** One question for all rows of a page, by their ids. */
  readonly read: (ids: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, ColumnValue>>;
}

export interface ColumnValue {
  readonly text: string;
  /** Drawn as a status where given. */
  readonly status?: StatusKind;
}

export interface DashboardTile {
  readonly title: () => string;
  readonly permission: string;
  readonly load: LoadPart<{ readonly may: May }>;
}

export interface SettingsProps {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly onSettings: (settings: Record<string, unknown>) => void;
  readonly faults: readonly { readonly field: string; readonly message: string }[];
}

/** Says what a plugin shows in the back-office. */
export const defineAdmin = (part: AdminPart): AdminPart => part;
