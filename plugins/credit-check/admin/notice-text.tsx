import { IconCopy } from '@tabler/icons-react';
import { Button, brand, toast } from '#admin';
import { say } from './texts.ts';

/** What a customer is to be told who was refused after a credit check. The product sends it to nobody. */
export function NoticeText({ number }: { readonly number: string }) {
  const text = say('credit-check.notice.text', { number, brand: brand.name });
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast(say('credit-check.notice.copied'));
  };
  return (
    <section aria-labelledby="credit-check-notice">
      <h3 id="credit-check-notice">{say('credit-check.notice.title')}</h3>
      <p className="muted small">{say('credit-check.notice.help')}</p>
      <blockquote>{text}</blockquote>
      {window.isSecureContext && (
        <Button icon={<IconCopy size={15} stroke={1.7} aria-hidden />} onClick={copy}>
          {say('credit-check.notice.copy')}
        </Button>
      )}
    </section>
  );
}
