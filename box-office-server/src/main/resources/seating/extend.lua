-- Gives all seats of one lock a new lifetime (SEAT-5). A key of another owner is left, and so is a missing one: setting
-- it again could outlive a release that has happened meanwhile.
-- KEYS: one per seat, then the show's selections. ARGV: owner ("userId:lockId:"), value (owner and time), lifetime in
-- milliseconds, lock.
-- Answers how many seats are ours now.
local seats = #KEYS - 1
local held = 0
for i = 1, seats do
    local value = redis.call('GET', KEYS[i])
    if value and string.sub(value, 1, #ARGV[1]) == ARGV[1] then
        redis.call('SET', KEYS[i], ARGV[2], 'PX', ARGV[3])
        held = held + 1
    end
end
local selections = KEYS[seats + 1]
if redis.call('ZSCORE', selections, ARGV[4]) then
    local time = redis.call('TIME')
    redis.call('ZADD', selections, time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3], ARGV[4])
    if redis.call('PTTL', selections) < tonumber(ARGV[3]) then
        redis.call('PEXPIRE', selections, ARGV[3])
    end
end
return held
