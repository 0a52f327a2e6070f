import { useState } from 'react';
import { ApiError, ask, Button, Dialog, Facts, Notice, number, toast, useAsk, useRefresh } from '#admin';
import {
  BrandManagementArchiveBrandDocument,
  BrandManagementArchivePreviewDocument,
  BrandManagementRestoreBrandDocument,
} from '#operations/brand-management';
import type { BrandOfPage } from './brand.facts.ts';
import { say } from './texts.ts';

/** What archiving stops, counted when the dialog opens; the safe way out comes first. An archived brand is restored by the same. */
export function ArchiveDialog({ brand, onClose }: { readonly brand: BrandOfPage; readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { data, error } = useAsk('brand-management-archive', BrandManagementArchivePreviewDocument, { brandId: brand.brandId });
  const preview = data?.brandArchive;
  const isArchived = brand.archivedAt !== null;
  const isStopped = !isArchived && (preview?.isLast ?? false);
  const { name } = brand;
  const flip = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const which = { brandId: brand.brandId };
      await (isArchived ? ask(BrandManagementRestoreBrandDocument, which) : ask(BrandManagementArchiveBrandDocument, which));
      onClose();
      toast(say(isArchived ? 'brand-management.done.restored' : 'brand-management.done.archived', { name }));
      await refresh();
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setProblem(cause.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say(isArchived ? 'brand-management.ask.restore' : 'brand-management.ask.archive', { name })} onClose={onClose}>
      <div className="stack">
        <p>{say(isArchived ? 'brand-management.ask.restoreText' : 'brand-management.ask.archiveText')}</p>
        {(problem !== null || error instanceof ApiError) && (
          <Notice tone="danger" role="alert">
            {problem ?? error?.message}
          </Notice>
        )}
        {isStopped && <Notice tone="warning">{say('brand-management.ask.last')}</Notice>}
        {preview ? (
          <Facts
            facts={[
              [say('brand-management.fact.supply'), number(preview.contractsInSupply)],
              [say('brand-management.fact.open'), number(preview.contractsOpen)],
              [say('brand-management.fact.jobs'), number(preview.jobs)],
              [say('brand-management.fact.members'), number(preview.members)],
              [say('brand-management.fact.keys'), number(preview.apiKeys)],
            ]}
          />
        ) : (
          <p role="status">{say('brand-management.page.loading')}</p>
        )}
        <div className="actions">
          <Button onClick={onClose}>{say('brand-management.act.leave')}</Button>
          {!isStopped && (
            <Button kind={isArchived ? 'primary' : 'danger'} onClick={flip} isBusy={isBusy}>
              {say(isArchived ? 'brand-management.act.restore' : 'brand-management.act.archive')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
