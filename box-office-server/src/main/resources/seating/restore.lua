-- Puts the seats of a live lock back (SEAT-7). A key of another owner is left; one of ours that would never end gets a
-- lifetime.
-- KEYS: one per seat. ARGV: owner ("userId:lockId:"), value (owner and time), lifetime in milliseconds.
-- Answers how many keys were put back.
local restored = 0
for _, key in ipairs(KEYS) do
    local value = redis.call('GET', key)
    if not value then
        redis.call('SET', key, ARGV[2], 'PX', ARGV[3])
        restored = restored + 1
    elseif string.sub(value, 1, #ARGV[1]) == ARGV[1] and redis.call('PTTL', key) < 0 then
        redis.call('PEXPIRE', key, ARGV[3])
    end
end
return restored
