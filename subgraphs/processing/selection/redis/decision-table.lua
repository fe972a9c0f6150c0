--[[
  The decision table: policy/decision-table.ts, with allowance.ts and sponsor.ts, rule by rule.
]]

local function renew(u, g)
  local today = math.floor((g[LN] + ZONE) / 86400000)
  if today >= u[REFRESH] then u[LEFT], u[REFRESH] = PER_DAY, today + 1 end
end

-- Books one call on the operator's account, if the budgets allow; answers hour and day, or 0 and 0.
local function sponsor(g, u)
  if SPONSORS == 0 then return 0, 0 end
  local hour, today = math.floor(g[LN] / 3600000), math.floor((g[LN] + ZONE) / 86400000)
  local inHour = g[SPONSOR_HOUR] == hour and g[SPONSORED] or 0
  local inDay = u[SPONSORED_DAY] == today and u[SPONSORED_TODAY] or 0
  if inHour >= PER_HOUR or inDay >= PER_USER_DAY then return 0, 0 end
  g[SPONSOR_HOUR], g[SPONSORED] = hour, inHour + 1
  u[SPONSORED_DAY], u[SPONSORED_TODAY] = today, inDay + 1
  return hour, today
end

local function retryAfter(g)
  if g[BU] > 0 then return math.max(1, g[BU] - g[LN]) end
  local turn = math.max(g[PE], g[RE])
  return turn > g[LN] and math.min(1000, turn - g[LN]) or 1000
end

-- Changes group and user, and answers the new record, only where it grants; else answers nil, kind and a.
local function choose(g, u, attempt, avoidFree, unitHeld)
  local left = u[LEFT]
  if unitHeld == 0 then
    if left <= 0 and u[ACCESS] == 0 then return nil, EXHAUSTED, u[REFRESH] end
    if DOOR == 1 and left <= 0 then return nil, REDIRECTED, PAID_PROVIDER end
    if DOOR == 2 and left > 0 then return nil, REDIRECTED, FREE end
  end
  local serial = isSerial(g)
  local isOpen = g[BU] == 0 and LIMIT > 0 and not (serial and (g[LN] < g[PE] or g[LN] < g[RE]))
  local provider, reason, hour, today, batch, probe = FREE, FREE_OPEN, 0, 0, 0, 0
  if isOpen and not avoidFree then
    if serial then reason = g[SU] > 0 and FREE_PROBE or FREE_TRIGGER end
    take(g, serial)
    batch, probe = g[EP], g[PE]
  else
    provider = PAID_PROVIDER
    if avoidFree then
      reason = FREE_FAILED
    else
      reason = (serial and g[BU] == 0) and FREE_PROBING or FREE_BLOCKED
    end
    if u[ACCESS] == 0 then
      hour, today = sponsor(g, u)
      if hour == 0 then return nil, BLOCKED, retryAfter(g) end
    end
    g[PAID] = g[PAID] + 1
  end
  local period = unitHeld
  if unitHeld == 0 and left > 0 then
    u[LEFT] = left - 1
    period = u[REFRESH]
  end
  return {
    provider, reason, attempt, 0, batch, probe, period, hour, today,
    g[LN] + LEASE, g[LN] + (KEEP > 0 and KEEP or 2 * LEASE), LEASE_ID, FINGERPRINT,
  }
end

-- Keeps what was granted and answers it. The record's own time to live only saves memory: FORGET decides.
-- There is none where nobody can come back with the key and there is nothing to settle.
local function grant(g, u, granted)
  keep(g, u)
  if KEEP > 0 or granted[PROVIDER] == FREE or granted[PERIOD] > 0 or granted[BOOKED_HOUR] > 0 then
    local packed = struct.pack(RECORD_FORMAT, unpack(granted, 1, 13))
    redis.call('SET', KEYS[3], packed, 'PX', KEEP > 0 and KEEP or 2 * LEASE)
  elseif record then
    redis.call('DEL', KEYS[3])
  end
  return answerGranted(granted)
end
