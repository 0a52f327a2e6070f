import './partner.css';
import { number, withUnit } from '../../kit/format.ts';
import { Segmented } from '../../kit/parts/segmented.tsx';
import { say } from '../../kit/text.ts';
import { TableCard } from '../plugged/frames.tsx';
import type { PartnerOfPage } from './partner.page.tsx';
import { RANGES, type Range } from './ranges.ts';

type Pipeline = PartnerOfPage['own'];

const KINDS = ['open', 'review', 'waiting', 'supply', 'ended', 'refused'] as const;

const share = (conversion: number | null): string => (conversion === null ? '–' : withUnit(number(conversion, 1), '%'));

const totalOf = (pipeline: Pipeline): number => KINDS.reduce((sum, kind) => sum + pipeline[kind], 0);

export interface PipelineProps {
  readonly partner: PartnerOfPage;
  readonly range: Range;
  readonly onRange: (range: Range) => void;
}

/** Where its contracts stand, as bars with the numbers beside them, and what of the decided was accepted. */
export const PipelineCard = ({ partner: { own, whole }, range, onRange }: PipelineProps) => (
  <TableCard
    title={say('office.pipeline.title')}
    aside={
      <Segmented<Range>
        label={say('office.pipeline.range')}
        value={range}
        onValue={onRange}
        options={RANGES.map((value) => ({ value, label: say(`office.pipeline.range.${value}`) }))}
      />
    }
    head={[
      { label: say('office.pipeline.kind') },
      { label: say('office.pipeline.own'), isNumber: true },
      { label: say('office.pipeline.whole'), isNumber: true },
      { label: say('office.pipeline.share') },
    ]}
    rows={[
      ...KINDS.map((kind) => ({
        id: kind,
        cells: [
          say(`office.pipeline.${kind}`),
          number(own[kind]),
          number(whole[kind]),
          <Bar key="bar" part={whole[kind]} of={totalOf(whole)} />,
        ],
      })),
      {
        id: 'conversion',
        cells: [
          <span key="conversion" className="strong">
            {say('office.pipeline.conversion')}
          </span>,
          share(own.conversion),
          share(whole.conversion),
          <span key="what" className="muted small">
            {say('office.pipeline.conversionHelp')}
          </span>,
        ],
      },
    ]}
  />
);

/** The number stands beside it, so it says nothing to screen readers. */
const Bar = ({ part, of }: { readonly part: number; readonly of: number }) => (
  <svg className="pipeline-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect className="back" width="100" height="8" />
    <rect className="own" width={of === 0 ? 0 : (part / of) * 100} height="8" />
  </svg>
);
