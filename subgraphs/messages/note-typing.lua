--[[
  Notes that a user types in a chat, or has stopped: memory-typing.ts, on the clock of the server.

  KEYS[1]  sorted set of those who type, by when each ends
  ARGV     user, whether it types (0 or 1), how long that holds and how much later an end has to be to count, both in
           milliseconds
  Answers when the last of them ends, or nothing if nothing changed that others see.
]]

local user, isTyping, typingMs, refreshMs = ARGV[1], ARGV[2] == '1', tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
local before = redis.call('ZSCORE', KEYS[1], user)
if isTyping then
  local ending = now + typingMs
  if before and ending - tonumber(before) <= refreshMs then return false end
  redis.call('ZADD', KEYS[1], string.format('%.0f', ending), user)
  redis.call('PEXPIRE', KEYS[1], typingMs)
else
  if not before then return false end
  redis.call('ZREM', KEYS[1], user)
end
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return last[2] or string.format('%.0f', now)
