export { registerContracts, type ContractsOptions } from './register-contracts.ts';
