--[[
  Books the outcome of a lease, once, and decides anew where asked to: policy/settle.ts.

  ARGV[5]  3 doubles: outcome (1 answered, 2 failed, 3 refused, 4 not sent, 5 lost); how long the provider
           says it blocks, drift included, -1 for nothing said; decide anew (0 no, 1 by any, 2 without free)
  ARGV[6]  id of the lease that is settled
]]

local ANSWERED <const> = 1
local FAILED <const> = 2
local WAS_REFUSED <const> = 3
local WAS_NOT_SENT <const> = 4
local LOST <const> = 5
local outcome, guardedRetry, again = struct.unpack('<ddd', ARGV[5])

if not group or not user or not record or record[SETTLED] == 1 or record[HOLDER] ~= ARGV[6] then
  return answer(IGNORED)
end

advance(group)
if record[PROVIDER] == PAID_PROVIDER then
  if outcome == WAS_REFUSED or outcome == WAS_NOT_SENT then group[PAID] = group[PAID] - 1 end
elseif outcome == ANSWERED or outcome == FAILED then
  commit(group, record)
elseif outcome == WAS_REFUSED then
  refuse(group, record, guardedRetry)
elseif outcome == WAS_NOT_SENT then
  release(group, record)
end

if outcome == ANSWERED then
  record[SETTLED] = 1
  keep(group, user)
  redis.call('SET', KEYS[3], packRecord(record), 'KEEPTTL')
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
  redis.call('SET', KEYS[3], packRecord(record), 'KEEPTTL')
end

if again == 0 then
  keep(group, user)
  leaveKey()
  return answer(DONE)
end

local undone = { unpack(user, 1, 6) }
renew(user, day(group))
local granted, kind, a = choose(group, user, record[ATTEMPT] + 1, again == 2, outcome == LOST and record[PERIOD] or 0)
if granted then return grant(group, user, granted) end

keep(group, undone)
leaveKey()
return answer(kind, a)
