--[[
  Sets paid access, unless a later change was heard of already: policy/allowance.ts, setPaidAccess.

  KEYS[1]  state of the user, as in state.lua
  ARGV[1]  2 doubles: paid access (0 or 1), sequence number of the change
]]

local access, seq = struct.unpack('<dd', ARGV[1])
local stored = redis.call('GET', KEYS[1])
local user = stored and { struct.unpack('<dddddd', stored) } or { 0, 0, 0, 0, 0, 0 }
if seq < user[4] then return 0 end
user[3], user[4] = access, seq
redis.call('SET', KEYS[1], struct.pack('<dddddd', unpack(user, 1, 6)))
return 1
