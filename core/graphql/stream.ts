export const isStream = <T>(value: unknown): value is AsyncIterable<T> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** Not a generator: its `return` would wait for the next value, and who has gone away would be waited for until then. */
export function mapStream<In, Out>(stream: AsyncIterable<In>, map: (one: In) => Out): AsyncIterableIterator<Out> {
  const source = stream[Symbol.asyncIterator]();
  const mapped = async (step: IteratorResult<In>): Promise<IteratorResult<Out>> =>
    step.done ? { done: true, value: undefined } : { done: false, value: map(step.value) };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => mapped(await source.next()),
    return: async () => {
      await source.return?.();
      return { done: true, value: undefined };
    },
    throw: async (cause) => {
      if (!source.throw) throw cause;
      return mapped(await source.throw(cause));
    },
  };
}
