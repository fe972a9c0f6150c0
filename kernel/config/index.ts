export { ConfigError, loadConfig, settingOf, type Requirements, type RequirementsOf } from './load-config.ts';
export {
  SETTINGS,
  SUBGRAPH_NAMES,
  type Config,
  type Setting,
  type SettingName,
  type SubgraphName,
} from './settings.ts';
