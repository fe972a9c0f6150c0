export { createOpsServer, type Checks, type OpsOptions, type OpsServer } from './create-ops-server.ts';
export { openOps, type OpenOpsOptions, type Ops } from './open-ops.ts';
