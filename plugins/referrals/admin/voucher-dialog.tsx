import { type FormEvent, useState } from 'react';
import { ApiError, AreaField, ask, Button, brand, Dialog, TextField, toast, useRefresh } from '#admin';
import { ReferralsAddVouchersDocument } from '#operations/referrals';
import { centsOf } from './campaign.facts.ts';
import { say, sayCount } from './texts.ts';

/** Puts vouchers that were bought into the stock: typed, pasted, or the first column of a file. */
export function VoucherDialog({ onClose }: { readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [codes, setCodes] = useState('');
  const [amount, setAmount] = useState('');
  const [expiresOn, setExpiresOn] = useState('');
  const [faults, setFaults] = useState<{ readonly codes?: string; readonly amount?: string }>({});
  const [isBusy, setBusy] = useState(false);
  const read = async (files: FileList | null) => {
    const file = files?.[0];
    if (file) setCodes(firstColumn(await file.text()).join('\n'));
  };
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const cents = centsOf(amount);
    const given = firstColumn(codes);
    const found = {
      ...(given.length === 0 && { codes: say('referrals.campaigns.missing') }),
      ...(!cents && { amount: say('referrals.campaigns.noAmount') }),
    };
    setFaults(found);
    if (!cents || given.length === 0) return;
    setBusy(true);
    try {
      const { addReferralVouchers: added } = await ask(ReferralsAddVouchersDocument, { codes: given, cents, expiresOn: expiresOn || null });
      onClose();
      toast(sayCount('referrals.vouchers.added', added));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults({ codes: error.message });
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('referrals.vouchers.add')} onClose={onClose}>
      <form className="stack" onSubmit={add} noValidate>
        <AreaField
          label={say('referrals.vouchers.codes')}
          help={say('referrals.vouchers.codesHelp')}
          value={codes}
          onValue={setCodes}
          rows={6}
          error={faults.codes ?? null}
        />
        <label className="field">
          {say('referrals.vouchers.file')}
          <input type="file" accept=".csv,.txt,text/csv,text/plain" onChange={(event) => read(event.target.files)} />
        </label>
        <TextField
          label={say('referrals.vouchers.amount')}
          value={amount}
          onValue={setAmount}
          unit={brand.currency}
          inputMode="decimal"
          error={faults.amount ?? null}
        />
        <TextField label={say('referrals.vouchers.expiresOn')} type="date" value={expiresOn} onValue={setExpiresOn} isOptional />
        <div className="actions">
          <Button onClick={onClose}>{say('referrals.dialog.close')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('referrals.vouchers.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The first column of lines with commas, semicolons or tabs between; quotes around a code are left out. */
const firstColumn = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => (line.split(/[;,\t]/)[0] ?? '').trim().replace(/^"(.*)"$/, '$1'))
    .filter(Boolean);
