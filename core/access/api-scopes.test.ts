import { describe, expect, it } from 'vitest';
import { checkScopes, mayRead, mayReadAllOf, mayReadSomeOf, mayWrite, parseScope } from './api-scopes.ts';

const lookup = {
  hasType: (type: string) => type === 'Contract',
  hasField: (type: string, field: string) => type === 'Contract' && field === 'number',
  hasMutation: (mutation: string) => mutation === 'placeOrder',
};

describe('a scope', () => {
  it.each([
    ['read:*', { kind: 'read', type: '*', field: null }],
    ['read:Contract', { kind: 'read', type: 'Contract', field: null }],
    ['read:Contract.number', { kind: 'read', type: 'Contract', field: 'number' }],
    ['write:*', { kind: 'write', mutation: '*' }],
    ['write:placeOrder', { kind: 'write', mutation: 'placeOrder' }],
  ])('is read: %s', (text, scope) => expect(parseScope(text)).toEqual(scope));

  it.each([
    '',
    '*',
    'read',
    'read:',
    'read:*.number',
    'read:Contract.',
    'read:Contract.a.b',
    'write:',
    'write:a.b',
    'Read:Contract',
    'read:Contract ',
    'delete:*',
  ])('is refused: "%s"', (text) => expect(parseScope(text)).toBeNull());
});

describe('the scopes of a key', () => {
  it('let it read every field, a type or a field, and nothing beside', () => {
    expect(mayRead(['read:*'], 'Contract', 'number')).toBe(true);
    expect(mayRead(['read:Contract'], 'Contract', 'number')).toBe(true);
    expect(mayRead(['read:Contract.number'], 'Contract', 'number')).toBe(true);
    expect(mayRead(['read:Contract.number'], 'Contract', 'status')).toBe(false);
    expect(mayRead(['read:Contract'], 'ContractTariff', 'id')).toBe(false);
    expect(mayRead(['read:ContractTariff'], 'Contract', 'number')).toBe(false);
  });

  it('open a type when at least one of its fields is named', () => {
    expect(mayReadSomeOf(['read:Contract.number'], 'Contract')).toBe(true);
    expect(mayReadSomeOf(['read:ContractTariff.id'], 'Contract')).toBe(false);
    expect(mayReadAllOf(['read:Document.id'], 'Document')).toBe(false);
    expect(mayReadAllOf(['read:Document'], 'Document')).toBe(true);
    expect(mayReadAllOf(['read:ImportRow.cells'], 'ImportRow.cells')).toBe(true);
    expect(mayReadAllOf(['read:ImportRow.state'], 'ImportRow.cells')).toBe(false);
  });

  it('keep reading and writing apart', () => {
    expect(mayWrite(['read:*'], 'placeOrder')).toBe(false);
    expect(mayRead(['write:*'], 'Contract', 'number')).toBe(false);
    expect(mayWrite(['write:placeOrder'], 'placeOrder')).toBe(true);
    expect(mayWrite(['write:placeOrder'], 'cancelOrder')).toBe(false);
    expect(mayWrite(['write:*'], 'cancelOrder')).toBe(true);
  });
});

describe('the check of new scopes', () => {
  it.each(['read:Order', 'read:Contract.status', 'write:cancelOrder', 'contracts'])('refuses %s and names it', (scope) => {
    expect(() => checkScopes(['read:Contract', scope], lookup)).toThrow(`"${scope}"`);
  });

  it('refuses none at all', () => expect(() => checkScopes([], lookup)).toThrow('scopes: is empty'));

  it('takes what the schema has', () => {
    expect(() => checkScopes(['read:*', 'read:Contract', 'read:Contract.number', 'write:*', 'write:placeOrder'], lookup)).not.toThrow();
  });
});
