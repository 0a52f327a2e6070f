import { type ReactNode, useMemo } from 'react';
import { type LoadPart, PluginPart } from '../kit/parts/fence.tsx';
import type { OrderWidgetProps } from '../kit/web-part.types.ts';
import { webPartOf } from '../kit/web-parts.ts';
import type { QuestionFieldProps } from './question-field.tsx';
import { idOf } from './questions.ts';

export interface PluginQuestionProps extends QuestionFieldProps {
  readonly asker: { readonly id: string; readonly below: string };
  readonly field: ReactNode;
}

/** A question with the widget of the plugin that asks it; its field where there is none, or where it fails. */
export default function PluginQuestion({ asker: { id, below }, field, question, value, onValue, error }: PluginQuestionProps) {
  const load = useMemo(() => widgetOf(id, below), [id, below]);
  const { path, label, help } = question;
  return <PluginPart pluginId={id} load={load} props={{ id: idOf(path), label, help, value, onValue, error, field }} fallback={field} />;
}

const widgetOf =
  (id: string, below: string): LoadPart<OrderWidgetProps> =>
  async () =>
    (await webPartOf(id))?.orderWidgets?.[below]?.() ?? { default: Field };

const Field = ({ field }: OrderWidgetProps) => field;
