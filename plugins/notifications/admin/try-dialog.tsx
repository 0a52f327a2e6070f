import { type FormEvent, useState } from 'react';
import { ApiError, ask, Button, Dialog, Notice, TextField } from '#admin';
import {
  NotificationsFindContractDocument,
  TestNotificationsRuleDocument,
  type TestNotificationsRuleMutation,
} from '#operations/notifications';
import type { Rule } from './rule.facts.ts';
import { say } from './texts.ts';

type Told = TestNotificationsRuleMutation['testNotificationsRule'];

/** Tries a rule on a real contract: whom it would tell, and the message to oneself. */
export function TryDialog({ rule, onClose }: { readonly rule: Rule; readonly onClose: () => void }) {
  const [number, setNumber] = useState('');
  const [told, setTold] = useState<Told | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const tryIt = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    setTold(null);
    try {
      const { contracts } = await ask(NotificationsFindContractDocument, { number: number.trim() });
      const contractId = contracts.edges[0]?.node.id;
      if (number.trim() === '' || contractId === undefined) setProblem(say('notifications.try.noContract'));
      else setTold((await ask(TestNotificationsRuleDocument, { id: rule.id, contractId })).testNotificationsRule);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
    setBusy(false);
  };
  return (
    <Dialog title={say('notifications.try.title', { name: rule.name })} onClose={onClose}>
      <form className="stack" onSubmit={tryIt} noValidate>
        <p className="muted small">{say('notifications.try.help')}</p>
        <TextField label={say('notifications.try.contract')} value={number} onValue={setNumber} error={problem} autoComplete="off" />
        {told && (
          <Notice tone={told.holds ? 'info' : 'warning'} role="status">
            {say(told.holds ? 'notifications.try.holds' : 'notifications.try.holdsNot')}{' '}
            {told.people.length === 0
              ? say('notifications.try.nobody')
              : say('notifications.try.tells', { people: told.people.map(({ name, reader }) => name ?? reader).join(', ') })}
          </Notice>
        )}
        <div className="actions">
          <Button onClick={onClose}>{say('notifications.act.close')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('notifications.try.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
