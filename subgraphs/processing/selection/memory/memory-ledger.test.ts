import { describeLedger } from '../ledger.suite.ts';
import { MemoryLedger } from './memory-ledger.ts';

describeLedger('MemoryLedger', () => new MemoryLedger());
