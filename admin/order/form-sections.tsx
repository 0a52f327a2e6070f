import type { ReactNode } from 'react';
import { CheckField } from '../kit/parts/field.tsx';
import { say } from '../kit/text.ts';
import type { AnswerValue, Draft } from './draft.ts';
import type { FormStep, OrderForm } from './form.ts';
import { isDemanded, openQuestions, type Question } from './questions.ts';
import { addressText, titleOf } from './supplies.ts';

export interface FormSectionsProps {
  readonly form: OrderForm;
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly isSeller: boolean;
  readonly field: (question: Question, isOptional: boolean) => ReactNode;
}

/** The steps of the form below each other; what is asked of each contract stands under its name where there are several. */
export const FormSections = ({ form, ...rest }: FormSectionsProps) =>
  form.steps.map((step) => (
    <div key={step.code} className="stack">
      {step.contracts.map((questions, at) => (
        <Section
          // biome-ignore lint/suspicious/noArrayIndexKey: contracts have no other name
          key={at}
          id={`${step.code}-${at}`}
          title={rest.draft.supplies.length > 1 ? `${step.label}: ${titleOf(rest.draft, at)}` : step.label}
          questions={questions}
          {...rest}
        />
      ))}
      <Section id={step.code} title={step.label} questions={step.fields} {...rest} before={<SameAddress step={step} {...rest} />} />
    </div>
  ));

function SameAddress({ step, draft, onChange }: { readonly step: FormStep } & Pick<FormSectionsProps, 'draft' | 'onChange'>) {
  if (step.code !== 'customer') return null;
  return (
    <CheckField
      label={say('order.details.sameAddress', { address: addressText(draft.address) })}
      checked={draft.isOwnAddress}
      onValue={(isOwnAddress) => onChange({ isOwnAddress })}
    />
  );
}

interface SectionProps extends Omit<FormSectionsProps, 'form'> {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly Question[];
  /** Stands between what must be answered and what may be. */
  readonly before?: ReactNode;
}

/** What must be answered stands open; what may be is one click away, unless a section asks nothing else. */
function Section({ id, title, questions, answers, draft, isSeller, field, before }: SectionProps) {
  const open = openQuestions(questions, { answers, isOwnAddress: draft.isOwnAddress, isSeller });
  const demanded = open.filter((question) => isDemanded(question, answers) || question.path === 'customer.kind');
  const optional = open.filter((question) => !demanded.includes(question));
  if (open.length === 0) return null;
  const isBegun = optional.some(({ path }) => (draft.answers[path] ?? '') !== '' && draft.answers[path] !== false);
  return (
    <section className="form-section" aria-labelledby={`section-${id}`}>
      <h2 id={`section-${id}`}>{title}</h2>
      {demanded.map((question) => field(question, false))}
      {before}
      {optional.length > 0 && demanded.length === 0 && optional.map((question) => field(question, question.type !== 'flag'))}
      {optional.length > 0 && demanded.length > 0 && (
        <details className="more" open={isBegun || undefined}>
          <summary>{say('order.details.more')}</summary>
          <div className="stack">{optional.map((question) => field(question, question.type !== 'flag'))}</div>
        </details>
      )}
    </section>
  );
}
