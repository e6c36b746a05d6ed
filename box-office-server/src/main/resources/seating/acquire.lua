-- Takes all seats for one lock, or none (SEAT-5), while the show is not too busy (SEAT-11).
-- KEYS: one per seat, then the show's selections (locks by the time they end) and its count of this second.
-- ARGV: owner ("userId:lockId:"), value (owner and time), lifetime in milliseconds, lock, the most selections at once,
-- the most selections in a second; 0 is any number; holder ("userId:").
-- Answers the positions, from 1, of the seats that another lock holds; empty when all are ours now; 0 when there are
-- too many selections, -1 when too many are made in this second. That seats are taken is said first; -2 stands before
-- the positions when the first of them is held by the same holder.
local seats = #KEYS - 2
local taken = {}
for i = 1, seats do
    local value = redis.call('GET', KEYS[i])
    if value and string.sub(value, 1, #ARGV[1]) ~= ARGV[1] then
        if #taken == 0 and string.sub(value, 1, #ARGV[7]) == ARGV[7] then
            taken[1] = -2
        end
        taken[#taken + 1] = i
    end
end
if #taken > 0 then
    return taken
end
local selections, second = KEYS[seats + 1], KEYS[seats + 2]
local most, fastest = tonumber(ARGV[5]), tonumber(ARGV[6])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if most > 0 then
    redis.call('ZREMRANGEBYSCORE', selections, '-inf', now)
    if redis.call('ZCARD', selections) >= most then
        return {0}
    end
end
if fastest > 0 then
    local made = redis.call('INCR', second)
    if made == 1 then
        redis.call('PEXPIRE', second, 1000)
    end
    if made > fastest then
        return {-1}
    end
end
for i = 1, seats do
    redis.call('SET', KEYS[i], ARGV[2], 'PX', ARGV[3])
end
if most > 0 then
    redis.call('ZADD', selections, now + ARGV[3], ARGV[4])
    if redis.call('PTTL', selections) < tonumber(ARGV[3]) then
        redis.call('PEXPIRE', selections, ARGV[3])
    end
end
return {}
