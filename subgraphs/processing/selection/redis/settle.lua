--[[
  Books the outcome of a lease, once, and decides anew where asked to: policy/settle.ts.

  ARGV[6]  id of the lease that is settled
  ARGV[7]  outcome: 1 answered, 2 failed, 3 refused, 4 not sent, 5 unreachable, 6 lost
  ARGV[8]  decide anew: 0 no, 1 by any provider, 2 without the free one
  ARGV[9]  empty, or 3 doubles of what the provider said: how long it blocks, its remaining count, when
           that starts anew; durations with drift included, -1 for nothing said
]]

local ANSWERED <const> = 1
local FAILED <const> = 2
local WAS_REFUSED <const> = 3
local WAS_NOT_SENT <const> = 4
local UNREACHABLE <const> = 5
local LOST <const> = 6
local outcome = tonumber(ARGV[7])
local guardedRetry, remaining, guardedReset = -1, -1, -1
if ARGV[9] ~= '' then guardedRetry, remaining, guardedReset = struct.unpack('<ddd', ARGV[9]) end

if not group or not user or not record or record[SETTLED] == 1 or record[HOLDER] ~= ARGV[6] then
  return answer(IGNORED)
end

advance(group)
if record[PROVIDER] == FREE then
  if outcome == ANSWERED or outcome == FAILED then
    if remaining < 0 then commit(group, record) else resync(group, record, remaining, guardedReset) end
  elseif outcome == WAS_REFUSED then
    refuse(group, record, guardedRetry)
  elseif outcome == WAS_NOT_SENT or outcome == UNREACHABLE then
    release(group, record)
  end
  if outcome == ANSWERED then group[SERVED] = group[SERVED] + 1 end
  if outcome ~= WAS_NOT_SENT then noteHealth(group, outcome == ANSWERED or outcome == WAS_REFUSED) end
end

if outcome == ANSWERED then
  record[SETTLED] = 1
  keep(group, user)
  redis.call('SET', KEYS[3], struct.pack(RECORD_FORMAT, unpack(record, 1, 13)), 'KEEPTTL')
  return answer(DONE)
end

if outcome ~= LOST then
  if record[PERIOD] > 0 and record[PERIOD] == user[REFRESH] then user[LEFT] = user[LEFT] + 1 end
  if record[BOOKED_HOUR] > 0 then
    if group[SPONSOR_HOUR] == record[BOOKED_HOUR] then group[SPONSORED] = group[SPONSORED] - 1 end
    if user[SPONSORED_DAY] == record[BOOKED_DAY] then user[SPONSORED_TODAY] = user[SPONSORED_TODAY] - 1 end
  end
end

-- Whoever comes next with the key of a lost attempt goes on from it, at once.
local function leaveKey()
  if outcome ~= LOST then
    redis.call('DEL', KEYS[3])
    return
  end
  record[EXPIRES] = math.min(record[EXPIRES], group[LN])
  redis.call('SET', KEYS[3], struct.pack(RECORD_FORMAT, unpack(record, 1, 13)), 'KEEPTTL')
end

if ARGV[8] == '0' then
  keep(group, user)
  leaveKey()
  return answer(DONE)
end

local undone = { unpack(user, 1, 6) }
renew(user, group)
local unitHeld = outcome == LOST and record[PERIOD] or 0
local granted, kind, a = choose(group, user, record[ATTEMPT] + 1, ARGV[8] == '2', unitHeld)
if granted then return grant(group, user, granted) end

keep(group, undone)
leaveKey()
return answer(kind, a)
