import { type FormEvent, useState } from 'react';
import {
  CreatePartnerDocument,
  MovePartnerDocument,
  RenamePartnerDocument,
  SetPartnerSellsDocument,
} from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { SelectField, TextField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';
import { toast } from '../toasts.tsx';
import { useRefresh } from '../use-ask.ts';
import { belowOf, type Company, inTreeOrder } from './partner.tree.ts';

/** "add" makes a new company below, or at the top where there is none. */
export type PartnerTask = 'rename' | 'move' | 'sale' | 'add';

export interface PartnerDialogProps {
  readonly task: PartnerTask;
  /** Null = a new company at the top. */
  readonly partner: { readonly id: string; readonly name: string; readonly parentId: string | null; readonly sellsHere: boolean } | null;
  readonly companies: readonly Company[];
  readonly onClose: () => void;
}

interface Fault {
  readonly field: string | null;
  readonly text: string;
}

export function PartnerDialog({ task, partner, companies, onClose }: PartnerDialogProps) {
  const refresh = useRefresh();
  const [name, setName] = useState(task === 'rename' ? (partner?.name ?? '') : '');
  const [code, setCode] = useState('');
  const [parentId, setParentId] = useState(partner?.parentId ?? '');
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const id = partner?.id ?? '';
  const acts: Readonly<Record<PartnerTask, () => Promise<unknown>>> = {
    rename: () => ask(RenamePartnerDocument, { id, name }),
    move: () => ask(MovePartnerDocument, { id, parentId: parentId === '' ? null : parentId }),
    sale: () => ask(SetPartnerSellsDocument, { id, sells: !partner?.sellsHere }),
    add: () => ask(CreatePartnerDocument, { code, name, parentId: partner?.id ?? null }),
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await acts[task]();
      onClose();
      toast(say(`office.partner.done.${task}`, { name: name || (partner?.name ?? '') }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { field } = error.details;
      setFault({ field: typeof field === 'string' ? field : null, text: error.message });
      setBusy(false);
    }
  };
  const faultOf = (field: string): string | null => (fault?.field === field ? fault.text : null);
  const own = new Set(belowOf(companies, id).map((company) => company.id));
  return (
    <Dialog title={titleOf(task, partner)} onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        {fault && !['name', 'code', 'parentId'].includes(fault.field ?? '') && (
          <Notice tone="danger" role="alert">
            {fault.text}
          </Notice>
        )}
        {task === 'sale' && (
          <p>{say(partner?.sellsHere ? 'office.partner.stopText' : 'office.partner.startText', { brand: brand.name })}</p>
        )}
        {task === 'move' && (
          <>
            <p className="muted">{say('office.partner.moveText')}</p>
            <SelectField
              label={say('office.partner.above')}
              value={parentId}
              onValue={setParentId}
              empty={say('office.partner.top')}
              error={faultOf('parentId')}
              options={inTreeOrder(companies.filter((company) => !own.has(company.id))).map(({ company, depth }) => ({
                value: company.id,
                label: `${'– '.repeat(depth)}${company.name}`,
              }))}
            />
          </>
        )}
        {task === 'add' && (
          <TextField
            label={say('office.tariffs.code')}
            help={say('office.partner.codeHelp')}
            value={code}
            onValue={setCode}
            autoComplete="off"
            error={faultOf('code')}
          />
        )}
        {(task === 'add' || task === 'rename') && (
          <TextField label={say('office.customer.name')} value={name} onValue={setName} autoComplete="off" error={faultOf('name')} />
        )}
        <div className="actions">
          <Button onClick={onClose}>{say('kit.cancel')}</Button>
          <Button kind={task === 'sale' && partner?.sellsHere ? 'danger' : 'primary'} type="submit" isBusy={isBusy}>
            {say(task === 'sale' && partner?.sellsHere ? 'office.partner.stopSale' : `office.partner.do.${task}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function titleOf(task: PartnerTask, partner: PartnerDialogProps['partner']): string {
  if (task === 'add') return partner ? say('office.partner.addBelow', { name: partner.name }) : say('office.partner.new');
  if (task === 'sale') {
    const key = partner?.sellsHere ? 'office.partner.askStop' : 'office.partner.askStart';
    return say(key, { name: partner?.name ?? '', brand: brand.name });
  }
  return say(`office.partner.ask.${task}`, { name: partner?.name ?? '' });
}
