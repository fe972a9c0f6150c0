import { Migration } from '@mikro-orm/migrations';

export class Ledger0001 extends Migration {
  override up(): void {
    this.addSql(`create table ledger_entry (
      user_id uuid not null,
      key text not null check (length(key) between 1 and 255),
      fingerprint text not null,
      answer text,
      provider text not null check (provider in ('free', 'paid')),
      reason text not null,
      attempt integer not null check (attempt > 0),
      sponsored boolean not null,
      period integer not null check (period >= 0),
      created_at timestamptz not null default now(),
      primary key (user_id, key)
    )`);
    this.addSql('create index ledger_entry_period on ledger_entry (user_id, period) where period > 0');
    this.addSql(`create index ledger_entry_free on ledger_entry (created_at) where provider = 'free'`);
  }
}
