import { defineEntity, p } from '@mikro-orm/core';

const LedgerEntrySchema = defineEntity({
  name: 'LedgerEntry',
  tableName: 'ledger_entry',
  properties: {
    userId: p.uuid().primary(),
    key: p.text().primary(),
    fingerprint: p.text(),
    answer: p.text().nullable(),
    provider: p.text().$type<'free' | 'paid'>(),
    reason: p.text(),
    attempt: p.integer(),
    sponsored: p.boolean(),
    period: p.integer(),
    createdAt: p.datetime(),
  },
});

/** A processed message under its key, kept for ever: what a repeated request is answered with. */
export class LedgerEntry extends LedgerEntrySchema.class {}

LedgerEntrySchema.setClass(LedgerEntry);
export { LedgerEntrySchema };
