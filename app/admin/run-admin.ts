import { ConfigError, loadConfig } from '../../kernel/config/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import { createLifecycle, StartError } from '../../kernel/lifecycle/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { ADMIN_COMMANDS, usage, WrongUsage, type AdminAction, type AdminCommand } from './commands.ts';
import { openUsers } from './open-users.ts';
import { operatorOf, Refused } from './operator.ts';

export interface AdminRun {
  /** 0 for done, 1 for refused or out of reach, 2 for words that are no command. */
  readonly exitCode: 0 | 1 | 2;
  readonly text: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Carries out one command of an operator; whatever goes wrong is told, not thrown. */
export async function runAdmin([name = '', ...words]: readonly string[], env: Environment): Promise<AdminRun> {
  const command = Object.hasOwn(ADMIN_COMMANDS, name) ? ADMIN_COMMANDS[name] : undefined;
  if (command === undefined) return { exitCode: 2, text: `The commands are:\n${usage()}` };
  const action = understood(command, words);
  if (action === undefined) return { exitCode: 2, text: `It is: npm run admin -- ${command.usage}` };
  const logger = createLogger({ service: 'admin', level: 'silent' });
  const lifecycle = createLifecycle({ logger });
  try {
    const config = loadConfig(env, ({ USERS_URL }) =>
      USERS_URL === undefined ? {} : { STOA_SIGNING_KEY: 'signed calls' },
    );
    const users = await openUsers(config, lifecycle, logger);
    return { exitCode: 0, text: await action(operatorOf(users)) };
  } catch (error) {
    return { exitCode: 1, text: told(error) };
  } finally {
    await lifecycle.stop('done');
  }
}

function understood(command: AdminCommand, words: readonly string[]): AdminAction | undefined {
  try {
    return command.read(words);
  } catch (error) {
    if (error instanceof WrongUsage) return undefined;
    throw error;
  }
}

function told(error: unknown): string {
  const speaksForItself = [Refused, StartError, ConfigError, AppError].some((type) => error instanceof type);
  return error instanceof Error && !speaksForItself ? (error.stack ?? error.message) : (error as Error).message;
}
