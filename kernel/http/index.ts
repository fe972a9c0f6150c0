export { endConnectionsOnClose } from './end-connections-on-close.ts';
