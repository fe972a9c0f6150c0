--[[
  Decides one request: policy/reserve.ts. Answers as in state.lua, and writes only where it grants or
  the caller introduced somebody.
]]

local introduced = false
if newGroup > 0 and not group then
  introduced = true
  group = { 0, 0, 0, 0, 1, newGroup == 2 and LIMIT + 1 or 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }
end
if hasUser == 1 and not (user and user[REFRESH] > 0) then
  introduced = true
  user = user or { 0, 0, 0, 0, 0, 0 }
  if newSeq >= user[SEQ] then user[ACCESS], user[SEQ] = newAccess, newSeq end
  user[LEFT], user[REFRESH] = newLeft, newRefresh
end
local introducedGroup = introduced and group and { unpack(group, 1, GROUP_SIZE) }
local introducedUser = introduced and user and { unpack(user, 1, 6) }

if group then advance(group) end
local now = group and group[LN] or clock

local attempt, unitHeld = 1, 0
if record and now < record[FORGET] then
  if record[PRINT] ~= FINGERPRINT then return answer(KEY_REUSED) end
  if record[HOLDER] == LEASE_ID then return answerGranted(record) end
  if now < record[EXPIRES] then return answer(IN_PROGRESS, math.min(1000, record[EXPIRES] - now)) end
  if record[PROVIDER] == PAID_PROVIDER then
    if PAID_TAKES_KEY == 0 then return answer(OUTCOME_UNKNOWN) end
    record[HOLDER], record[ATTEMPT], record[REASON], record[SETTLED] = LEASE_ID, record[ATTEMPT] + 1, TAKEN_OVER, 0
    record[EXPIRES] = now + LEASE
    record[FORGET] = math.max(record[FORGET], record[EXPIRES])
    local keepMs = math.ceil(record[FORGET] - now)
    redis.call('SET', KEYS[3], struct.pack(RECORD_FORMAT, unpack(record, 1, 13)), 'PX', keepMs)
    return answerGranted(record)
  end
  attempt, unitHeld = record[ATTEMPT] + 1, record[PERIOD]
end

if not group or not user or user[REFRESH] == 0 then
  local today = math.floor((now + ZONE) / 86400000)
  return answer(NOT_KNOWN, (user and user[REFRESH] > 0) and 0 or 1, group and 0 or 1, today + 1)
end

renew(user, group)
local granted, kind, a = choose(group, user, attempt, false, unitHeld)
if not granted then
  if introduced then keep(introducedGroup, introducedUser) end
  return answer(kind, a)
end
if attempt == 1 then countArrival(group) end
return grant(group, user, granted)
