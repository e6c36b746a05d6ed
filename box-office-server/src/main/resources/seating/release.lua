-- Gives all seats of one lock back (SEAT-5). A key of another owner is left.
-- KEYS: one per seat. ARGV: owner ("userId:lockId:").
-- Answers how many seats were given back.
local released = 0
for _, key in ipairs(KEYS) do
    local value = redis.call('GET', key)
    if value and string.sub(value, 1, #ARGV[1]) == ARGV[1] then
        released = released + redis.call('DEL', key)
    end
end
return released
