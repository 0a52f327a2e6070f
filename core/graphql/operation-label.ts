import { type DocumentNode, getOperationAST, Kind } from 'graphql';

/** "query contracts". Not the operation's own name: whoever invents names would fill the memory with time series. */
export function labelOf(document: DocumentNode, operationName: string | null | undefined): string {
  const operation = getOperationAST(document, operationName);
  const first = operation?.selectionSet.selections[0];
  return operation ? `${operation.operation} ${first?.kind === Kind.FIELD ? first.name.value : 'fragment'}` : 'none';
}
