import { type FormEvent, useState } from 'react';
import { CheckOrderDocument, type CheckOrderQuery } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { addDays, today } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { CheckField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { Problems, type ShownProblem } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import type { AnswerValue } from '../draft.ts';
import type { StepProps } from '../flow.tsx';
import { BottomBar, StepTitle } from '../frame.tsx';
import { inputOf } from '../input.ts';
import { KnownCustomer } from '../known-customer.tsx';
import { QuestionField } from '../question-field.tsx';
import { type FormStep, idOf, isDemanded, openQuestions, type Question } from '../questions.ts';
import { useForm } from '../use-form.ts';

export type OrderProblem = CheckOrderQuery['checkOrder'][number];

/** Answers that most orders have; each can be changed. */
const usual = (): Record<string, AnswerValue> => ({
  'customer.kind': 'PERSON',
  supplyReason: 'SWITCH',
  requestedStartOn: addDays(today(), 21), // behind the period in which consumers may withdraw
});

/** Everything else that the brand's form asks, step by step below each other, checked by the API in one go. */
export function DetailsStep({ draft, onChange, go }: StepProps) {
  const { steps, error, retry } = useForm(draft.offerId);
  const [problems, setProblems] = useState<readonly OrderProblem[] | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const answers = { ...usual(), ...draft.answers };
  const questions = steps?.flatMap(({ fields }) => fields) ?? [];

  const set = (path: string) => (value: AnswerValue) => {
    onChange({ answers: { ...answers, [path]: value } });
    setProblems(problems?.filter(({ field }) => field !== path) ?? null);
  };
  const problemAt = (path: string): string | null => {
    const told = problems?.find(({ field, severity }) => field === path && severity === 'PROBLEM');
    return told ? wordsOf(told) : null;
  };
  const missing = (question: Question): string | null =>
    left.has(question.path) && isDemanded(question, answers) && (answers[question.path] ?? '') === '' ? say('order.missing') : null;

  const check = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    onChange({ answers });
    try {
      const input = inputOf({ ...draft, answers }, questions);
      const { checkOrder } = await ask(CheckOrderDocument, { input, orderId: draft.orderId });
      setProblems(checkOrder);
      if (!checkOrder.some(({ severity }) => severity === 'PROBLEM')) go('check');
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setFailure(cause.code === 'OFFLINE' ? `${cause.message} ${say('order.keptHere')}` : cause.message);
    } finally {
      setBusy(false);
    }
  };

  if (error) {
    return (
      <Notice tone="danger" role="alert">
        {error.message}{' '}
        <button type="button" className="linklike" onClick={retry}>
          {say('kit.tryAgain')}
        </button>
      </Notice>
    );
  }
  return (
    <form className="stack" onSubmit={check} noValidate>
      <div>
        <button type="button" className="linklike" onClick={() => go('offers')}>
          {say('order.details.back')}
        </button>
        <StepTitle step="details" />
      </div>
      <Problems problems={shownProblems(problems, { questions, isOwnAddress: draft.isOwnAddress })} />
      {failure !== null && (
        <Notice tone="danger" role="alert">
          {failure}
        </Notice>
      )}
      <KnownCustomer problems={problems ?? []} answers={answers} onAnswers={(more) => onChange({ answers: { ...answers, ...more } })} />
      {!steps && <p role="status">{say('order.details.waiting')}</p>}
      {steps?.map((step) => (
        <Section
          key={step.code}
          step={step}
          {...{ answers, draft, onChange }}
          field={(question, isOptional) => (
            <QuestionField
              key={question.path}
              question={question}
              value={answers[question.path]}
              onValue={set(question.path)}
              isOptional={isOptional}
              error={problemAt(question.path) ?? missing(question)}
              onLeave={() => setLeft(new Set([...left, question.path]))}
            />
          )}
        />
      ))}
      <BottomBar>
        <Button kind="primary" type="submit" isWide isBusy={isBusy}>
          {say('order.details.next')}
        </Button>
      </BottomBar>
    </form>
  );
}

interface SectionProps extends Pick<StepProps, 'draft' | 'onChange'> {
  readonly step: FormStep;
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly field: (question: Question, isOptional: boolean) => React.ReactNode;
}

/** What must be answered stands open; what may be is one click away, unless a section asks nothing else. */
function Section({ step, answers, draft, onChange, field }: SectionProps) {
  const open = openQuestions(step, answers, draft.isOwnAddress);
  const demanded = open.filter((question) => isDemanded(question, answers) || question.path === 'customer.kind');
  const optional = open.filter((question) => !demanded.includes(question));
  if (open.length === 0) return null;
  const isBegun = optional.some(({ path }) => (draft.answers[path] ?? '') !== '' && draft.answers[path] !== false);
  return (
    <section className="form-section" aria-labelledby={`section-${step.code}`}>
      <h2 id={`section-${step.code}`}>{step.label}</h2>
      {demanded.map((question) => field(question, false))}
      {step.code === 'customer' && (
        <CheckField
          label={say('order.details.sameAddress', {
            address: `${draft.address.street} ${draft.address.houseNumber}, ${draft.address.city}`,
          })}
          checked={draft.isOwnAddress}
          onValue={(isOwnAddress) => onChange({ isOwnAddress })}
        />
      )}
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

const wordsOf = ({ message, remedy }: OrderProblem): string => `${message} ${remedy}`.trim();

/** Problems in the order of the fields, in the words of the fields; those of the address lead to its step. */
function shownProblems(
  problems: readonly OrderProblem[] | null,
  { questions, isOwnAddress }: { readonly questions: readonly Question[]; readonly isOwnAddress: boolean },
): ShownProblem[] {
  const place = (field: string): number => questions.findIndex(({ path }) => path === field.replace(/\.\d+\./, '.*.'));
  return (problems ?? [])
    .filter(({ severity }) => severity === 'PROBLEM')
    .toSorted((a, b) => place(a.field) - place(b.field))
    .map((problem) => {
      const question = questions[place(problem.field)];
      const isElsewhere = isOwnAddress && /^customer\.(street|houseNumber|postcode|city)$/.test(problem.field);
      return {
        id: question && !isElsewhere ? idOf(problem.field) : null,
        text: `${question?.label ?? problem.field}: ${wordsOf(problem)}`,
      };
    });
}
