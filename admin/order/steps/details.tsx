import { type FormEvent, useState } from 'react';
import { CheckOrderDocument, type CheckOrderQuery } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { addDays, today } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { Problems, type ShownProblem } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import type { AnswerValue, Draft } from '../draft.ts';
import type { StepProps } from '../flow.tsx';
import { placeOf, questionAt, questionsOf } from '../form.ts';
import { FormSections } from '../form-sections.tsx';
import { BottomBar, StepTitle } from '../frame.tsx';
import { inputOf } from '../input.ts';
import { KnownCustomer } from '../known-customer.tsx';
import { QuestionField } from '../question-field.tsx';
import { idOf, isDemanded, type Question } from '../questions.ts';
import { isMetered } from '../supplies.ts';
import { useForm } from '../use-form.ts';

export type OrderProblem = CheckOrderQuery['checkOrder'][number];

/** Answers that most orders have; each can be changed. */
function usual({ supplies }: Draft): Record<string, AnswerValue> {
  const start = addDays(today(), 21); // behind the period in which consumers may withdraw
  const each = supplies.map(({ commodity }, at) => ({
    ...(isMetered(commodity) && { [`contracts.${at}.supplyReason`]: 'SWITCH' }),
    [`contracts.${at}.requestedStartOn`]: start,
  }));
  return Object.assign({ 'customer.kind': 'PERSON' }, ...each);
}

/** Everything else that the brand's form asks, step by step below each other, checked by the API in one go. */
export function DetailsStep({ draft, onChange, go, seller, onWarnings }: StepProps) {
  const { form, error, retry } = useForm(draft);
  const [problems, setProblems] = useState<readonly OrderProblem[] | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const answers = { ...usual(draft), ...draft.answers };
  const questions = form ? questionsOf(form) : [];

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
    if (isBusy || !form) return;
    setBusy(true);
    setFailure(null);
    onChange({ answers });
    try {
      const input = inputOf({ ...draft, answers }, form);
      const { checkOrder } = await ask(CheckOrderDocument, { input, orderId: draft.orderId });
      setProblems(checkOrder.map((problem) => ({ ...problem, field: placeOf(questions, problem.field) })));
      onWarnings(checkOrder.filter(({ severity }) => severity === 'WARNING'));
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
      {!form && <p role="status">{say('order.details.waiting')}</p>}
      {form && (
        <FormSections
          {...{ form, draft, onChange, answers }}
          isSeller={seller !== null}
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
      )}
      <BottomBar>
        <Button kind="primary" type="submit" isWide isBusy={isBusy}>
          {say('order.details.next')}
        </Button>
      </BottomBar>
    </form>
  );
}

const wordsOf = ({ message, remedy }: OrderProblem): string => `${message} ${remedy}`.trim();

/** Problems in the order of the fields, in the words of the fields; those of the address lead to its step. */
function shownProblems(
  problems: readonly OrderProblem[] | null,
  { questions, isOwnAddress }: { readonly questions: readonly Question[]; readonly isOwnAddress: boolean },
): ShownProblem[] {
  const found = (problems ?? [])
    .filter(({ severity }) => severity === 'PROBLEM')
    .map((problem) => ({ problem, question: questionAt(questions, problem.field) }));
  const place = (question: Question | undefined): number => (question ? questions.indexOf(question) : -1);
  return found
    .toSorted((a, b) => place(a.question) - place(b.question))
    .map(({ problem, question }) => {
      const isElsewhere = isOwnAddress && /^customer\.(street|houseNumber|postcode|city)$/.test(problem.field);
      return {
        id: question && !isElsewhere ? idOf(problem.field) : null,
        text: `${question?.label ?? problem.field}: ${wordsOf(problem)}`,
      };
    });
}
