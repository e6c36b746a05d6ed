-- Gives all seats of one lock a new lifetime (SEAT-5). A key of another owner is left, and so is a missing one: setting
-- it again could outlive a release that has happened meanwhile.
-- KEYS: one per seat. ARGV: owner ("userId:lockId:"), value (owner and time), lifetime in milliseconds.
-- Answers how many seats are ours now.
local held = 0
for _, key in ipairs(KEYS) do
    local value = redis.call('GET', key)
    if value and string.sub(value, 1, #ARGV[1]) == ARGV[1] then
        redis.call('SET', key, ARGV[2], 'PX', ARGV[3])
        held = held + 1
    end
end
return held
