import type { Prisma } from '#prisma';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

const wanted = {
  contracts: {
    orderBy: { id: 'asc' },
    include: {
      customer: true,
      meteringPoint: true,
      offer: { include: { quote: true, tariffPrice: { include: { tariff: true } } } },
    },
  },
} satisfies Prisma.OrderInclude;

type OrderRow = Prisma.OrderGetPayload<{ include: typeof wanted }>;
type ContractRow = OrderRow['contracts'][number];

/** A contract that was handed in: it has parties and a price, and a point unless it is for something that needs none. */
export interface OrderedContract extends ContractRow {
  readonly customer: NonNullable<ContractRow['customer']>;
  readonly offer: NonNullable<ContractRow['offer']>;
}

/** An order that was handed in, with all that its documents tell. */
export interface OrderedOrder extends OrderRow {
  readonly submittedAt: Date;
  readonly contracts: [OrderedContract, ...OrderedContract[]];
}

/** Reads it as the brand; ORDER_NOT_FOUND for one that is not there or was not handed in. */
export async function readOrderedOrder({ db }: Pick<Ctx, 'db'>, orderId: string): Promise<OrderedOrder> {
  const order = await db.order.findUnique({ where: { id: orderId }, include: wanted });
  const [first, ...others] = order?.contracts.filter(isComplete) ?? [];
  if (!order?.submittedAt || !first)
    throw new DomainError('ORDER_NOT_FOUND', `orderId: there is no submitted order ${orderId}`, { orderId });
  return { ...order, submittedAt: order.submittedAt, contracts: [first, ...others] };
}

const isComplete = (contract: ContractRow): contract is OrderedContract => contract.customer !== null && contract.offer !== null;

/** Companies have no right of withdrawal. */
export const isConsumer = ({ contracts: [{ customer }] }: OrderedOrder): boolean => customer.kind !== 'COMPANY' && customer.isConsumer;
