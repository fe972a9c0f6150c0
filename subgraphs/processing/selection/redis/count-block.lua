--[[
  The free provider's window: policy/count-block.ts, rule by rule. Each function changes the group it
  is given.
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
    g[RE] = math.min(g[RE], clock + PROBE)
  end
  if g[BU] > 0 and g[LN] >= g[BU] then
    local unknown = g[HI] - g[LO]
    g[HI], g[LO], g[BU], g[MC], g[PE] = 0, 0, 0, 0, 0
    g[EP] = g[EP] + 1
    if unknown > 0 then
      g[SU] = unknown + 1
    else
      g[SU] = (REST_AFTER > 0 and g[FA] >= REST_AFTER) and 1 or 0
    end
    g[UNKNOWN] = g[UNKNOWN] + unknown
  elseif g[BU] == 0 and BLOCKS_WHEN_FULL == 1 and g[HI] >= LIMIT and g[HI] >= 1 then
    g[BU] = math.min(before, g[LN]) + ARRIVAL + GUARDED_BLOCK
  end
end

local function isSerial(g)
  return g[SU] > 0 or (AWAITS_REFUSAL == 1 and g[HI] >= LIMIT)
end

local function take(g, serial)
  g[HI] = g[HI] + 1
  if BLOCK > 0 and g[SU] > 0 and g[PE] > 0 then g[SU] = g[SU] + 1 end
  g[PE] = serial and g[LN] + PROBE or 0
  g[BU] = (BLOCKS_WHEN_FULL == 1 and g[HI] >= LIMIT) and g[LN] + ARRIVAL + GUARDED_BLOCK or 0
end
