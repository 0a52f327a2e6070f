interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (cause: unknown) => void;
}

/** `answer` gives as many answers as there are questions, in their order. Questions of different keys never meet. */
export interface Together<Question, Answer> {
  readonly keyOf: (question: Question) => string;
  readonly answer: (questions: readonly Question[]) => Promise<readonly Answer[]>;
}

/** Whoever asks while an earlier question of the same key is under way waits for it and then asks together with all others who came meanwhile. */
export function together<Question, Answer>({ keyOf, answer }: Together<Question, Answer>): (question: Question) => Promise<Answer> {
  const waiting = new Map<string, Waiting<Question, Answer>[]>();

  const askAll = async (key: string): Promise<void> => {
    for (let asked = waiting.get(key); asked && asked.length > 0; asked = waiting.get(key)) {
      waiting.set(key, []);
      try {
        const answers = await answer(asked.map(({ question }) => question));
        for (const [place, { resolve }] of asked.entries()) resolve(answers[place] as Answer);
      } catch (cause) {
        for (const { reject } of asked) reject(cause);
      }
    }
    waiting.delete(key);
  };
  return (question) =>
    new Promise((resolve, reject) => {
      const key = keyOf(question);
      const others = waiting.get(key);
      const one = { question, resolve, reject };
      if (others) return void others.push(one);
      waiting.set(key, [one]);
      void askAll(key);
    });
}
