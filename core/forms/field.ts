/** A form is data: one definition gives its check, its JSON Schema, its GraphQL input and its CSV columns. */

/** A field that is demanded because of another one on the same level: "payment.method is DIRECT_DEBIT". Nothing given is none of the values. */
export type When =
  | { readonly field: string; readonly is: readonly (string | boolean)[] }
  | { readonly field: string; readonly isNot: readonly (string | boolean)[] };

interface Demanded {
  readonly required?: true;
  readonly requiredWhen?: When;
}
interface Leaf extends Demanded {
  /** Code of the step of the form in which it is asked. */
  readonly step: string;
}

/** How a text must look, beyond its length; see form.leaves.ts. */
export type TextFormat = 'plain' | 'email' | 'id' | 'iban' | 'language';

export interface TextField extends Leaf {
  readonly type: 'text';
  /** In characters (code points). */
  readonly maximum: number;
  readonly format: TextFormat;
}
/** A day, YYYY-MM-DD. */
export interface DayField extends Leaf {
  readonly type: 'day';
}
export interface ChoiceField extends Leaf {
  readonly type: 'choice';
  readonly choices: readonly string[];
}
export interface FlagField extends Leaf {
  readonly type: 'flag';
}
export interface WholeField extends Leaf {
  readonly type: 'whole';
  readonly minimum: number;
  readonly maximum: number;
}
/** Fields that belong together. Not given as a whole unless it is required; once given, its own required fields are demanded. */
export interface GroupField extends Demanded {
  readonly type: 'group';
  /** PascalCase: its name where types have names. */
  readonly name: string;
  readonly fields: Fields;
}
export interface ListField extends Demanded {
  readonly type: 'list';
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  /** How many of it a row of a CSV file has. */
  readonly columns: number;
  readonly fields: Fields;
}
export type LeafField = TextField | DayField | ChoiceField | FlagField | WholeField;
export type Field = LeafField | GroupField | ListField;
export type Fields = Readonly<Record<string, Field>>;

/** What a sound answer to a field is. */
export type Answer<F extends Field> = F extends { readonly type: 'group'; readonly fields: infer G extends Fields }
  ? Answers<G>
  : F extends { readonly type: 'list'; readonly fields: infer G extends Fields }
    ? readonly Answers<G>[]
    : F extends { readonly type: 'choice'; readonly choices: readonly (infer C)[] }
      ? C
      : F extends { readonly type: 'flag' }
        ? boolean
        : F extends { readonly type: 'whole' }
          ? number
          : string;

/** A form that is complete and sound. */
export type Answers<G extends Fields> = {
  readonly [K in keyof G as G[K] extends { readonly required: true } ? K : never]: Answer<G[K]>;
} & { readonly [K in keyof G as G[K] extends { readonly required: true } ? never : K]?: Answer<G[K]> };

type PartOf<F extends Field> = F extends { readonly type: 'group'; readonly fields: infer G extends Fields }
  ? PartAnswers<G>
  : F extends { readonly type: 'list'; readonly fields: infer G extends Fields }
    ? readonly PartAnswers<G>[]
    : Answer<F>;

/** What is sound of a form while the rest is missing or faulty. */
export type PartAnswers<G extends Fields> = { readonly [K in keyof G]?: PartOf<G[K]> };

/** The fields of a form under their paths, in their order; "*" stands for the number of an entry. */
export function leavesOf(fields: Fields, prefix = ''): { readonly path: string; readonly field: LeafField }[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    if (field.type === 'group') return leavesOf(field.fields, `${path}.`);
    if (field.type === 'list') return leavesOf(field.fields, `${path}.*.`);
    return [{ path, field }];
  });
}
