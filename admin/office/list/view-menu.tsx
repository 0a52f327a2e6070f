import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { DeleteViewDocument, SaveViewDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { Button, IconButton } from '../../kit/parts/button.tsx';
import { CheckField, TextField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { toast } from '../toasts.tsx';
import { useRefresh } from '../use-ask.ts';
import { wishedColumns } from './column-menu.tsx';
import type { ListSearch } from './list.types.ts';
import { addressOf, useSavedViews } from './list-views.tsx';
import { Popover } from './popover.tsx';

/** Keeps what the list shows now under a name, and forgets what was kept. */
export function ViewMenu({ name: list, search }: { readonly name: string; readonly search: ListSearch }) {
  const refresh = useRefresh();
  const own = useSavedViews(list).filter(({ isOwn }) => isOwn);
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const change = async (work: () => Promise<unknown>) => {
    setFault(null);
    try {
      await work();
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
    }
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setFault(say('office.view.nameMissing'));
    return change(async () => {
      const cols = wishedColumns(list, search.cols).join(',');
      const address = addressOf({ ...search, ...(cols !== '' && { cols }) });
      await ask(SaveViewDocument, { input: { list, name: name.trim(), address, isShared } });
      toast(say('office.view.saved', { name: name.trim() }));
      setName('');
    });
  };
  return (
    <Popover
      label={say('office.view.save')}
      triggerClass="btn plain"
      trigger={
        <>
          <IconBookmark size={15} stroke={1.7} aria-hidden />
          {say('office.view.save')}
        </>
      }
    >
      <form className="stack" onSubmit={save}>
        <TextField label={say('office.view.name')} maxLength={60} autoComplete="off" value={name} onValue={setName} error={fault} />
        <CheckField label={say('office.view.share')} checked={isShared} onValue={setShared} />
        <Button kind="primary" type="submit">
          {say('office.view.keep')}
        </Button>
      </form>
      {own.length > 0 && (
        <ul className="own-views" aria-label={say('office.view.own')}>
          {own.map(({ id, name }) => (
            <li key={id} className="between">
              <span className="cut">{name}</span>
              <IconButton label={say('office.view.delete', { name })} onClick={() => void change(() => ask(DeleteViewDocument, { id }))}>
                <IconTrash size={15} stroke={1.7} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
