/** What a plugin's tests may import. */
export { createTestApp, type GraphQLAnswer, type TestApp, type TestAppOptions } from './app.ts';
export { type ContractOptions, pluginContract } from './plugin-contract.ts';
export { completeOrder, sampleOffer } from './samples.ts';
