--[[
  What the outcome of a call does to the window: policy/count-block.ts, quota-report.ts and health.ts,
  rule by rule. Each function changes the group it is given; r is the record of the call.
]]

local function endProbe(g, r)
  if r[CALL_PE] > 0 and r[CALL_PE] == g[PE] then g[PE] = 0 end
end

local function commit(g, r)
  if r[CALL_EP] ~= g[EP] then return end
  g[LO] = g[LO] + 1
  local overtaking = AWAITS_REFUSAL == 1 and g[HI] >= LIMIT and g[LO] < g[HI]
  if not overtaking then endProbe(g, r) end
  g[MC] = g[LN]
  g[SU] = math.max(0, g[SU] - 1)
  if g[BU] > 0 and g[LO] == g[HI] then g[BU] = g[MC] + GUARDED_BLOCK end
end

-- guardedReset: when the count starts anew, drift included; -1 where the provider does not say.
local function resync(g, r, remaining, guardedReset)
  if r[CALL_EP] ~= g[EP] or BLOCK == 0 then return commit(g, r) end
  local unsettled = math.max(0, g[HI] - g[LO] - 1)
  local reported = math.max(0, LIMIT - remaining)
  local counted = g[SU] > 0 and reported or math.max(g[LO], reported)
  local wasKnown = g[LO] >= LIMIT
  local overtaking = AWAITS_REFUSAL == 1 and unsettled > 0 and counted + unsettled >= LIMIT
  if not overtaking then endProbe(g, r) end
  g[LO], g[HI], g[MC], g[SU] = counted, counted + unsettled, g[LN], 0
  if BLOCKS_WHEN_FULL == 0 or g[HI] < LIMIT then
    g[BU] = 0
  elseif remaining <= 0 then
    g[BU] = g[LN] + (guardedReset < 0 and GUARDED_BLOCK or guardedReset)
  elseif not wasKnown and g[LO] == g[HI] then
    g[BU] = g[LN] + GUARDED_BLOCK
  end
end

local function release(g, r)
  g[NOT_SENT] = g[NOT_SENT] + 1
  if r[CALL_EP] ~= g[EP] then return end
  endProbe(g, r)
  g[HI] = g[HI] - 1
  if g[HI] < LIMIT then g[BU] = 0 end
end

-- guardedRetry: how long the provider says it blocks, drift included; -1 where it says nothing.
local function refuse(g, r, guardedRetry)
  g[REFUSED] = g[REFUSED] + 1
  local finish = g[LN] + (guardedRetry < 0 and GUARDED_BLOCK or guardedRetry)
  if r[CALL_EP] ~= g[EP] then
    if g[BU] > 0 and (guardedRetry >= 0 or REFUSAL_EXTENDS == 1) then g[BU] = math.max(g[BU], finish) end
    return
  end
  g[BU] = math.max(g[BU], finish)
  g[HI], g[LO], g[MC], g[SU], g[PE] = 0, 0, 0, 0, 0
  g[EP] = g[EP] + 1
end

local function noteHealth(g, isAlive)
  if isAlive then
    g[FA], g[RE] = 0, 0
    return
  end
  g[FA] = g[FA] + 1
  if REST_AFTER == 0 or g[FA] < REST_AFTER then return end
  g[SU] = math.max(1, g[SU])
  g[RE] = g[LN] + PROBE
end
