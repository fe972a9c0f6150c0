--[[
  The free provider's window: policy/count-block.ts and lower-bound.ts, rule by rule. Each function
  changes the group it is given.
]]

local STEP_BACK <const> = 5000

local function advance(g)
  local before = g[LN]
  if clock >= before then
    g[LN] = clock
  elseif before - clock >= STEP_BACK then
    g[LN] = clock
    g[BU] = math.min(g[BU], clock + ARRIVAL + GUARDED_BLOCK)
    g[MC] = math.min(g[MC], clock)
    g[PE] = math.min(g[PE], clock + PROBE)
  end
  if g[BU] > 0 and g[LN] >= g[BU] then
    local unknown = g[HI] - g[LO]
    g[HI], g[LO], g[BU], g[MC], g[PE] = 0, 0, 0, 0, 0
    g[EP] = g[EP] + 1
    g[SU] = unknown > 0 and unknown + 1 or 0
    g[UNKNOWN] = g[UNKNOWN] + unknown
  elseif g[BU] == 0 and BLOCK > 0 and g[HI] >= math.max(1, LIMIT) then
    g[BU] = before + ARRIVAL + GUARDED_BLOCK
  end
end

local function admits(g)
  if LIMIT == 0 or g[BU] > 0 then return false end
  return g[SU] == 0 or g[LN] >= g[PE]
end

local function take(g)
  g[HI] = g[HI] + 1
  if g[SU] > 0 then
    if g[PE] > 0 then g[SU] = g[SU] + 1 end
    g[PE] = g[LN] + PROBE
  else
    g[PE] = 0
  end
  g[BU] = (BLOCK > 0 and g[HI] >= LIMIT) and g[LN] + ARRIVAL + GUARDED_BLOCK or 0
end

local function endProbe(g, r)
  if r[CALL_PE] > 0 and r[CALL_PE] == g[PE] then g[PE] = 0 end
end

local function commit(g, r)
  g[COUNTED] = g[COUNTED] + 1
  if r[CALL_EP] ~= g[EP] then return end
  endProbe(g, r)
  g[LO] = g[LO] + 1
  g[MC] = g[LN]
  g[SU] = math.max(0, g[SU] - 1)
  if g[BU] > 0 and g[LO] == g[HI] then g[BU] = g[MC] + GUARDED_BLOCK end
end

local function release(g, r)
  g[NOT_SENT] = g[NOT_SENT] + 1
  if r[CALL_EP] ~= g[EP] then return end
  endProbe(g, r)
  g[HI] = g[HI] - 1
  g[BU] = 0
end

-- guardedRetry: how long the provider says it blocks, drift included; -1 where it says nothing.
local function refuse(g, r, guardedRetry)
  g[REFUSED] = g[REFUSED] + 1
  local named = guardedRetry < 0 and 0 or g[LN] + guardedRetry
  if r[CALL_EP] ~= g[EP] then
    if g[BU] > 0 then g[BU] = math.max(g[BU], named) end
    return
  end
  g[BU] = math.max(g[BU], guardedRetry < 0 and g[LN] + GUARDED_BLOCK or named)
  g[HI], g[LO], g[MC], g[SU], g[PE] = 0, 0, 0, 0, 0
  g[EP] = g[EP] + 1
end

local function retryAfter(g)
  if g[BU] > 0 then return math.max(1, g[BU] - g[LN]) end
  if g[PE] > g[LN] then return math.min(1000, g[PE] - g[LN]) end
  return 1000
end

local function countArrival(g)
  if LIMIT == 0 or g[LN] < g[BOUND_BU] then
    g[BOUND_PAID] = g[BOUND_PAID] + 1
    return
  end
  g[BOUND] = g[BOUND] + 1
  if g[BOUND] < LIMIT then return end
  g[BOUND] = 0
  g[BOUND_BU] = g[LN] + BLOCK
end
