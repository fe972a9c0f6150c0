--[[
  What the scripts of provider selection share: their arguments, the state they read, how it is written.

  KEYS[1]  state of the group       18 doubles, see GROUP below
  KEYS[2]  state of the user         6 doubles, see USER below
  KEYS[3]  record of the key        11 doubles and 2 strings ending in zero, see RECORD below

  ARGV[1]  the policy               12 doubles, in the order of the locals below
  ARGV[2]  the request               9 doubles, in the order of the locals below
  ARGV[3]  id of the lease to be granted
  ARGV[4]  fingerprint of what the key stands for

  Every number is little-endian. Times are milliseconds since 1970, days and hours are counted from
  1970; 0 stands for none. `docs` of each field: policy/group-state.ts, allowance.ts, key-record.ts.
]]

local LIMIT, BLOCK, GUARDED_BLOCK, ARRIVAL, PROBE, PER_DAY, SPONSORS, PER_HOUR, PER_USER_DAY, LEASE, PAID_TAKES_KEY, ZONE =
  struct.unpack('<dddddddddddd', ARGV[1])
-- CLOCK 0: the server's own. DOOR 0 any, 1 free, 2 paid. NEW_GROUP 0 not introduced, 1 fresh, 2 uncertain.
local CLOCK, DOOR, KEEP, HAS_USER, NEW_LEFT, NEW_REFRESH, NEW_PAID, NEW_SEQ, NEW_GROUP = struct.unpack('<ddddddddd', ARGV[2])
local LEASE_ID, FINGERPRINT = ARGV[3], ARGV[4]

-- GROUP
local HI, LO, BU, MC, EP, SU, PE, LN, SPONSOR_HOUR, SPONSORED, COUNTED, REFUSED, NOT_SENT, UNKNOWN, PAID, BOUND, BOUND_BU, BOUND_PAID =
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18
local GROUP_FORMAT = '<' .. string.rep('d', 18)
-- USER
local LEFT, REFRESH, ACCESS, SEQ, SPONSORED_DAY, SPONSORED_TODAY = 1, 2, 3, 4, 5, 6
local USER_FORMAT = '<dddddd'
-- RECORD. PROVIDER 1 free, 2 paid. REASON as in state-codec.ts.
local PROVIDER, REASON, ATTEMPT, SETTLED, CALL_EP, CALL_PE, PERIOD, BOOKED_HOUR, BOOKED_DAY, EXPIRES, FORGET, HOLDER, PRINT =
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
local RECORD_FORMAT = '<dddddddddddss'
local FREE, PAID_PROVIDER = 1, 2
local FREE_OPEN, FREE_PROBE, FREE_BLOCKED, FREE_PROBING, FREE_FAILED, TAKEN_OVER = 1, 2, 3, 4, 5, 6

local stored = redis.call('MGET', KEYS[1], KEYS[2], KEYS[3])
local group = stored[1] and { struct.unpack(GROUP_FORMAT, stored[1]) }
local user = stored[2] and { struct.unpack(USER_FORMAT, stored[2]) }
local record = stored[3] and { struct.unpack(RECORD_FORMAT, stored[3]) }

local clock = CLOCK
if clock == 0 then
  local time = redis.call('TIME')
  clock = time[1] * 1000 + math.floor(time[2] / 1000)
end

local function packRecord(r)
  return struct.pack(RECORD_FORMAT, unpack(r, 1, 13))
end

local function keep(newGroup, newUser)
  redis.call('MSET', KEYS[1], struct.pack(GROUP_FORMAT, unpack(newGroup, 1, 18)), KEYS[2], struct.pack(USER_FORMAT, unpack(newUser, 1, 6)))
end

-- Kinds of answers; see state-codec.ts for what a, b and c carry.
local GRANTED, EXHAUSTED, BLOCKED, REDIRECTED, IN_PROGRESS, KEY_REUSED, OUTCOME_UNKNOWN, NOT_KNOWN, IGNORED, DONE =
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10

-- The answer: what was decided, then everything it was decided from, so that it can be derived again.
local function answer(kind, a, b, c, granted)
  local group0, user0, record0 = stored[1] or '', stored[2] or '', stored[3] or ''
  return struct.pack('<dddddddd', kind, clock, a or 0, b or 0, c or 0, #group0, #user0, #record0)
    .. group0 .. user0 .. record0 .. (granted or '')
end
