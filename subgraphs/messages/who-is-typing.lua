--[[
  Who types in a chat now, on the clock of the server.

  KEYS[1]  sorted set of those who type, by when each ends
  ARGV[1]  how many at most
]]

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.0f', now), '+inf', 'LIMIT', 0, ARGV[1])
