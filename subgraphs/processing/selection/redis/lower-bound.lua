--[[
  The fewest paid calls there could have been: policy/lower-bound.ts, rule by rule.
]]

local function countArrival(g)
  if LIMIT == 0 or g[LN] < g[BOUND_BU] then
    g[BOUND_PAID] = g[BOUND_PAID] + 1
    return
  end
  g[BOUND] = g[BOUND] + 1
  if g[BOUND] > LIMIT then g[BOUND_PAID] = g[BOUND_PAID] + 1 end
  if g[BOUND] < LIMIT + AWAITS_REFUSAL then return end
  g[BOUND] = 0
  g[BOUND_BU] = g[LN] + BLOCK
end
