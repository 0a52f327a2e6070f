import { Card, Facts, Notice, number } from '#admin';
import type { BrandManagementOutcomeFragment } from '#operations/brand-management';
import { say } from './texts.ts';

/** What opening it does or did: what it begins with, and what is still to be done there. */
export function Outcome({ result: { brandId, url, copied, open } }: { readonly result: BrandManagementOutcomeFragment }) {
  const isOpened = brandId !== null;
  return (
    <Card title={say(isOpened ? 'brand-management.outcome.opened' : 'brand-management.outcome.trial')}>
      <div className="stack" role="status">
        {copied.length === 0 ? (
          <p className="muted">{say('brand-management.outcome.empty')}</p>
        ) : (
          <Facts facts={copied.map(({ name, count }) => [name, number(count)] as const)} />
        )}
        {open.map(({ field, message, remedy }) => (
          <Notice key={`${field}${message}`} tone="warning">
            {message} {remedy}
          </Notice>
        ))}
        {brandId !== null && url !== null && (
          <p>
            <a className="btn primary" href={`/auth/to/${brandId}`}>
              {say('brand-management.outcome.go', { url })}
            </a>
          </p>
        )}
      </div>
    </Card>
  );
}
