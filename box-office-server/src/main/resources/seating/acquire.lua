-- Takes all seats for one lock, or none (SEAT-5).
-- KEYS: one per seat. ARGV: owner ("userId:lockId:"), value (owner and time), lifetime in milliseconds.
-- Answers the positions, from 1, of the seats that somebody else holds; empty when all are ours now.
local taken = {}
for i, key in ipairs(KEYS) do
    local value = redis.call('GET', key)
    if value and string.sub(value, 1, #ARGV[1]) ~= ARGV[1] then
        taken[#taken + 1] = i
    end
end
if #taken == 0 then
    for _, key in ipairs(KEYS) do
        redis.call('SET', key, ARGV[2], 'PX', ARGV[3])
    end
end
return taken
