--[[
  What the scripts of provider selection share: their arguments, the state they read, how it is written.

  KEYS[1]  state of the group       20 doubles, see GROUP below
  KEYS[2]  state of the user         6 doubles, see USER below
  KEYS[3]  record of the key        11 doubles and 2 strings ending in zero, see RECORD below

  ARGV[1]  id of the lease to be granted
  ARGV[2]  fingerprint of what the key stands for
  ARGV[3]  door: 0 any, 1 free, 2 paid
  ARGV[4]  how long the key is remembered, in milliseconds; 0: nobody can come back with it
  ARGV[5]  empty, or 7 doubles that few requests carry, in the order of the locals below

  A `local NAME <const>` is put in place of its name when the file is read (kernel/redis), and so are the
  numbers of the policy (redis/policy-constants.ts): LIMIT BLOCK GUARDED_BLOCK BLOCKS_WHEN_FULL
  AWAITS_REFUSAL REFUSAL_EXTENDS ARRIVAL PROBE REST_AFTER PER_DAY SPONSORS PER_HOUR PER_USER_DAY LEASE
  PAID_TAKES_KEY ZONE. A script runs from its first line every time, and has no time for declarations.

  Every packed number is a little-endian double. Times are milliseconds since 1970, days and hours are
  counted from 1970; 0 stands for none. What each field means: policy/group-state.ts, allowance.ts,
  key-record.ts.
]]

-- GROUP
local HI <const> = 1
local LO <const> = 2
local BU <const> = 3
local MC <const> = 4
local EP <const> = 5
local SU <const> = 6
local PE <const> = 7
local FA <const> = 8
local RE <const> = 9
local LN <const> = 10
local SPONSOR_HOUR <const> = 11
local SPONSORED <const> = 12
local SERVED <const> = 13
local REFUSED <const> = 14
local NOT_SENT <const> = 15
local UNKNOWN <const> = 16
local PAID <const> = 17
local BOUND <const> = 18
local BOUND_BU <const> = 19
local BOUND_PAID <const> = 20
local GROUP_SIZE <const> = 20
local GROUP_FORMAT <const> = '<dddddddddddddddddddd'
-- USER
local LEFT <const> = 1
local REFRESH <const> = 2
local ACCESS <const> = 3
local SEQ <const> = 4
local SPONSORED_DAY <const> = 5
local SPONSORED_TODAY <const> = 6
local USER_FORMAT <const> = '<dddddd'
-- RECORD
local PROVIDER <const> = 1
local REASON <const> = 2
local ATTEMPT <const> = 3
local SETTLED <const> = 4
local CALL_EP <const> = 5
local CALL_PE <const> = 6
local PERIOD <const> = 7
local BOOKED_HOUR <const> = 8
local BOOKED_DAY <const> = 9
local EXPIRES <const> = 10
local FORGET <const> = 11
local HOLDER <const> = 12
local PRINT <const> = 13
local RECORD_FORMAT <const> = '<dddddddddddss'
-- values of PROVIDER
local FREE <const> = 1
local PAID_PROVIDER <const> = 2
-- values of REASON, numbered as in state-codec.ts
local FREE_OPEN <const> = 1
local FREE_PROBE <const> = 2
local FREE_BLOCKED <const> = 3
local FREE_PROBING <const> = 4
local FREE_FAILED <const> = 5
local TAKEN_OVER <const> = 6
local FREE_TRIGGER <const> = 7

local LEASE_ID, FINGERPRINT, DOOR, KEEP = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
-- clock 0: the server's own. newGroup 0: not introduced, 1: fresh, 2: uncertain.
local clock, hasUser, newLeft, newRefresh, newAccess, newSeq, newGroup = 0, 0, 0, 0, 0, 0, 0
if ARGV[5] ~= '' then
  clock, hasUser, newLeft, newRefresh, newAccess, newSeq, newGroup = struct.unpack('<ddddddd', ARGV[5])
end
if clock == 0 then
  local time = redis.call('TIME')
  clock = time[1] * 1000 + math.floor(time[2] / 1000)
end

local stored = redis.call('MGET', KEYS[1], KEYS[2], KEYS[3])
local group = stored[1] and { struct.unpack(GROUP_FORMAT, stored[1]) }
local user = stored[2] and { struct.unpack(USER_FORMAT, stored[2]) }
local record = stored[3] and { struct.unpack(RECORD_FORMAT, stored[3]) }

-- A user is seldom changed, and a key that is not written costs nothing.
local function keep(g, u)
  local packedGroup = struct.pack(GROUP_FORMAT, unpack(g, 1, GROUP_SIZE))
  local packedUser = struct.pack(USER_FORMAT, unpack(u, 1, 6))
  if packedUser == stored[2] then
    redis.call('SET', KEYS[1], packedGroup)
  else
    redis.call('MSET', KEYS[1], packedGroup, KEYS[2], packedUser)
  end
end

-- Kinds of answers; see decision-codec.ts for what a, b, c, d and e carry.
local GRANTED <const> = 1
local EXHAUSTED <const> = 2
local BLOCKED <const> = 3
local REDIRECTED <const> = 4
local IN_PROGRESS <const> = 5
local KEY_REUSED <const> = 6
local OUTCOME_UNKNOWN <const> = 7
local NOT_KNOWN <const> = 8
local IGNORED <const> = 9
local DONE <const> = 10

-- The answer: what was decided, then everything it was decided from, so that it can be derived again.
local function answer(kind, a, b, c, d, e)
  local group0, user0, record0 = stored[1] or '', stored[2] or '', stored[3] or ''
  return struct.pack(
    '<dddddddddd',
    kind, clock, a or 0, b or 0, c or 0, d or 0, e or 0, #group0, #user0, #record0
  ) .. group0 .. user0 .. record0
end

local function answerGranted(r)
  return answer(GRANTED, r[PROVIDER], r[REASON], r[ATTEMPT], r[BOOKED_HOUR], r[PERIOD])
end
