import { type ContractsSearch, contractsSearch } from '../contracts/contracts.search.ts';
import { listOf } from '../list/list.types.ts';

/** Which contracts are meant: some by their ids, else those that a list shows. */
export interface MassSearch extends ContractsSearch {
  readonly ids?: string;
}

export const massSearch = (search: Record<string, unknown>): MassSearch => ({
  ...contractsSearch(search),
  ...(typeof search.ids === 'string' && search.ids !== '' && { ids: search.ids }),
});

export const chosenIds = ({ ids }: MassSearch): string[] => listOf(ids);
