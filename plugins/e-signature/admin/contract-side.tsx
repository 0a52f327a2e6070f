import { useState } from 'react';
import { ApiError, ask, Button, type ContractSideProps, Facts, moment, Notice, Status, toast, useAsk, useRefresh } from '#admin';
import { ESignatureOfContractDocument, ESignatureRequestDocument } from '#operations/e-signature';
import { CostsCard } from './costs-card.tsx';
import { lastDay, OPEN, type RequestOfContract, stateKind, stateText } from './request.facts.ts';
import { RevokeDialog } from './revoke-dialog.tsx';
import { SignerLine } from './signer-line.tsx';
import { say } from './texts.ts';

/** Who was asked to sign a contract, how far it is, and what can be done about it. */
export default function ESignatureSide({ contract, may }: ContractSideProps) {
  const { data, error } = useAsk('e-signature-side', ESignatureOfContractDocument, {
    id: contract.id,
    withReason: may('e-signature.read'),
  });
  if (error instanceof ApiError) return <p className="muted">{error.message}</p>;
  if (!data) return <p className="waiting-part" aria-busy="true" />;
  const requests = data.contract?.eSignatures ?? [];
  const latest = requests.find(({ kind }) => kind === 'CONTRACT');
  const canAsk = may('e-signature.write') && (!latest || (!OPEN.has(latest.state) && latest.state !== 'DONE'));
  return (
    <div className="stack">
      {latest ? <Request request={latest} may={may} /> : <p className="muted">{say('e-signature.side.none')}</p>}
      {canAsk && ['REVIEW', 'WAITING', 'SUPPLY'].includes(contract.kind) && (
        <AskButton contractId={contract.id} isAgain={latest !== undefined} />
      )}
      <CostsCard contract={contract} requests={requests.filter(({ kind }) => kind === 'COSTS')} may={may} />
    </div>
  );
}

function Request({ request, may }: { readonly request: RequestOfContract; readonly may: ContractSideProps['may'] }) {
  const [isRevoking, setRevoking] = useState(false);
  const { state, expiresAt, endedAt, endReason, problem, signers, signedDocumentId, documentId } = request;
  const file = signedDocumentId ?? documentId;
  return (
    <>
      {problem !== null && <Notice tone="warning">{say('e-signature.side.problem', { code: problem })}</Notice>}
      <Facts
        facts={[
          [
            say('e-signature.column.state'),
            <Status key="state" kind={stateKind(request)}>
              {stateText(request)}
            </Status>,
          ],
          [say('e-signature.fact.until'), state === 'OPEN' ? lastDay(expiresAt) : null],
          [say('e-signature.fact.ended'), endedAt && moment(endedAt)],
          [say('e-signature.fact.reason'), endReason],
        ]}
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
        {(state === 'OPEN' || state === 'PREPARING') && may('e-signature.write') && (
          <Button kind="quiet" onClick={() => setRevoking(true)}>
            {say('e-signature.act.revoke')}
          </Button>
        )}
      </div>
      {isRevoking && <RevokeDialog requestId={request.id} onClose={() => setRevoking(false)} />}
    </>
  );
}

function AskButton({ contractId, isAgain }: { readonly contractId: string; readonly isAgain: boolean }) {
  const refresh = useRefresh();
  const [isBusy, setBusy] = useState(false);
  const request = async (): Promise<void> => {
    setBusy(true);
    try {
      await ask(ESignatureRequestDocument, { contractId });
      toast(say('e-signature.act.asked'));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="row">
      <Button isBusy={isBusy} onClick={() => void request()}>
        {say(isAgain ? 'e-signature.act.askAgain' : 'e-signature.act.ask')}
      </Button>
    </div>
  );
}
