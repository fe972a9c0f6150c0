import { describeQuota } from '../quota.suite.ts';
import { MemoryQuota } from './memory-quota.ts';

describeQuota('MemoryQuota', ({ policy, now }) => new MemoryQuota({ policy, now, zone: 'UTC' }));
