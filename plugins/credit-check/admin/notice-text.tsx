import { IconCopy } from '@tabler/icons-react';
import { ApiError, Button, brand, toast, useAsk } from '#admin';
import { CreditCheckExplanationDocument } from '#operations/credit-check';
import { say } from './texts.ts';

/** What a customer is to be told, and how it came about for whoever asks. The product sends it to nobody. */
export function NoticeText({ orderId }: { readonly orderId: string }) {
  const { data, error } = useAsk('credit-check-explanation', CreditCheckExplanationDocument, { orderId, language: brand.language });
  if (error instanceof ApiError) return <p className="muted">{error.message}</p>;
  if (!data) return <p className="waiting-part" aria-busy="true" />;
  const { notice, account } = data.creditCheckExplanation;
  return (
    <>
      <Quoted id="credit-check-notice" title={say('credit-check.notice.title')} help={say('credit-check.notice.help')} text={notice} />
      <Quoted id="credit-check-account" title={say('credit-check.account.title')} help={say('credit-check.account.help')} text={account} />
    </>
  );
}

interface QuotedProps {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly text: string;
}

function Quoted({ id, title, help, text }: QuotedProps) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast(say('credit-check.notice.copied'));
  };
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p className="muted small">{help}</p>
      {text.split('\n\n').map((part) => (
        <blockquote key={part}>{part}</blockquote>
      ))}
      {window.isSecureContext && (
        <Button icon={<IconCopy size={15} stroke={1.7} aria-hidden />} onClick={copy}>
          {say('credit-check.notice.copy')}
          <span className="sr"> {title}</span>
        </Button>
      )}
    </section>
  );
}
