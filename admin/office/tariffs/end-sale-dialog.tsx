import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { EndSaleDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { addDays, day, today } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { TextField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { problemsOf } from '../problems-of.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';
import type { TariffOfPage } from './tariff.page.tsx';

/** From which day on nobody can order a tariff any more; contracts keep it. */
export function EndSaleDialog({ tariff, onClose }: { readonly tariff: TariffOfPage; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [on, setOn] = useState(addDays(today(), 1));
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const end = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await ask(EndSaleDocument, { id: tariff.id, on });
      onClose();
      toast(say('office.tariff.saleEnded', { name: tariff.name, day: day(on) }));
      await refresh(queries);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(
        problemsOf(error)
          .map(({ message }) => message)
          .join(' '),
      );
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('office.tariff.askEndSale', { name: tariff.name })} onClose={onClose} shape="narrow dialog">
      <form className="stack" onSubmit={end} noValidate>
        <p className="muted">{say('office.tariff.endSaleEffect')}</p>
        <TextField label={say('office.tariff.firstDayUnsold')} type="date" value={on} onValue={setOn} error={problem} />
        <div className="actions">
          <Button onClick={onClose}>{say('office.tariff.keepSelling')}</Button>
          <Button kind="danger" type="submit" isBusy={isBusy}>
            {say('office.tariff.endSale')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
