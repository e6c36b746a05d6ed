-- Draws permits from a count that starts again with every window (SEC-1).
-- KEYS: the count. ARGV: the limit, the window in milliseconds, how many permits are wished.
-- Answers how many were given, how many are left after that, and the milliseconds until the window ends.
local most = tonumber(ARGV[1])
local left = most - tonumber(redis.call('GET', KEYS[1]) or '0')
if left <= 0 then
    return {0, 0, math.max(0, redis.call('PTTL', KEYS[1]))}
end
-- The fewer are left, the fewer go to one node.
local given = math.min(tonumber(ARGV[3]), math.max(1, math.floor(left / 2)))
if redis.call('INCRBY', KEYS[1], given) == given then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return {given, left - given, redis.call('PTTL', KEYS[1])}
