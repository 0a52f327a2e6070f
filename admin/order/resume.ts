import { DraftDocument } from '../../generated/admin/graphql.ts';
import { ApiError, ask, isRecord } from '../api/ask.ts';
import { type Draft, newDraft } from './draft.ts';
import { flatAnswers } from './input.ts';

/** A draft that was saved on the server; null where it is not there any more, or was handed in already. */
export async function resumed(id: string): Promise<Draft | null> {
  try {
    const { order } = await ask(DraftDocument, { id });
    if (!order || order.submittedAt !== null) return null;
    const answers = flatAnswers(order.answers);
    const { plugins: _plugins, ...told } = isRecord(order.answers) ? order.answers : {};
    const supplied = 'meteringPoint.address.street' in answers ? 'meteringPoint.address' : 'customer';
    const at = (name: string): string => String(answers[`${supplied}.${name}`] ?? '');
    return {
      ...newDraft(),
      orderId: order.id,
      address: { postcode: at('postcode'), city: at('city'), street: at('street'), houseNumber: at('houseNumber') },
      consumption: { by: 'kwh', kwh: String(told.annualKwh ?? ''), persons: '', segment: 'HOUSEHOLD' },
      isOwnAddress: supplied === 'customer',
      answers,
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return null;
  }
}
