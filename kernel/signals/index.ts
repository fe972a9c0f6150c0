export { createMemorySignals } from './memory-signals.ts';
export { openSignals } from './open-signals.ts';
export {
  signalSchema,
  type AddressedSignal,
  type Listening,
  type Signal,
  type SignalBus,
  type SignalKind,
  type SignalListener,
  type Topic,
} from './signal-bus.ts';
