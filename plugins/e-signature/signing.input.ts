import { DomainError, type LetterDrawing, z } from '#core';
import { readDrawing } from './strokes.ts';

const NAME_MAX = 120;
const CAPACITY_MAX = 80;
/**
 * Letters of all our countries, digits, and what stands between the parts of a person's or a company's name. Nothing that a page
 * or a file could take for more. The page asks the same: see web/rules.ts.
 */
const NAME = /^(?=.*\p{L})[\p{L}\p{M}\p{Nd} .,'’&()/-]+$/u;

const input = z.strictObject({
  documentSha256: z.string().max(64),
  method: z.enum(['DRAWN', 'TYPED']),
  name: z.string().max(1_000),
  drawing: z.unknown().optional(),
  capacity: z.string().max(1_000).nullish(),
  hasAuthority: z.boolean().optional(),
  isConsented: z.boolean(),
  /** Of costs: the ids of those that are accepted. */
  acceptedCosts: z.array(z.uuid()).max(100).optional(),
  /** The same key is the same hand-over. */
  key: z.uuid(),
  /** When it was signed without network, by the device's clock. */
  signedOffAt: z.iso.datetime().nullish(),
});

export interface Signature {
  readonly documentSha256: string;
  readonly method: 'DRAWN' | 'TYPED';
  readonly signedName: string;
  readonly drawing: LetterDrawing | null;
  readonly capacity: string | null;
  /** Ids; empty where no costs are asked about. */
  readonly acceptedCosts: readonly string[];
  readonly key: string;
  readonly signedOffAt: Date | null;
}

interface Problem {
  readonly field: string;
  readonly code: string;
}

export interface SignatureFrame {
  readonly role: string;
  readonly now: Date;
  /** Ids of the costs that are asked about; null = a contract is signed. */
  readonly costs: readonly string[] | null;
}

/** What somebody signs with. Fails with E_SIGNATURE_INPUT_INVALID and every problem by its field, all at once. */
export function readSignature(given: unknown, { role, now, costs }: SignatureFrame): Signature {
  const parsed = input.safeParse(given);
  if (!parsed.success) throw invalid(parsed.error.issues.map(({ path }) => ({ field: path.join('.') || 'body', code: 'unreadable' })));
  const { documentSha256, method, key } = parsed.data;
  const filled = tidied(parsed.data, now);
  const isCompany = role === 'COMPANY';
  const acceptedCosts = costs === null ? [] : (parsed.data.acceptedCosts ?? []);
  const problems = [
    ...problemsOf(filled),
    ...(isCompany ? companyProblemsOf(filled) : []),
    ...(costs === null ? [] : costProblemsOf(acceptedCosts, costs)),
  ];
  if (problems.length > 0) throw invalid(problems);
  const { name: signedName, capacity, drawing, signedOffAt } = filled;
  return {
    ...{ documentSha256, method, key, signedName, signedOffAt, acceptedCosts, capacity: isCompany ? capacity : null },
    drawing: typeof drawing === 'string' ? null : drawing,
  };
}

/** One way to write a name, whatever keyboard it came from; and no later than now, whatever the device's clock says. */
function tidied({ name, capacity, method, drawing, isConsented, hasAuthority, signedOffAt }: z.output<typeof input>, now: Date) {
  return {
    name: name.normalize('NFC').trim().replaceAll(/\s+/g, ' '),
    capacity: (capacity ?? '').normalize('NFC').trim(),
    drawing: method === 'DRAWN' ? readDrawing(drawing) : null,
    signedOffAt: signedOffAt ? new Date(Math.min(Date.parse(signedOffAt), now.getTime())) : null,
    ...{ isConsented, hasAuthority: hasAuthority ?? false },
  };
}

type Filled = ReturnType<typeof tidied>;

const problemsOf = ({ name, drawing, isConsented }: Filled): Problem[] => [
  ...(name.length < 2 ? [{ field: 'name', code: 'missing' }] : []),
  ...(name.length >= 2 && (name.length > NAME_MAX || !NAME.test(name)) ? [{ field: 'name', code: 'letters' }] : []),
  ...(typeof drawing === 'string' ? [{ field: 'drawing', code: drawing }] : []),
  ...(isConsented ? [] : [{ field: 'isConsented', code: 'missing' }]),
];

const companyProblemsOf = ({ capacity, hasAuthority }: Filled): Problem[] => [
  ...(capacity === '' ? [{ field: 'capacity', code: 'missing' }] : []),
  ...(capacity.length > CAPACITY_MAX || /[\p{C}<>]/u.test(capacity) ? [{ field: 'capacity', code: 'letters' }] : []),
  ...(hasAuthority ? [] : [{ field: 'hasAuthority', code: 'missing' }]),
];

function costProblemsOf(accepted: readonly string[], costs: readonly string[]): Problem[] {
  if (accepted.length === 0) return [{ field: 'acceptedCosts', code: 'missing' }];
  return accepted.every((id) => costs.includes(id)) ? [] : [{ field: 'acceptedCosts', code: 'unknown' }];
}

const REMEDIES: Readonly<Record<string, string>> = {
  missing: 'is missing; fill it in',
  unknown: 'is not offered; load the page again',
  letters: 'has letters that no name has, or too many; write it as in the contract',
  unreadable: 'cannot be read; load the page again',
  'too-large': 'has too many lines; clear it and sign again',
  'too-small': 'is hardly a line; sign with the whole name',
};

const invalid = (problems: readonly Problem[]): DomainError =>
  new DomainError('E_SIGNATURE_INPUT_INVALID', problems.map(({ field, code }) => `${field}: ${REMEDIES[code] ?? code}`).join('. '), {
    problems: problems.map(({ field, code }) => ({ field, code, message: REMEDIES[code] ?? code })),
  });
