import { useState } from 'react';
import { Button, type ContractSideProps, Facts, money, Status } from '#admin';
import { CostsDialog } from './costs-dialog.tsx';
import { type RequestOfContract, stateKind, stateText } from './request.facts.ts';
import { RevokeDialog } from './revoke-dialog.tsx';
import { SignerLine } from './signer-line.tsx';
import { say } from './texts.ts';

export interface CostsCardProps {
  readonly contract: ContractSideProps['contract'];
  readonly requests: readonly RequestOfContract[];
  readonly may: ContractSideProps['may'];
}

/** Costs of a contract that its customer was asked to accept, and the way to ask for others. */
export function CostsCard({ contract, requests, may }: CostsCardProps) {
  const [isAsking, setAsking] = useState(false);
  const canAsk = may('e-signature.write') && ['REVIEW', 'WAITING', 'SUPPLY'].includes(contract.kind);
  if (requests.length === 0 && !canAsk) return null;
  return (
    <section className="stack" aria-label={say('e-signature.costs.side')}>
      <h3>{say('e-signature.costs.side')}</h3>
      {requests.map((request) => (
        <CostRequest key={request.id} request={request} may={may} />
      ))}
      {canAsk && (
        <div className="row">
          <Button onClick={() => setAsking(true)}>{say('e-signature.costs.ask')}</Button>
        </div>
      )}
      {isAsking && <CostsDialog contractId={contract.id} onClose={() => setAsking(false)} />}
    </section>
  );
}

function CostRequest({ request, may }: { readonly request: RequestOfContract; readonly may: ContractSideProps['may'] }) {
  const [isRevoking, setRevoking] = useState(false);
  const { id, state, costs, signers, signedDocumentId, documentId } = request;
  const file = signedDocumentId ?? documentId;
  const isOpen = state === 'OPEN' || state === 'PREPARING';
  return (
    <div className="stack">
      <Status kind={stateKind(request)}>{stateText(request)}</Status>
      <Facts
        facts={costs.map(({ text, grossCents, isAccepted }) => [
          say('e-signature.costs.gross', { text, amount: money(grossCents) }),
          say(isAccepted === null ? 'e-signature.costs.open' : isAccepted ? 'e-signature.costs.accepted' : 'e-signature.costs.refused'),
        ])}
      />
      {signers.map((signer) => (
        <SignerLine key={signer.id} signer={signer} isOpen={state === 'OPEN'} may={may} />
      ))}
      <div className="row wrap">
        {file !== null && may('document.read') && (
          <a className="btn" href={`/documents/${file}`} download>
            {say(signedDocumentId === null ? 'e-signature.side.document' : 'e-signature.side.signed')}
          </a>
        )}
        {isOpen && may('e-signature.write') && (
          <Button kind="quiet" onClick={() => setRevoking(true)}>
            {say('e-signature.act.revoke')}
          </Button>
        )}
      </div>
      {isRevoking && <RevokeDialog requestId={id} onClose={() => setRevoking(false)} />}
    </div>
  );
}
