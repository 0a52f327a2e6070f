import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import {
  DisableUserDocument,
  EnableUserDocument,
  RemoveMembershipDocument,
  ResetSecondFactorDocument,
  SetUserRoleDocument,
  type UsersQuery,
} from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { Facts } from '../../kit/parts/facts.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';
import { may } from '../session.ts';
import { toast } from '../toasts.tsx';
import { useRefresh } from '../use-ask.ts';
import { useMe } from '../use-me.ts';
import { type Assigned, companyOf, missingOf, RoleFields } from './role-fields.tsx';
import { roleIn } from './user.facts.ts';

export type UserRow = UsersQuery['users']['edges'][number]['node'];

/** Each says what it does before it is done: the second click does it. */
const ACTS = {
  disable: (id: string) => ask(DisableUserDocument, { id }),
  enable: (id: string) => ask(EnableUserDocument, { id }),
  remove: (id: string) => ask(RemoveMembershipDocument, { id }),
  reset: (id: string) => ask(ResetSecondFactorDocument, { id }),
} as const;
type Act = keyof typeof ACTS;

/** What somebody is here, and what can be done about their access. */
export function UserDialog({ user, onClose }: { readonly user: UserRow; readonly onClose: () => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const membership = roleIn(user.memberships, me.brand.id);
  const [assigned, setAssigned] = useState<Assigned>({ role: membership?.role ?? null, partnerId: membership?.partnerId ?? '' });
  const [faults, setFaults] = useState<ReturnType<typeof missingOf>>({});
  const [asked, setAsked] = useState<Act | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      onClose();
      toast(done);
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setBusy(false);
    }
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const missing = missingOf(assigned);
    setFaults(missing);
    const { role } = assigned;
    if (role === null || Object.keys(missing).length > 0) return;
    void run(
      () => ask(SetUserRoleDocument, { id: user.id, role, partnerId: companyOf(assigned) }),
      say('office.users.saved', { name: user.name }),
    );
  };
  const acts: readonly Act[] = [
    ...(user.hasSecondFactor ? (['reset'] as const) : []),
    ...(membership?.brandId === me.brand.id ? (['remove'] as const) : []),
    user.isDisabled ? 'enable' : 'disable',
  ];
  const canWrite = may(me, 'user.write');
  return (
    <Dialog title={user.name} onClose={onClose}>
      <Facts
        facts={[
          [say('office.customer.email'), user.email],
          [say('office.contracts.status'), say(user.isDisabled ? 'office.users.disabled' : 'office.users.enabled')],
          [say('office.users.second'), say(user.hasSecondFactor ? 'kit.yes' : 'kit.no')],
        ]}
      />
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      {canWrite && asked === null && (
        <form className="stack" onSubmit={save} noValidate>
          <RoleFields value={assigned} onValue={setAssigned} errors={faults} />
          <div className="row wrap">
            {may(me, 'audit.read') && (
              <Button kind="plain" onClick={() => void navigate({ href: `/audit?subject=${user.id}` })}>
                {say('office.users.log')}
              </Button>
            )}
            {acts.map((act) => (
              <Button key={act} kind="plain" onClick={() => setAsked(act)}>
                {say(`office.users.act.${act}`)}
              </Button>
            ))}
          </div>
          <div className="actions">
            <Button onClick={onClose}>{say('kit.cancel')}</Button>
            <Button kind="primary" type="submit" isBusy={isBusy}>
              {say('office.users.save')}
            </Button>
          </div>
        </form>
      )}
      {canWrite && asked !== null && (
        <div className="stack">
          <p>{say(`office.users.effect.${asked}`, { brand: brand.name, tenant: brand.tenant })}</p>
          <div className="actions">
            <Button onClick={() => setAsked(null)}>{say('office.users.leave')}</Button>
            <Button
              kind={asked === 'enable' ? 'primary' : 'danger'}
              isBusy={isBusy}
              onClick={() => void run(() => ACTS[asked](user.id), say('office.users.saved', { name: user.name }))}
            >
              {say(`office.users.act.${asked}`)}
            </Button>
          </div>
        </div>
      )}
      {!canWrite && (
        <div className="actions">
          <Button onClick={onClose}>{say('kit.close')}</Button>
        </div>
      )}
    </Dialog>
  );
}
