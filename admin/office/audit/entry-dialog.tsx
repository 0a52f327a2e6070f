import { moment } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { Facts } from '../../kit/parts/facts.tsx';
import { say } from '../../kit/text.ts';
import type { AuditRow } from './audit.page.tsx';
import { actionText, changesOf } from './change-text.tsx';
import { Subject } from './subject.tsx';

/** One entry whole: who, when, to what, and each value before and after. */
export function EntryDialog({ entry, onClose }: { readonly entry: AuditRow; readonly onClose: () => void }) {
  const changes = changesOf(entry);
  return (
    <Dialog title={actionText(entry.action)} onClose={onClose}>
      <Facts
        facts={[
          [say('office.audit.at'), moment(entry.at)],
          [say('office.audit.by'), entry.by],
          [say('office.audit.subject'), <Subject key="subject" entry={entry} />],
        ]}
      />
      {changes.length > 0 && (
        <>
          <h3>{say('office.audit.change')}</h3>
          <Facts facts={changes.map(({ key, from, to }) => [key, `${from} → ${to}`])} />
        </>
      )}
      <div className="actions">
        <Button onClick={onClose}>{say('kit.close')}</Button>
      </div>
    </Dialog>
  );
}
