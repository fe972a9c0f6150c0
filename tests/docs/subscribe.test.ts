import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { projectFolder } from '../../scripts/build/layout.ts';
import { openRoom, PATIENT, untilStreams, type Guest, type Room } from '../realtime/open-room.ts';
import { freePort, temporaryFolder } from '../support/index.ts';
import { codeBlocks, readPages } from './markdown.ts';

const examples = readPages()
  .flatMap(codeBlocks)
  .filter(({ language }) => language === 'js');

let room: Room;
let ada: Guest;
let chatId: string;
beforeAll(async () => {
  room = await openRoom();
  ada = await room.guest('ada');
  chatId = await room.chat(ada);
});
afterAll(() => room.close());

/** A way to the gateway that can be taken away: listens at the port, or only notes who comes and hangs up. */
async function openWay(port: number, target?: string): Promise<{ came(): number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let came = 0;
  const server = createServer((socket) => {
    came += 1;
    if (target === undefined) return void socket.destroy();
    const onward = connect(Number(new URL(target).port), '127.0.0.1');
    for (const end of [socket, onward]) sockets.add(end.on('error', () => undefined));
    socket.pipe(onward).pipe(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    came: () => came,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

it('the JavaScript example hears every message once, also where the gateway is away for a while', async () => {
  const port = await freePort();
  const folder = temporaryFolder();
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const given = `const accessToken = () => ${JSON.stringify(ada.token)};\nconst chatId = ${JSON.stringify(chatId)};\n`;
  const code = examples[0]?.code.replace('localhost:4000', `127.0.0.1:${port}`) ?? '';
  writeFileSync(join(folder, 'program.mjs'), given + code);
  const refusing = await openWay(port);
  const program = spawn(process.execPath, [join(folder, 'program.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  program.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  try {
    await vi.waitFor(() => expect(refusing.came()).toBeGreaterThan(0), PATIENT);
    await refusing.close();
    await room.say(ada, chatId, 'one');
    const way = await openWay(port, room.url);
    await vi.waitFor(() => expect(printed).toBe('one\n'), PATIENT);
    await way.close();
    await untilStreams(room, 'messageAdded', 0);
    await room.say(ada, chatId, 'two');
    const again = await openWay(port, room.url);
    await vi.waitFor(() => expect(printed).toBe('one\ntwo\n'), { timeout: 20_000 });
    await again.close();
  } finally {
    program.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}, 60_000);

it('there is no other JavaScript example', () => {
  expect(examples).toHaveLength(1);
});
