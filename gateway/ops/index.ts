export { createGatewayMetrics } from './gateway-metrics.ts';
