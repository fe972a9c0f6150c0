--[[
  The decision table: policy/decision-table.ts, with allowance.ts and sponsor.ts, rule by rule.
]]

local function day(g)
  return math.floor((g[LN] + ZONE) / 86400000)
end

local function renew(u, today)
  if today < u[REFRESH] then return end
  u[LEFT], u[REFRESH] = PER_DAY, today + 1
end

-- Books one call on the operator's account, if the budgets allow; answers hour and day, or 0 and 0.
local function sponsor(g, u)
  if SPONSORS == 0 then return 0, 0 end
  local hour, today = math.floor(g[LN] / 3600000), day(g)
  local inHour = g[SPONSOR_HOUR] == hour and g[SPONSORED] or 0
  local inDay = u[SPONSORED_DAY] == today and u[SPONSORED_TODAY] or 0
  if inHour >= PER_HOUR or inDay >= PER_USER_DAY then return 0, 0 end
  g[SPONSOR_HOUR], g[SPONSORED] = hour, inHour + 1
  u[SPONSORED_DAY], u[SPONSORED_TODAY] = today, inDay + 1
  return hour, today
end

-- Changes group and user, and answers the new record, only where it grants; else answers nil, kind and a.
local function choose(g, u, attempt, avoidFree, unitHeld)
  if unitHeld == 0 then
    if u[LEFT] <= 0 and u[ACCESS] == 0 then return nil, EXHAUSTED, u[REFRESH] end
    if DOOR == 1 and u[LEFT] <= 0 then return nil, REDIRECTED, PAID_PROVIDER end
    if DOOR == 2 and u[LEFT] > 0 then return nil, REDIRECTED, FREE end
  end
  local takesUnit = unitHeld == 0 and u[LEFT] > 0
  local provider, reason, hour, today = FREE, FREE_OPEN, 0, 0
  if not avoidFree and admits(g) then
    if g[SU] > 0 then reason = FREE_PROBE end
    take(g)
  else
    provider = PAID_PROVIDER
    if avoidFree then
      reason = FREE_FAILED
    else
      reason = (g[SU] > 0 and g[BU] == 0) and FREE_PROBING or FREE_BLOCKED
    end
    if u[ACCESS] == 0 then
      hour, today = sponsor(g, u)
      if hour == 0 then return nil, BLOCKED, retryAfter(g) end
    end
    g[PAID] = g[PAID] + 1
  end
  if takesUnit then u[LEFT] = u[LEFT] - 1 end
  local isFree = provider == FREE
  return {
    provider, reason, attempt, 0, isFree and g[EP] or 0, isFree and g[PE] or 0,
    takesUnit and u[REFRESH] or unitHeld, hour, today,
    g[LN] + LEASE, g[LN] + KEEP, LEASE_ID, FINGERPRINT,
  }
end

-- Keeps what was granted and answers it. The record's own time to live only saves memory: FORGET decides.
local function grant(g, u, granted)
  local packed = packRecord(granted)
  keep(g, u)
  redis.call('SET', KEYS[3], packed, 'PX', KEEP)
  return answer(GRANTED, 0, 0, 0, packed)
end
