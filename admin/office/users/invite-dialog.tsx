import { type FormEvent, useState } from 'react';
import { InviteUserDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { TextField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';
import { toast } from '../toasts.tsx';
import { useRefresh } from '../use-ask.ts';
import { type Assigned, companyOf, missingOf, RoleFields } from './role-fields.tsx';

interface Faults {
  readonly name?: string;
  readonly email?: string;
  readonly role?: string | undefined;
  readonly partnerId?: string | undefined;
}

/** Gives somebody access to this brand; a link for the first password goes out by mail. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [assigned, setAssigned] = useState<Assigned>({ role: null, partnerId: '' });
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const invite = async (event: FormEvent) => {
    event.preventDefault();
    const missing: Faults = {
      ...(name.trim() === '' && { name: say('office.users.nameMissing') }),
      ...(!email.includes('@') && { email: say('office.users.emailMissing') }),
      ...missingOf(assigned),
    };
    setFaults(missing);
    setProblem(null);
    if (Object.keys(missing).length > 0 || assigned.role === null) return;
    setBusy(true);
    try {
      await ask(InviteUserDocument, { name: name.trim(), email: email.trim(), role: assigned.role, partnerId: companyOf(assigned) });
      onClose();
      toast(say('office.users.invited', { name: name.trim() }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('office.users.inviteTitle', { brand: brand.name })} onClose={onClose}>
      <form className="stack" onSubmit={invite} noValidate>
        <p className="muted">{say('office.users.inviteText')}</p>
        {problem !== null && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <TextField label={say('office.customer.name')} value={name} onValue={setName} autoComplete="off" error={faults.name} />
        <TextField
          label={say('office.customer.email')}
          type="email"
          value={email}
          onValue={setEmail}
          autoComplete="off"
          error={faults.email}
        />
        <RoleFields value={assigned} onValue={setAssigned} errors={faults} />
        <div className="actions">
          <Button onClick={onClose}>{say('kit.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('office.users.invite')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
