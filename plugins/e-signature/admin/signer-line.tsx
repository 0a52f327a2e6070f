import { useState } from 'react';
import { ApiError, ask, Button, type ContractSideProps, Facts, moment, Notice, toast, useRefresh } from '#admin';
import { ESignatureResendDocument, ESignatureTabletDocument } from '#operations/e-signature';
import type { RequestOfContract } from './request.facts.ts';
import { say, sayIfKnown } from './texts.ts';

export interface SignerLineProps {
  readonly signer: RequestOfContract['signers'][number];
  /** Whether the request can still be signed. */
  readonly isOpen: boolean;
  readonly may: ContractSideProps['may'];
}

/** One signer: how far, and for whoever's turn it is another link, or the tablet at hand. */
export function SignerLine({ signer, isOpen, may }: SignerLineProps) {
  const refresh = useRefresh();
  const [busy, setBusy] = useState<'resend' | 'tablet' | null>(null);
  const { id, name, email, role, state, askedAt, openedAt, remindedAt, signedAt, method, capacity, declineReason, codeProblem } = signer;
  const doing = async (what: 'resend' | 'tablet'): Promise<void> => {
    setBusy(what);
    try {
      if (what === 'resend') {
        await ask(ESignatureResendDocument, { signerId: id });
        toast(say('e-signature.act.resent', { name: name ?? '' }));
        await refresh();
      } else {
        const { openESignatureOnTablet } = await ask(ESignatureTabletDocument, { signerId: id });
        window.open(openESignatureOnTablet, '_blank', 'noopener');
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
    } finally {
      setBusy(null);
    }
  };
  const isAsked = isOpen && state === 'ASKED';
  return (
    <div className="stack tight">
      <p className="strong">{name ?? '–'}</p>
      {codeProblem && <Notice tone="warning">{sayIfKnown(`error.${codeProblem}`) ?? codeProblem}</Notice>}
      <Facts
        facts={[
          [say('e-signature.column.state'), say(`e-signature.signer.${state}`)],
          [say('e-signature.fact.role'), [say(`e-signature.role.${role}`), capacity].filter(Boolean).join(', ')],
          [say('e-signature.fact.email'), email],
          [say('e-signature.fact.asked'), askedAt && moment(askedAt)],
          [say('e-signature.fact.reminded'), remindedAt && moment(remindedAt)],
          [say('e-signature.fact.opened'), openedAt && moment(openedAt)],
          [say('e-signature.fact.signed'), signedAt && moment(signedAt)],
          [say('e-signature.fact.method'), method && say(`e-signature.method.${method}`)],
          [say('e-signature.fact.reason'), declineReason],
        ]}
      />
      {isAsked && (
        <div className="row wrap">
          {may('e-signature.write') && (
            <Button isBusy={busy === 'resend'} onClick={() => void doing('resend')}>
              {say('e-signature.act.resend')}
            </Button>
          )}
          {may('order.write') && (
            <Button isBusy={busy === 'tablet'} onClick={() => void doing('tablet')}>
              {say('e-signature.act.tablet')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
