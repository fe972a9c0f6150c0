export { createOpsServer, type Checks, type OpsOptions, type OpsServer } from './create-ops-server.ts';
