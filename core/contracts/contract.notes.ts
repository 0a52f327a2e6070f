import type { ContractNote } from '#prisma';
import { type Ctx, inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

const LONGEST = 5_000;

export interface NewNote {
  readonly text: string;
  /** For the back-office alone; what a partner writes never is. */
  readonly isInternal: boolean;
}

/** Writes down something about a contract in the viewer's rows. Fails with CONTRACT_NOT_FOUND or NOTE_INVALID. */
export const addNote = (ctx: Ctx, contractId: string, { text, isInternal }: NewNote): Promise<ContractNote> =>
  inTransaction(ctx, async ({ tx, viewer, clock }) => {
    const trimmed = text.trim();
    if (trimmed === '' || trimmed.length > LONGEST)
      throw new DomainError('NOTE_INVALID', `text: is empty or longer than ${LONGEST} characters; write a text in between`, {
        longest: LONGEST,
      });
    const contract = await tx.contract.findUnique({ where: { id: contractId } });
    if (!contract) throw new DomainError('CONTRACT_NOT_FOUND', `contractId: there is no contract ${contractId}`, { id: contractId });
    const isOffice = viewer.rows.kind === 'all';
    return tx.contractNote.create({
      data: { contractId, at: clock.now(), by: viewer.name, text: trimmed, isInternal: isOffice && isInternal },
    });
  });
